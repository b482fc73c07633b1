"""Ranking: from a query to scored positions of a snapshot.

Five signals, each on a scale of its own that does not depend on the other records of the list:
the share of the query's words found in the problem, the share found in the whole record, the
cosine less the record's own hubness, and the overlap of problem types, told by the query's words
and by its meaning. A logistic function of
them, fitted on judged queries, is the score: the expected grade of a record, 1 = its measures can
be reused directly, 0.5 = in part. Ranks within a list (z-scores, reciprocal ranks) order as well
but cannot be compared from query to query.

Whether there is a precedent at all is judged apart, from the best score and the raw cosine.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval import fusion
from assistant.retrieval.snapshot import Snapshot

CANDIDATES = 200  # from each side; a corpus that is smaller is ranked whole
WHOLE = 5000  # so many that a filter or an exclusion leaves are ranked one by one
MOST = 2000  # neighbours asked for where a filter leaves more than that

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
    constant: float
    best: float
    cosine: float
    apart: float


# fitted (cross-entropy against the judged grade, ridge) on all 298 judged queries of
# tests/cases/retrieval, with the lexicon as it was before the last 76 and 64 of them were written:
# words that were added for seen queries would count for too much
WITH_MEANING = Weights(
    text=5.62, problem=4.57, local=22.8, types=1.02, meaning=2.90, constant=-6.09,
    best=0.93, cosine=3.89, apart=0.70,
)  # fmt: skip
WITH_TYPES = Weights(
    text=5.62, problem=4.23, local=30.2, types=2.97, meaning=0.0, constant=-5.86,
    best=0.76, cosine=4.13, apart=0.15,
)  # fmt: skip
WITHOUT_TYPES = Weights(
    text=6.65, problem=7.74, local=39.9, types=0.0, meaning=0.0, constant=-5.66,
    best=0.90, cosine=3.58, apart=0.75,
)  # fmt: skip
LOCAL_USUAL = 0.40
# The best of many records is near to anything: the logit falls with the logarithm of their number,
# above the 112 that the weights were fitted on (0.6 keeps the share of refusals on our own 414).
# Larger corpora hold more true precedents, too, so it falls no further than for 830.
FITTED_ON = 112
SIZE, SIZE_MOST = 0.6, 2.0


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
    meant: NDArray[np.float32] | None = None,
) -> Ranking:
    """Rank the candidates; ``nearest`` answers with position → cosine for a unit vector.

    ``meant`` are the problem types that the query means (meanings.meant), None where only its
    words can tell them.

    Positions that ``allowed`` (shape (records,)) masks out are neither listed nor do they count
    for whether there is an answer.
    """
    problem = snapshot.derived.by_problem.shares(query)
    text = snapshot.derived.by_text.shares(query)
    words = problem + text
    positions = _candidates(lambda k: nearest(vector, k), words, allowed)
    if not len(positions):
        return Ranking(candidates=(), answerable=0.0)
    cosines = snapshot.derived.cosines(positions, vector)

    types = snapshot.problem_types
    weights = WITHOUT_TYPES if not len(types) else WITH_TYPES if meant is None else WITH_MEANING
    rows = snapshot.derived.types[positions]
    local = fusion.localize(cosines, snapshot.derived.hubs[positions])
    values = (
        weights.text * text[positions]
        + weights.problem * problem[positions]
        + weights.local * (local - LOCAL_USUAL)
        + weights.types * (rows @ types.asked(query))
        + (0.0 if meant is None else weights.meaning * (rows @ meant))
        + weights.constant
    )
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
