"""Logistic: a logistic regression over sparse rows, fitted by L-BFGS with numpy alone.

Nothing in it is random: the same rows give the same weights.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
_MEMORY = 10  # steps that L-BFGS remembers
_ENOUGH = 1e-4  # length of the gradient at which it stops, of the one it began with


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """``columns`` of all rows one after another; row i has those of [starts[i], starts[i + 1]).

    Each value of a row is ``scales[i]``.
    """

    columns: NDArray[np.int64]
    starts: NDArray[np.int64]
    scales: Vector
    width: int

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]], sizes: Sequence[int], width: int) -> Rows:
        """Rows of column numbers; a row of size n (columns that are left out count) has 1/√n."""
        lengths = np.array([len(row) for row in rows])
        return cls(
            columns=np.array([column for row in rows for column in row], dtype=np.int64),
            starts=np.concatenate([[0], np.cumsum(lengths)]),
            scales=1 / np.sqrt(np.maximum(np.array(sizes, dtype=np.float64), 1)),
            width=width,
        )

    @property
    def owner(self) -> NDArray[np.int64]:
        """The row of each column."""
        return np.repeat(np.arange(len(self.scales)), np.diff(self.starts))

    def times(self, weights: Vector, owner: NDArray[np.int64]) -> Vector:
        """The product with a column of weights."""
        summed = np.bincount(owner, weights=weights[self.columns], minlength=len(self.scales))
        return summed.astype(np.float64) * self.scales

    def back(self, values: Vector, owner: NDArray[np.int64]) -> Vector:
        """The product of the transposed rows with a value for each."""
        summed = np.bincount(
            self.columns, weights=(values * self.scales)[owner], minlength=self.width
        )
        return summed.astype(np.float64)


def fit(rows: Rows, labels: Vector, shares: Vector, *, ridge: float, steps: int) -> Vector:
    """Weights of the columns and, last, the constant; ``labels`` are 1 or -1.

    Minimises Σ share · log(1 + exp(-label · score)) + ridge/2 · |weights|² (the constant is free).
    """
    owner = rows.owner

    def loss(point: Vector) -> tuple[float, Vector]:
        weights, constant = point[:-1], point[-1]
        margin = labels * (rows.times(weights, owner) + constant)
        value = float(np.sum(shares * np.logaddexp(0, -margin)) + ridge / 2 * weights @ weights)
        pull = -shares * labels / (1 + np.exp(np.clip(margin, -60, 60)))
        return value, np.append(rows.back(pull, owner) + ridge * weights, pull.sum())

    return _descend(loss, np.zeros(rows.width + 1), steps)


def _descend(loss: Callable[[Vector], tuple[float, Vector]], point: Vector, steps: int) -> Vector:
    """L-BFGS with steps that are halved until the loss falls enough (Armijo)."""
    past: deque[tuple[Vector, Vector, float]] = deque(maxlen=_MEMORY)
    value, slope = loss(point)
    first = float(np.linalg.norm(slope))
    for _ in range(steps):
        way = _direction(slope, past)
        fall, size = float(slope @ way), 1.0 if past else 1.0 / first
        while True:
            after = point + size * way
            new, next_slope = loss(after)
            if new <= value + 1e-4 * size * fall or size < 1e-10:
                break
            size /= 2
        moved, turned = after - point, next_slope - slope
        if float(moved @ turned) > 1e-12:
            past.append((moved, turned, 1.0 / float(moved @ turned)))
        point, value, slope = after, new, next_slope
        if float(np.linalg.norm(slope)) < _ENOUGH * first:
            break
    return point


def _direction(slope: Vector, past: deque[tuple[Vector, Vector, float]]) -> Vector:
    """Down the slope, bent by what the past steps say of its curvature (two-loop recursion)."""
    way = -slope
    shares: list[float] = []
    for moved, turned, over in reversed(past):
        share = over * float(moved @ way)
        shares.append(share)
        way = way - share * turned
    if past:
        moved, turned, _ = past[-1]
        way = way * (float(moved @ turned) / float(turned @ turned))
    for (moved, turned, over), share in zip(past, reversed(shares), strict=True):
        way = way + (share - over * float(turned @ way)) * moved
    return way
