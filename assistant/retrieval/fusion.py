"""Fusion: several lists of scores become one, and one score means the same for every query."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
PROBES = 256
NEAREST = 0.09
CHUNK = 4096  # rows at a time


def hubness(matrix: Scores, probes: Scores | None = None) -> Scores:
    """How much of a hub each row is: its mean cosine to the nearest tenth of a sample of rows.

    The sample (``probes``; default: chosen from the matrix) has at most PROBES rows, so the figure
    means the same in a small corpus and in a large one, and costs time in proportion to the rows.
    """
    count = len(matrix)
    if probes is None:
        probes = matrix[np.linspace(0, max(count - 1, 0), min(count, PROBES)).astype(int)]
    if len(probes) < 2:
        return np.zeros(count, dtype=np.float32)
    near = max(1, round(len(probes) * NEAREST))
    means = np.empty(count, dtype=np.float32)
    for offset in range(0, count, CHUNK):
        cosines = matrix[offset : offset + CHUNK] @ probes.T
        # a row that is a probe itself is the nearest to itself: that says nothing of it
        cosines[cosines > 1 - 1e-5] = -1.0
        top = np.partition(cosines, len(probes) - near, axis=1)[:, len(probes) - near :]
        means[offset : offset + CHUNK] = np.maximum(top, 0.0).mean(axis=1)
    return means


def localize(cosines: Scores, hubs: Scores) -> Scores:
    """Cosines less half of the hub's own level (cross-domain similarity local scaling)."""
    return np.asarray(cosines - 0.5 * hubs, dtype=np.float32)


def logistic(values: Scores) -> Scores:
    """1 / (1 + e^-value)."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(values, -30.0, 30.0))), dtype=np.float32)


def diversify(
    scores: Sequence[float], groups: Sequence[str], k: int, *, per_group: int, discount: float
) -> list[int]:
    """Choose ``k`` positions of a list that is sorted by ``scores``; ascending positions.

    A group's first ``per_group`` count in full, its others ``discount`` of their score: a notice
    fills the list only where what the others have is far worse.
    """
    counts: dict[str, int] = {}
    value: list[tuple[float, int]] = []
    for position, (score, group) in enumerate(zip(scores, groups, strict=True)):
        counts[group] = counts.get(group, 0) + 1
        value.append((-score * (1.0 if counts[group] <= per_group else discount), position))
    return sorted(position for _, position in sorted(value)[:k])
