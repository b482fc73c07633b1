"""Postings: which texts hold which token, and how often; immutable, mergeable, mapped from files.

A token is its 64-bit hash (two of a million tokens collide with a probability of 3·10⁻⁸), so that
opening an index of a million texts reads no vocabulary.
"""

from __future__ import annotations

import functools
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST = np.iinfo(np.uint16).max  # a token that occurs more often in one text counts as so often
ARRAYS = ("tokens", "starts", "rows", "counts", "lengths")

Keep = NDArray[np.bool_] | None


@functools.lru_cache(maxsize=1 << 18)
def token_hash(token: str) -> int:
    """The number that stands for a token."""
    digest = hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


@dataclass(frozen=True, eq=False, kw_only=True)
class Postings:
    """Token i is ``tokens[i]`` (ascending); ``rows[starts[i]:starts[i + 1]]`` are the texts that
    hold it (ascending), ``counts`` how often. ``lengths`` is the number of tokens of each text.
    """

    tokens: NDArray[np.uint64]
    starts: NDArray[np.int64]
    rows: NDArray[np.int32]
    counts: NDArray[np.uint16]
    lengths: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.lengths)

    @classmethod
    def build(cls, texts: Iterable[Sequence[str]]) -> Postings:
        """Of texts that have been cut into tokens."""
        ids: list[int] = []
        counts: list[int] = []
        sizes: list[int] = []
        lengths: list[int] = []
        for tokens in texts:
            found = Counter(tokens)
            ids.extend(map(token_hash, found))
            counts.extend(found.values())
            sizes.append(len(found))
            lengths.append(len(tokens))
        hashes = np.array(ids, dtype=np.uint64)
        order = np.argsort(hashes, kind="stable")
        known, starts = np.unique(hashes[order], return_index=True)
        rows = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        return cls(
            tokens=known,
            starts=np.append(starts, len(order)).astype(np.int64),
            rows=rows[order],
            counts=np.minimum(np.array(counts, dtype=np.int64), MOST).astype(np.uint16)[order],
            lengths=np.array(lengths, dtype=np.int32),
        )

    @classmethod
    def merged(cls, parts: Sequence[tuple[Postings, Keep]]) -> Postings:
        """The texts of several parts one after another; those that a mask leaves out are gone."""
        kept = [part if keep is None else part.filtered(keep) for part, keep in parts]
        tokens = np.unique(np.concatenate([part.tokens for part in kept]))
        places = [np.searchsorted(tokens, part.tokens) for part in kept]
        sizes = np.zeros(len(tokens), dtype=np.int64)
        for part, place in zip(kept, places, strict=True):
            sizes[place] += np.diff(part.starts)
        starts = np.concatenate(([0], np.cumsum(sizes)))
        rows = np.empty(starts[-1], dtype=np.int32)
        counts = np.empty(starts[-1], dtype=np.uint16)
        free = starts[:-1].copy()  # where the next part's texts of each token go
        offset = 0
        for part, place in zip(kept, places, strict=True):
            own = np.diff(part.starts)
            target = np.repeat(free[place] - part.starts[:-1], own) + np.arange(len(part.rows))
            rows[target] = part.rows + offset
            counts[target] = part.counts
            free[place] += own
            offset += len(part)
        lengths = np.concatenate([part.lengths for part in kept])
        return cls(tokens=tokens, starts=starts, rows=rows, counts=counts, lengths=lengths)

    def filtered(self, keep: NDArray[np.bool_]) -> Postings:
        """Only the texts where ``keep`` (shape (len(self),)) is true."""
        numbers = np.cumsum(keep, dtype=np.int32) - 1
        chosen = keep[self.rows]
        before = np.concatenate(([0], np.cumsum(chosen)))
        starts = before[self.starts]
        used = np.diff(starts) > 0
        return Postings(
            tokens=self.tokens[used],
            starts=np.append(starts[:-1][used], starts[-1]),
            rows=numbers[self.rows[chosen]],
            counts=self.counts[chosen],
            lengths=self.lengths[keep],
        )

    def find(self, hashes: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where the postings of each token begin and end; equal for a token that is unknown."""
        if not len(self.tokens):
            nothing = np.zeros(len(hashes), dtype=np.int64)
            return nothing, nothing
        place = np.minimum(np.searchsorted(self.tokens, hashes), len(self.tokens) - 1)
        known = self.tokens[place] == hashes
        begin = np.where(known, self.starts[place], 0)
        return begin, np.where(known, self.starts[place + 1], 0)

    def save(self, folder: Path) -> None:
        """Write the arrays into a new folder."""
        folder.mkdir()
        for name in ARRAYS:
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> Postings:
        """Map what ``save`` wrote; raises OSError or ValueError where it is not whole."""
        return cls(**{name: _mapped(folder / f"{name}.npy") for name in ARRAYS})


def _mapped(path: Path) -> NDArray[Any]:
    try:
        return np.asanyarray(np.load(path, mmap_mode="r"))
    except ValueError:  # an empty array cannot be mapped
        return np.asarray(np.load(path))
