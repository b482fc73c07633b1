"""Ranking: from a query to scored positions of a snapshot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval import fusion
from assistant.retrieval.snapshot import Snapshot

CANDIDATES = 200  # from each side; a corpus that is smaller is ranked whole
SAMPLE = 2048  # rows that give the mean and spread of cosines in a large corpus

Nearest = Callable[[NDArray[np.float32], int], dict[int, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate: its position in the snapshot, fused score and calibrated score in [0, 1]."""

    position: int
    fused: float
    score: float


def rank(
    snapshot: Snapshot, query: str, vector: NDArray[np.float32], nearest: Nearest
) -> list[Ranked]:
    """Candidates best first; ``nearest`` answers with position → cosine for a unit vector."""
    count = len(snapshot.records)
    if count == 0:
        return []
    by_problem = snapshot.by_problem.scores(query)
    by_text = snapshot.by_text.scores(query)
    lexical = fusion.standardize(by_problem) + fusion.standardize(by_text)
    chosen = set(nearest(vector, min(count, CANDIDATES)))
    chosen.update(int(i) for i in np.argsort(-lexical, kind="stable")[:CANDIDATES])
    positions = np.array(sorted(chosen))

    sample = np.linspace(0, count - 1, min(count, SAMPLE)).astype(int)
    probe = fusion.localize(snapshot.matrix[sample] @ vector, snapshot.hubs[sample])
    cosines = snapshot.matrix[positions] @ vector
    local = fusion.localize(cosines, snapshot.hubs[positions])
    dense = (local - probe.mean()) / max(float(probe.std()), 1e-6)
    fused = 0.5 * lexical[positions] + dense

    confidence = _confidence(snapshot, query, by_problem[positions], by_text[positions], dense)
    order = np.lexsort((positions, -fused))
    ranked = []
    ceiling = 1.0
    for i in order:
        # a calibrated score never rises down the list
        ceiling = min(ceiling, float(confidence[i]))
        ranked.append(
            Ranked(position=int(positions[i]), fused=float(fused[i]), score=round(ceiling, 4))
        )
    return ranked


def _confidence(
    snapshot: Snapshot,
    query: str,
    by_problem: NDArray[np.float32],
    by_text: NDArray[np.float32],
    dense: NDArray[np.float32],
) -> NDArray[np.float32]:
    full = max(snapshot.by_problem.full_score(query), 1e-6)
    share = np.maximum(by_problem, 0.7 * by_text) / full
    value = 7.0 * share + 0.5 * dense - 3.0
    return np.asarray(1.0 / (1.0 + np.exp(-value)), dtype=np.float32)
