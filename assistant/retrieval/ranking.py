"""Ranking: from a query to scored positions of a snapshot.

Six signals, each on a scale of its own that does not depend on the other records of the list: the
share of the query's words found in the problem, the share found in the whole record, the cosine
less the record's own hubness, and the overlap of problem types, told by the words of both, by the
query's meaning and the record's words, and by the meaning of both. What is told by words is told by
the query's own and by those that every kind of unit has (roles.py), in equal parts. A logistic
function of the signals, fitted on judged queries, is the score: the expected grade of a record, 1 =
its measures can be reused directly, 0.5 = in part. Ranks within a list (z-scores, reciprocal ranks)
order as well but cannot be compared from query to query.

Whether there is a precedent at all is judged apart, from the best score and the raw cosine.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval import fusion
from assistant.retrieval.meanings import Meanings
from assistant.retrieval.roles import load_roles
from assistant.retrieval.snapshot import Snapshot

CANDIDATES = 200  # from each side; a corpus that is smaller is ranked whole
WHOLE = 5000  # so many that a filter or an exclusion leaves are ranked one by one
MOST = 2000  # neighbours asked for where a filter leaves more than that
# candidates whose own meaning is told, the best by the other signals: it costs 0.1 ms each
MEANT = 100

Nearest = Callable[[NDArray[np.float32], int], dict[int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Of the logistic function; ``local`` counts cosines less hubness, above their usual 0.40.

    ``best``, ``cosine`` and ``apart`` are those of the second one, which judges whether there is a
    precedent at all: the best fused value and the best raw cosine.
    """

    text: float
    problem: float
    local: float
    types: float
    meaning: float
    record: float
    constant: float
    best: float
    cosine: float
    apart: float


# fitted (cross-entropy against the judged grade, ridge; ``best`` to ``apart`` with both classes
# weighing the same) on all 326 judged queries of tests/cases/retrieval, with the lexicon as it was
# before its last 1,800 terms: words that were added for seen queries would count for
# too much
WITH_MEANING = Weights(
    text=6.39, problem=3.48, local=7.85, types=0.69, meaning=1.75, record=2.95, constant=-6.99,
    best=1.21, cosine=3.94, apart=1.48,
)  # fmt: skip
WITH_TYPES = Weights(
    text=5.86, problem=4.18, local=24.3, types=3.11, meaning=0.0, record=0.0, constant=-6.12,
    best=0.85, cosine=4.07, apart=0.29,
)  # fmt: skip
WITHOUT_TYPES = Weights(
    text=6.79, problem=7.46, local=37.2, types=0.0, meaning=0.0, record=0.0, constant=-5.86,
    best=1.09, cosine=3.51, apart=1.17,
)  # fmt: skip
LOCAL_USUAL = 0.40
# The best of many records is near to anything: the logit falls with the logarithm of their number,
# above the 112 that the weights were fitted on. 2.4 refuses 18 of the 20 foreign questions of
# eval/data/queries.yaml on our own 414; beyond them nothing was judged, so it falls no further.
FITTED_ON = 112
SIZE, SIZE_MOST = 2.4, 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate: its position in the snapshot and its calibrated score in [0, 1]."""

    position: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Candidates best first, and how likely it is that the corpus has a precedent at all."""

    candidates: tuple[Ranked, ...]
    answerable: float


def rank(
    snapshot: Snapshot,
    query: str,
    vector: NDArray[np.float32],
    nearest: Nearest,
    allowed: NDArray[np.bool_] | None = None,
    meanings: Meanings | None = None,
) -> Ranking:
    """Rank the candidates; ``nearest`` answers with position → cosine for a unit vector.

    ``meanings`` tells the problem types of vectors, None where only words can tell them.

    Positions that ``allowed`` (shape (records,)) masks out are neither listed nor do they count
    for whether there is an answer.
    """
    said = tuple(dict.fromkeys((query, load_roles().general(query))))
    problem = snapshot.derived.by_problem.shares(*said)
    text = snapshot.derived.by_text.shares(*said)
    positions = _candidates(lambda k: nearest(vector, k), problem + text, allowed)
    if not len(positions):
        return Ranking(candidates=(), answerable=0.0)
    cosines = snapshot.derived.cosines(positions, vector)

    types = snapshot.problem_types
    weights = WITHOUT_TYPES if not len(types) else WITH_MEANING if meanings else WITH_TYPES
    local = fusion.localize(cosines, snapshot.derived.hubs[positions])
    values = (
        weights.text * text[positions]
        + weights.problem * problem[positions]
        + weights.local * (local - LOCAL_USUAL)
        + weights.types * (snapshot.derived.types[positions] @ types.asked(*said))
        + weights.constant
    )
    if meanings is not None:
        values = _with_meaning(snapshot, positions, values, vector, meanings)
    order = np.lexsort((positions, -values))
    scores = fusion.logistic(values)
    return Ranking(
        candidates=tuple(
            Ranked(position=int(positions[i]), score=round(float(scores[i]), 4)) for i in order
        ),
        answerable=_answerable(
            weights, float(values.max()), float(cosines.max()), len(snapshot.records)
        ),
    )


def _with_meaning(
    snapshot: Snapshot,
    positions: NDArray[np.int64],
    values: NDArray[np.float32],
    vector: NDArray[np.float32],
    meanings: Meanings,
) -> NDArray[np.float32]:
    """``values`` with what the meaning of the query and of the best MEANT records tells; the other
    records overlap with it by meaning no more than the worst of these."""
    best = np.argpartition(-values, min(MEANT, len(values)) - 1)[:MEANT]
    # in one call: each costs a round of the matrix library's threads
    told = meanings(np.concatenate((vector[None], snapshot.derived.matrix[positions[best]])))
    meant, overlap = told[0], told[1:] @ told[0]
    record = np.full(len(values), overlap.min(), dtype=np.float32)
    record[best] = overlap
    return np.asarray(
        values
        + WITH_MEANING.meaning * (snapshot.derived.types[positions] @ meant)
        + WITH_MEANING.record * record,
        dtype=np.float32,
    )


def _candidates(
    nearest: Callable[[int], dict[int, float]],
    words: NDArray[np.float32],
    allowed: NDArray[np.bool_] | None,
) -> NDArray[np.int64]:
    """Positions that are near in meaning or share words, ascending.

    Where few are allowed all of them are candidates; where many are, the neighbours are asked for
    in proportion, so that those that are not allowed do not use up the places.
    """
    if allowed is None:
        near, words_allowed = nearest(CANDIDATES), words
    else:
        some = np.flatnonzero(allowed)
        if len(some) <= WHOLE:
            return some.astype(np.int64)
        near = nearest(min(MOST, round(CANDIDATES * len(words) / len(some))))
        words_allowed = np.where(allowed, words, np.float32(-1))
    chosen = set(near)
    # a set follows, so the order within the best does not matter: no sorting of a million shares
    most = min(CANDIDATES, len(words))
    chosen.update(int(i) for i in np.argpartition(-words_allowed, most - 1)[:most])
    positions = np.array(sorted(chosen), dtype=np.int64)
    return positions if allowed is None else positions[allowed[positions]]


def _answerable(weights: Weights, best: float, cosine: float, count: int) -> float:
    """Probability that some record is a precedent, from the best fused value and the best raw
    cosine (e5 cosines crowd between 0.8 and 0.95) among ``count`` records.

    ``count`` is the whole corpus also where a filter leaves less, so that a filter never turns a
    refusal into an answer.
    """
    size = SIZE * min(math.log(max(count, FITTED_ON) / FITTED_ON), SIZE_MOST)
    value = weights.best * best + weights.cosine * (30 * cosine - 26) + weights.apart - size
    return float(fusion.logistic(np.array([value], dtype=np.float32))[0])
