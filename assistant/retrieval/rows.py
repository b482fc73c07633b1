"""Rows: reading and writing notices, records and their sources within a store's transaction.

Every function takes the connection that ``Store.connect`` gave and never commits.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.retrieval.record import StoredNotice, StoredRecord

_NOTICE = """
SELECT n.id, n.source, coalesce((SELECT min(path) FROM sources s
         WHERE s.corpus = n.corpus AND s.notice_id = n.id), ''),
       n.title, n.issuer, n.kind, n.date_of_issue,
       (SELECT count(*) FROM records r WHERE r.notice_seq = n.seq), length(n.text),
       n.quarantined, n.added, n.meta
FROM notices n WHERE n.corpus = ?
"""
_RECORD = """
SELECT r.id, n.id, n.source, coalesce(n.title, n.source), n.issuer, r.focus_area, r.problem,
       r.measures, r.status, r.section, r.start, r.end
FROM records r JOIN notices n ON n.seq = r.notice_seq
WHERE n.corpus = ? AND n.quarantined IS NULL ORDER BY n.seq, r.seq
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store knows of a path before it is read in again."""

    notice_id: str
    parser: str
    quarantined: str | None


def find_source(connection: sqlite3.Connection, corpus: str, path: str) -> Known | None:
    """The notice that ``path`` gave the last time, or None."""
    return _known(
        connection.execute(
            "SELECT n.id, n.parser, n.quarantined FROM sources s JOIN notices n"
            " ON n.corpus = s.corpus AND n.id = s.notice_id WHERE s.corpus = ? AND s.path = ?",
            (corpus, path),
        ).fetchone()
    )


def find_notice(connection: sqlite3.Connection, corpus: str, notice_id: str) -> Known | None:
    """The notice with this identity (its text's digest), or None."""
    return _known(
        connection.execute(
            "SELECT id, parser, quarantined FROM notices WHERE corpus = ? AND id = ?",
            (corpus, notice_id),
        ).fetchone()
    )


def _known(row: tuple[str, str, str | None] | None) -> Known | None:
    if row is None:
        return None
    return Known(notice_id=row[0], parser=row[1], quarantined=row[2])


def link_source(connection: sqlite3.Connection, corpus: str, path: str, notice_id: str) -> None:
    """Say that ``path`` holds this notice now; one that no path holds any more is deleted."""
    before = find_source(connection, corpus, path)
    connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?)", (corpus, path, notice_id))
    if before is None or before.notice_id == notice_id:
        return
    left = connection.execute(
        "SELECT 1 FROM sources WHERE corpus = ? AND notice_id = ? LIMIT 1",
        (corpus, before.notice_id),
    ).fetchone()
    if left is None:
        delete_notice(connection, corpus, before.notice_id)


def insert_notice(
    connection: sqlite3.Connection,
    corpus: str,
    notice: StoredNotice,
    *,
    text: str,
    parser: str,
    records: Iterable[StoredRecord],
) -> None:
    """Write a notice with all its records, in place of one with the same identity."""
    delete_notice(connection, corpus, notice.id)
    cursor = connection.execute(
        "INSERT INTO notices (corpus, id, source, title, issuer, kind, date_of_issue, meta, text,"
        " parser, quarantined, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            corpus,
            notice.id,
            notice.source,
            notice.title,
            notice.issuer,
            notice.kind,
            notice.date_of_issue,
            json.dumps(dict(notice.meta), ensure_ascii=False),
            text,
            parser,
            notice.quarantined,
            notice.added,
        ),
    )
    connection.executemany(
        "INSERT INTO records (notice_seq, id, focus_area, problem, measures, status, section,"
        " start, end) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_record_row(cursor.lastrowid, record) for record in records),
    )


def _record_row(notice_seq: int | None, record: StoredRecord) -> tuple[Any, ...]:
    return (
        notice_seq,
        record.id,
        record.focus_area,
        record.problem,
        json.dumps(record.measures, ensure_ascii=False),
        record.status,
        record.section,
        record.start,
        record.end,
    )


def delete_notice(connection: sqlite3.Connection, corpus: str, notice_id: str) -> bool:
    """Delete a notice with its records; its sources stay. True if it was there."""
    cursor = connection.execute(
        "DELETE FROM notices WHERE corpus = ? AND id = ?", (corpus, notice_id)
    )
    return cursor.rowcount > 0


def forget_sources(connection: sqlite3.Connection, corpus: str, notice_id: str) -> None:
    """Forget which paths a notice came from, so that it can be ingested again."""
    connection.execute(
        "DELETE FROM sources WHERE corpus = ? AND notice_id = ?", (corpus, notice_id)
    )


def notices(connection: sqlite3.Connection, corpus: str) -> tuple[StoredNotice, ...]:
    """All notices of a corpus in the order they were added, quarantined ones included."""
    rows = connection.execute(f"{_NOTICE} ORDER BY n.seq", (corpus,))
    return tuple(
        StoredNotice(
            id=row[0],
            source=row[1],
            path=row[2],
            title=row[3],
            issuer=row[4],
            kind=row[5],
            date_of_issue=row[6],
            records=row[7],
            characters=row[8],
            quarantined=row[9],
            added=row[10],
            meta=json.loads(row[11]),
        )
        for row in rows
    )


def texts(connection: sqlite3.Connection, corpus: str) -> Mapping[str, str]:
    """Notice id → text as read, of the notices that are offered as precedents."""
    rows = connection.execute(
        "SELECT id, text FROM notices WHERE corpus = ? AND quarantined IS NULL ORDER BY seq",
        (corpus,),
    )
    return dict(rows.fetchall())


def records(connection: sqlite3.Connection, corpus: str) -> tuple[StoredRecord, ...]:
    """All records that are offered as precedents, notice by notice in the order of the text."""
    return tuple(
        StoredRecord(
            id=row[0],
            notice_id=row[1],
            source=row[2],
            notice=row[3],
            issuer=row[4],
            focus_area=row[5],
            problem=row[6],
            measures=tuple(json.loads(row[7])),
            status=row[8],
            section=row[9],
            start=row[10],
            end=row[11],
        )
        for row in connection.execute(_RECORD, (corpus,))
    )
