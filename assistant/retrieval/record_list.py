"""Record list: the records of an index, read from its files one by one as they are asked for.

Opening an index of 100,000 records must not read 100,000 records.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.record import StoredRecord
from assistant.retrieval.rows import Edition

LINES = "records.jsonl"
OFFSETS = "offsets.npy"


@dataclass(frozen=True, eq=False, kw_only=True)
class RecordTable:
    """Records as JSON lines; line i lies at ``offsets[i]:offsets[i + 1]`` (bytes) of ``lines``."""

    lines: NDArray[np.uint8]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> StoredRecord:
        fields = json.loads(self.lines[self.offsets[row] : self.offsets[row + 1]].tobytes())
        lists = {key: tuple(value) for key, value in fields.items() if isinstance(value, list)}
        return StoredRecord(**(fields | lists))

    def __iter__(self) -> Iterator[StoredRecord]:
        return (self[row] for row in range(len(self)))

    @classmethod
    def build(cls, records: Iterable[StoredRecord]) -> RecordTable:
        """Of records, in their order."""
        lines = [json.dumps(asdict(record)).encode() for record in records]
        return cls(
            lines=np.frombuffer(b"".join(lines), dtype=np.uint8),
            offsets=np.cumsum([0, *map(len, lines)], dtype=np.int64),
        )

    @classmethod
    def merged(cls, parts: Sequence[tuple[RecordTable, NDArray[np.bool_] | None]]) -> RecordTable:
        """Several tables one after another, without the rows that a mask leaves out."""
        lines, sizes = [], []
        for part, keep in parts:
            own = np.diff(part.offsets)
            lines.append(part.lines if keep is None else part.lines[np.repeat(keep, own)])
            sizes.append(own if keep is None else own[keep])
        offsets = np.concatenate(([0], np.cumsum(np.concatenate(sizes), dtype=np.int64)))
        return cls(lines=np.concatenate(lines), offsets=offsets)

    def save(self, folder: Path) -> None:
        """Write the table into an existing folder."""
        self.lines.tofile(folder / LINES)
        np.save(folder / OFFSETS, self.offsets)

    @classmethod
    def load(cls, folder: Path) -> RecordTable:
        """Map what ``save`` wrote; raises OSError or ValueError where it is not whole."""
        offsets = np.load(folder / OFFSETS)
        path = folder / LINES
        size = path.stat().st_size
        if size != offsets[-1]:
            raise ValueError(f"{LINES} has {size} bytes instead of {offsets[-1]}")
        lines = np.memmap(path, dtype=np.uint8, mode="r") if size else np.zeros(0, np.uint8)
        return cls(lines=lines, offsets=offsets)


class RecordList(Sequence[StoredRecord]):
    """The records of several tables, at the positions that a search counts in.

    ``rows`` (shape (len(self),)) gives for each position the row, counted through all tables;
    ``editions`` are the notices of the rows, in their order.
    """

    def __init__(
        self,
        tables: Sequence[RecordTable],
        rows: NDArray[np.int64],
        editions: Sequence[Edition],
    ) -> None:
        self._tables = tuple(tables)
        self._ends = np.cumsum([len(table) for table in tables], dtype=np.int64)
        self._rows = rows
        sizes = np.array([edition.records for edition in editions], dtype=np.int64)
        numbers = np.repeat(np.arange(len(editions)), sizes)
        self.notices = tuple(edition.notice_id for edition in editions)
        self.notice_numbers: NDArray[np.int32] = numbers[rows].astype(np.int32)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, position: int) -> StoredRecord: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[StoredRecord, ...]: ...
    def __getitem__(self, position: int | slice) -> StoredRecord | tuple[StoredRecord, ...]:
        if isinstance(position, slice):
            return tuple(map(self._at, self._rows[position]))
        return self._at(self._rows[position])

    def __iter__(self) -> Iterator[StoredRecord]:
        return map(self._at, self._rows)

    def _at(self, row: np.int64) -> StoredRecord:
        part = int(np.searchsorted(self._ends, row, side="right"))
        table = self._tables[part]
        return table[int(row) - int(self._ends[part]) + len(table)]

    def notice_at(self, position: int) -> str:
        """The id of the notice of a record; reads no record."""
        return self.notices[int(self.notice_numbers[position])]

    @functools.cached_property
    def ids(self) -> tuple[str, ...]:
        """The record ids, by position; reads every record once."""
        return tuple(record.id for record in self)

    @functools.cached_property
    def _positions(self) -> dict[str, int]:
        return {record_id: position for position, record_id in enumerate(self.ids)}

    def position_of(self, record_id: str) -> int | None:
        """The position of a record, or None; the first call reads every record."""
        return self._positions.get(record_id)
