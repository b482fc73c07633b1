"""Hashed: a stand-in for an embedding model where only the index is to be measured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.embedding import Embedder, load_embedder

HASHED = "hashed"
BUCKETS = 1 << 16


class HashedPairs:
    """The sum of fixed random directions of a text's pairs of characters.

    It takes no time worth mentioning and has as many dimensions as the default model.
    """

    name = HASHED
    dim = 384
    batch = 64

    def __init__(self) -> None:
        chance = np.random.default_rng(0)
        self._directions = chance.standard_normal((BUCKETS, self.dim)).astype(np.float32)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As Embedder.passages."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        return np.stack([self._one(text) for text in texts])

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As Embedder.queries."""
        return self.passages(texts)

    def _one(self, text: str) -> NDArray[np.float32]:
        codes = np.array([ord(character) for character in f"。{text}"], dtype=np.int64)
        total = self._directions[(codes[:-1] * 31 + codes[1:]) % BUCKETS].sum(axis=0)
        if not total.any():  # no text, no pair
            total = self._directions[0]
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def embedder(name: str) -> Embedder:
    """A model of this machine by its name, or the stand-in."""
    return HashedPairs() if name == HASHED else load_embedder(name)
