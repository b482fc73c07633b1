"""Derived: everything a search needs beyond the records themselves, made from them.

Two lexical indexes, the hubness and the problem types of every record, and the matrix of vectors.
It is computed once a generation, saved beside its Chroma, and mapped into memory from there; where
no generation fits (another process is writing) it is computed in memory.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval import fusion
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.record import StoredRecord
from assistant.retrieval.wordings import ProblemTypes

MEASURE_CHARS = 80  # of the measures; 120, 160 and 300 cost more time and rank no better
RECIPE = ("derived", "fusion", "lexical", "lexicon", "tokens", "wordings")  # modules that shape it


class DerivedBroken(Exception):
    """The derived index cannot be used and must be rebuilt from the store; never shown to users."""


def passage(record: StoredRecord) -> str:
    """The text of a record that is embedded and typed: problem and first measures together."""
    measures = "".join(record.measures)[:MEASURE_CHARS]
    return f"{record.problem}。{measures}" if measures else record.problem


@dataclass(frozen=True, kw_only=True)
class Derived:
    """Row or text i belongs to record i of the snapshot that this was made from."""

    matrix: NDArray[np.float32]
    hubs: NDArray[np.float32]
    types: NDArray[np.float32]
    by_problem: LexicalIndex
    by_text: LexicalIndex

    @classmethod
    def compute(
        cls,
        records: Sequence[StoredRecord],
        matrix: NDArray[np.float32],
        problem_types: ProblemTypes,
    ) -> Derived:
        """Make it from records and their unit vectors, in the same order."""
        return cls(
            matrix=matrix,
            hubs=fusion.hubness(matrix),
            types=problem_types.distributions([passage(record) for record in records]),
            by_problem=LexicalIndex(record.problem for record in records),
            # without the focus area, which only blurs the match (measured)
            by_text=LexicalIndex(record.text for record in records),
        )

    def save(self, folder: Path) -> None:
        """Write it into an existing folder."""
        np.save(folder / "matrix.npy", self.matrix)
        np.save(folder / "hubs.npy", self.hubs)
        np.save(folder / "types.npy", self.types)
        self.by_problem.save(folder / "problem")
        self.by_text.save(folder / "text")

    @classmethod
    def load(cls, folder: Path, count: int) -> Derived:
        """Map what ``save`` wrote; raises DerivedBroken where it is not whole."""
        try:
            found = cls(
                matrix=np.load(folder / "matrix.npy", mmap_mode="r"),
                hubs=np.load(folder / "hubs.npy"),
                types=np.load(folder / "types.npy", mmap_mode="r"),
                by_problem=LexicalIndex.load(folder / "problem"),
                by_text=LexicalIndex.load(folder / "text"),
            )
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise DerivedBroken(str(error)) from error
        sizes = {len(part) for part in (found.matrix, found.hubs, found.types)}
        if sizes | {len(found.by_problem), len(found.by_text)} != {count}:
            raise DerivedBroken("the parts differ in size")
        return found


@functools.cache
def recipe(types_digest: str) -> str:
    """Changes with the code, the lexicon or the wordings that a generation was made with."""
    here = Path(__file__).resolve().parent
    digest = hashlib.sha256(types_digest.encode())
    for path in sorted((here / "data").iterdir()):
        digest.update(path.read_bytes())
    for name in RECIPE:
        digest.update((here / f"{name}.py").read_bytes())
    return digest.hexdigest()[:12]
