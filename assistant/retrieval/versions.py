"""Versions: the corrected lists of a notice's records, beside the notice and its text.

Version 0 is the parse; each correction adds one and points back to the version it was made from,
so that undoing is moving the head and nothing is ever overwritten. Every function works within the
writer's transaction.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from assistant.retrieval.connection import Connection
from assistant.retrieval.record import StoredRecord

PARSED = "解析结果"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One list of records: what made it (a line of Chinese), when (ISO, UTC), from which version.

    ``head`` marks the one in force; ``parent`` is None for the parse.
    """

    number: int
    parent: int | None
    made: str
    change: str
    head: bool


def history(connection: Connection, corpus: str, notice_id: str) -> tuple[Version, ...]:
    """All versions, oldest first; empty where a notice was never corrected."""
    rows = connection.execute(
        "SELECT version, parent, made, change, head FROM versions"
        " WHERE corpus = ? AND notice_id = ? ORDER BY version",
        (corpus, notice_id),
    )
    return tuple(
        Version(number=row[0], parent=row[1], made=row[2], change=row[3], head=bool(row[4]))
        for row in rows
    )


def head(connection: Connection, corpus: str, notice_id: str) -> tuple[StoredRecord, ...] | None:
    """The corrected records in force; None where the parse is."""
    row = connection.execute(
        "SELECT records FROM versions WHERE corpus = ? AND notice_id = ? AND head = 1"
        " AND version > 0",
        (corpus, notice_id),
    ).fetchone()
    return None if row is None else _read(row[0])


def add(
    connection: Connection,
    corpus: str,
    notice_id: str,
    change: str,
    records: Sequence[StoredRecord],
) -> None:
    """Add a version made from the head, and make it the head; ``begin`` was called before."""
    row = connection.execute(
        "SELECT max(version), max(CASE WHEN head = 1 THEN version ELSE -1 END) FROM versions"
        " WHERE corpus = ? AND notice_id = ?",
        (corpus, notice_id),
    ).fetchone()
    _write(connection, corpus, notice_id, int(row[0]) + 1, int(row[1]), change, records)
    move(connection, corpus, notice_id, int(row[0]) + 1)


def keep_parse(
    connection: Connection, corpus: str, notice_id: str, records: Sequence[StoredRecord]
) -> None:
    """Let a newer parse of the same text take the place of version 0, where there are versions."""
    connection.execute(
        "UPDATE versions SET records = ? WHERE corpus = ? AND notice_id = ? AND version = 0",
        (_text(records), corpus, notice_id),
    )


def begin(
    connection: Connection, corpus: str, notice_id: str, records: Sequence[StoredRecord]
) -> None:
    """Keep the parse as version 0 before the first correction; later calls do nothing."""
    if not history(connection, corpus, notice_id):
        _write(connection, corpus, notice_id, 0, None, PARSED, records)
        move(connection, corpus, notice_id, 0)


def all_records(connection: Connection, corpus: str, notice_id: str) -> tuple[StoredRecord, ...]:
    """The records of all versions, one version after the other."""
    rows = connection.execute(
        "SELECT records FROM versions WHERE corpus = ? AND notice_id = ? ORDER BY version",
        (corpus, notice_id),
    )
    return tuple(record for row in rows.fetchall() for record in _read(row[0]))


def at(
    connection: Connection, corpus: str, notice_id: str, version: int
) -> tuple[StoredRecord, ...]:
    """The records of a version, which must exist."""
    row = connection.execute(
        "SELECT records FROM versions WHERE corpus = ? AND notice_id = ? AND version = ?",
        (corpus, notice_id, version),
    ).fetchone()
    return _read(row[0])


def move(connection: Connection, corpus: str, notice_id: str, version: int) -> None:
    """Make a version the head."""
    connection.execute(
        "UPDATE versions SET head = CASE WHEN version = ? THEN 1 ELSE 0 END"
        " WHERE corpus = ? AND notice_id = ?",
        (version, corpus, notice_id),
    )


def forget(connection: Connection, corpus: str, notice_id: str) -> None:
    """Delete the versions of a notice that is deleted for good."""
    connection.execute(
        "DELETE FROM versions WHERE corpus = ? AND notice_id = ?", (corpus, notice_id)
    )


def _write(
    connection: Connection,
    corpus: str,
    notice_id: str,
    version: int,
    parent: int | None,
    change: str,
    records: Sequence[StoredRecord],
) -> None:
    made = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    connection.execute(
        "INSERT INTO versions (corpus, notice_id, version, parent, made, change, records, head)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
        (corpus, notice_id, version, parent, made, change, _text(records)),
    )


def _text(records: Sequence[StoredRecord]) -> str:
    return json.dumps([asdict(record) for record in records], ensure_ascii=False)


def _read(text: str) -> tuple[StoredRecord, ...]:
    return tuple(
        StoredRecord(**{**fields, "measures": tuple(fields["measures"])})
        for fields in json.loads(text)
    )
