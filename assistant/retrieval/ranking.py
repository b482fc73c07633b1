"""Ranking: from a query to scored positions of a snapshot.

Four signals, each on a scale of its own that does not depend on the other records of the list:
the share of the query's words found in the problem, the share found in the whole record, the
cosine less the record's own hubness, and the overlap of problem types. A logistic function of
them, fitted on judged queries, is the score: the expected grade of a record, 1 = its measures can
be reused directly, 0.5 = in part. Ranks within a list (z-scores, reciprocal ranks) order as well
but cannot be compared from query to query.

Whether there is a precedent at all is judged apart, from the best score and two raw signals.
"""

from __future__ import annotations

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
    """Of the logistic function; ``local`` counts cosines less hubness, above their usual 0.40."""

    text: float
    problem: float
    local: float
    types: float
    constant: float


# fitted on the dev half of tests/cases/retrieval and of the library's wordings
WITH_TYPES = Weights(text=4.8, problem=2.3, local=13.0, types=3.7, constant=-5.62)
WITHOUT_TYPES = Weights(text=5.7, problem=5.5, local=21.4, types=0.0, constant=-5.32)
LOCAL_USUAL = 0.40


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
) -> Ranking:
    """Rank the candidates; ``nearest`` answers with position → cosine for a unit vector.

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
    weights = WITH_TYPES if len(types) else WITHOUT_TYPES
    overlap = snapshot.derived.types[positions] @ types.asked(query)
    local = fusion.localize(cosines, snapshot.derived.hubs[positions])
    values = (
        weights.text * text[positions]
        + weights.problem * problem[positions]
        + weights.local * (local - LOCAL_USUAL)
        + weights.types * overlap
        + weights.constant
    )
    order = np.lexsort((positions, -values))
    scores = fusion.logistic(values)
    return Ranking(
        candidates=tuple(
            Ranked(position=int(positions[i]), score=round(float(scores[i]), 4)) for i in order
        ),
        answerable=_answerable(
            float(values.max()), float(cosines.max()), float(words[positions].max())
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
    chosen.update(int(i) for i in np.argsort(-words_allowed, kind="stable")[:CANDIDATES])
    positions = np.array(sorted(chosen), dtype=np.int64)
    return positions if allowed is None else positions[allowed[positions]]


def _answerable(best: float, cosine: float, words: float) -> float:
    """Probability that some record is a precedent, from the best fused value, the best raw
    cosine and the best share of words (fitted like the weights)."""
    value = 0.91 * best + 1.04 * (30 * cosine - 26) + 2.17 * words + 0.71
    return float(fusion.logistic(np.array([value], dtype=np.float32))[0])
