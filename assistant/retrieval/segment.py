"""Segment: a part of the derived index that is written once: some notices and all made from them.

An index is one large segment and a few small ones (generation.py says which). A new notice is a new
segment; small ones are merged from their arrays, and no text is cut into tokens twice.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.lexicon import load_lexicon
from assistant.retrieval.postings import Postings
from assistant.retrieval.record import StoredRecord
from assistant.retrieval.record_list import RecordTable
from assistant.retrieval.rows import Edition
from assistant.retrieval.tokens import tokenize
from assistant.retrieval.wordings import load_types

MEASURE_CHARS = 80  # of the measures; 120, 160 and 300 cost more time and rank no better
EDITIONS = "editions.json"
# modules that shape what is in a segment, beside the lexicon's data and the wordings
RECIPE = ("segment", "lexicon", "postings", "record", "record_list", "tokens", "wordings")


class DerivedBroken(Exception):
    """The derived index cannot be used and must be rebuilt from the store; never shown to users."""


def passage(record: StoredRecord) -> str:
    """The text of a record that is embedded and typed: problem and first measures together."""
    measures = "".join(record.measures)[:MEASURE_CHARS]
    return f"{record.problem}。{measures}" if measures else record.problem


@dataclass(frozen=True, eq=False, kw_only=True)
class Segment:
    """Row i of every part is the same record; ``editions`` are their notices, in order.

    ``matrix`` has the unit vectors, ``types`` the distributions over problem types.
    """

    editions: tuple[Edition, ...]
    matrix: NDArray[np.float32]
    types: NDArray[np.float32]
    problem: Postings
    text: Postings
    table: RecordTable

    def __len__(self) -> int:
        return len(self.table)

    @classmethod
    def compute(
        cls,
        editions: Sequence[Edition],
        records: Sequence[StoredRecord],
        matrix: NDArray[np.float32],
    ) -> Segment:
        """Of the records of ``editions`` and their unit vectors, in the same order."""
        lexicon = load_lexicon()
        return cls(
            editions=tuple(editions),
            matrix=matrix,
            types=load_types().distributions([passage(record) for record in records]),
            problem=Postings.build(tokenize(record.problem, lexicon) for record in records),
            # without the focus area, which only blurs the match (measured)
            text=Postings.build(tokenize(record.text, lexicon) for record in records),
            table=RecordTable.build(records),
        )

    @classmethod
    def merged(cls, parts: Sequence[tuple[Segment, frozenset[int]]]) -> Segment:
        """One of several; the editions whose numbers stand beside a segment are left out."""
        masks = [(part, part.mask(dead)) for part, dead in parts]
        return cls(
            editions=tuple(
                edition
                for part, dead in parts
                for number, edition in enumerate(part.editions)
                if number not in dead
            ),
            matrix=_rows([(part.matrix, keep) for part, keep in masks]),
            types=_rows([(part.types, keep) for part, keep in masks]),
            problem=Postings.merged([(part.problem, keep) for part, keep in masks]),
            text=Postings.merged([(part.text, keep) for part, keep in masks]),
            table=RecordTable.merged([(part.table, keep) for part, keep in masks]),
        )

    def mask(self, dead: frozenset[int]) -> NDArray[np.bool_] | None:
        """Which rows stay when some editions go; None where all do."""
        if not dead:
            return None
        alive = [number not in dead for number in range(len(self.editions))]
        return np.repeat(alive, [edition.records for edition in self.editions])

    def save(self, folder: Path) -> None:
        """Write it into a new folder; ``editions.json`` comes last."""
        folder.mkdir(parents=True)
        np.save(folder / "matrix.npy", self.matrix)
        np.save(folder / "types.npy", self.types)
        self.problem.save(folder / "problem")
        self.text.save(folder / "text")
        self.table.save(folder)
        listed = [list(asdict(edition).values()) for edition in self.editions]
        (folder / EDITIONS).write_text(json.dumps(listed), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Segment:
        """Map what ``save`` wrote; raises DerivedBroken where it is not whole."""
        try:
            listed = json.loads((folder / EDITIONS).read_text(encoding="utf-8"))
            found = cls(
                editions=tuple(Edition(notice_id=a, revision=b, records=c) for a, b, c in listed),
                matrix=np.load(folder / "matrix.npy", mmap_mode="r"),
                types=np.load(folder / "types.npy", mmap_mode="r"),
                problem=Postings.load(folder / "problem"),
                text=Postings.load(folder / "text"),
                table=RecordTable.load(folder),
            )
        except (OSError, ValueError, TypeError, KeyError, EOFError) as error:
            raise DerivedBroken(str(error)) from error
        sizes = {len(found.matrix), len(found.types), len(found.problem), len(found.text)}
        sizes.add(sum(edition.records for edition in found.editions))
        if sizes != {len(found)}:
            raise DerivedBroken("the parts differ in size")
        return found


def _rows(
    parts: Sequence[tuple[NDArray[np.float32], NDArray[np.bool_] | None]],
) -> NDArray[np.float32]:
    return np.concatenate([part if keep is None else part[keep] for part, keep in parts])


@functools.cache
def recipe(types_digest: str) -> str:
    """Changes with the code, the lexicon or the wordings that segments are made with."""
    here = Path(__file__).resolve().parent
    digest = hashlib.sha256(types_digest.encode())
    for path in sorted((here / "data").iterdir()):
        digest.update(path.read_bytes())
    for name in RECIPE:
        digest.update((here / f"{name}.py").read_bytes())
    return digest.hexdigest()[:12]
