"""Fusion: several lists of scores become one, and one score means the same for every query."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]


def standardize(scores: Scores) -> Scores:
    """Zero mean, unit deviation over the corpus; all zeros where nothing differs."""
    spread = float(scores.std()) if scores.size else 0.0
    if spread < 1e-9:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / spread, dtype=np.float32)


def hubness(matrix: Scores, k: int = 10) -> Scores:
    """Mean cosine of each row to its ``k`` nearest other rows: how much of a hub it is."""
    count = len(matrix)
    if count < 2:
        return np.zeros(count, dtype=np.float32)
    near = min(k, count - 1)
    means = np.empty(count, dtype=np.float32)
    for offset in range(0, count, 1024):
        block = matrix[offset : offset + 1024] @ matrix.T
        # the row itself is among the largest: take one more and subtract it
        top = np.partition(block, count - near - 1, axis=1)[:, count - near - 1 :]
        means[offset : offset + 1024] = (top.sum(axis=1) - 1.0) / near
    return means


def localize(cosines: Scores, hubs: Scores) -> Scores:
    """Cosines less half of the hub's own level (cross-domain similarity local scaling)."""
    return np.asarray(cosines - 0.5 * hubs, dtype=np.float32)


def logistic(value: float) -> float:
    """1 / (1 + e^-value), safe for large values."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))


def diversify(order: Sequence[int], groups: Sequence[str], k: int, per_group: int) -> list[int]:
    """The first ``k`` of ``order`` with at most ``per_group`` of one group; then the rest."""
    taken: list[int] = []
    late: list[int] = []
    counts: dict[str, int] = {}
    for position in order:
        group = groups[position]
        if counts.get(group, 0) < per_group:
            counts[group] = counts.get(group, 0) + 1
            taken.append(position)
        else:
            late.append(position)
        if len(taken) == k:
            return taken
    return (taken + late)[:k]
