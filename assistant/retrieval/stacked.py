"""Stacked: the rows of several matrices in files, chosen and numbered as one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
CHUNK = 8192


class Stacked:
    """Position i is row ``rows[i]`` (counted through all parts) of matrices of one width."""

    def __init__(self, parts: Sequence[Matrix], rows: NDArray[np.int64], width: int) -> None:
        self._parts = tuple(part for part in parts if len(part))
        self._starts = np.cumsum([0, *map(len, self._parts)], dtype=np.int64)
        self._rows = rows
        self.shape = (len(rows), width)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, positions: NDArray[np.integer]) -> Matrix:
        """Rows at ``positions`` (an array of numbers), shape (len(positions), width)."""
        rows = self._rows[positions]
        found = np.empty((len(rows), self.shape[1]), dtype=np.float32)
        for part, start in zip(self._parts, self._starts[:-1], strict=True):
            own = (rows >= start) & (rows < start + len(part))
            found[own] = part[rows[own] - start]
        return found

    def __matmul__(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """The dot product of every row with ``vector``, shape (len(self),)."""
        products = [np.asarray(part @ vector) for part in self._parts]
        whole = np.concatenate(products) if products else np.zeros(0, dtype=np.float32)
        return np.asarray(whole[self._rows], dtype=np.float32)
