"""Engine: what the index asks of a vector database, whichever it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

SPACE = {"hnsw": {"space": "cosine"}}


class Neighbours(Protocol):
    """The vectors of one segment, open for asking."""

    def nearest(self, vector: Vector, k: int) -> NDArray[np.int64]:
        """The rows of about ``k`` nearest vectors, nearest first.

        Raises DerivedBroken where the database lost them, IndexUnavailable where a server does
        not answer.
        """

    def close(self) -> None:
        """Let go of it."""


class Engine(Protocol):
    """A vector database. A segment is written once, into ``folder`` or with a note there that
    says where it is, and never changed."""

    @property
    def name(self) -> str:
        """Names the engine and its place in a generation's manifest; never holds a token."""

    def write(self, folder: Path, ids: Sequence[str], matrix: NDArray[np.float32]) -> None:
        """Store the unit vectors of a segment (row i has record ids[i]) and check that they are
        there; raises DerivedBroken or IndexUnavailable."""

    def open(self, folder: Path, count: int) -> Neighbours:
        """Open what ``write`` stored; raises DerivedBroken or IndexUnavailable."""

    def mend(self, folder: Path, ids: Sequence[str], matrix: NDArray[np.float32]) -> bool:
        """Store a segment's vectors again that were lost; False where only a new segment helps."""

    def forget(self, folder: Path) -> None:
        """Delete what ``write`` stored outside ``folder``; raises IndexUnavailable."""
