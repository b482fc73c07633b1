"""Rows: reading and writing notices, records and their sources within a store's transaction.

Every function takes the connection that ``Store.connect`` gave and never commits.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.retrieval.connection import Connection
from assistant.retrieval.record import StoredNotice, StoredRecord

PARAMETERS = 500  # of one statement; SQLite takes 32,766 at most
OFFERED = "n.quarantined IS NULL"  # of a notice n: its records are offered as precedents
_NOTICE = """
SELECT n.id, n.source, coalesce((SELECT min(path) FROM sources s
         WHERE s.corpus = n.corpus AND s.notice_id = n.id), ''),
       n.title, n.issuer, n.kind, n.date_of_issue,
       (SELECT count(*) FROM records r WHERE r.notice_seq = n.seq), length(n.text),
       n.quarantined, n.added, n.meta
FROM notices n WHERE n.corpus = ?
"""
_RECORD = f"""
SELECT r.id, n.id, n.source, coalesce(n.title, n.source), n.issuer, r.focus_area, r.problem,
       r.measures, r.status, r.section, r.start, r."end"
FROM records r JOIN notices n ON n.seq = r.notice_seq
WHERE n.corpus = ? AND {OFFERED} {{more}} ORDER BY n.seq, r.seq
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store knows of a path before it is read in again."""

    notice_id: str
    parser: str
    quarantined: str | None


def find_source(connection: Connection, corpus: str, path: str) -> Known | None:
    """The notice that ``path`` gave the last time, or None."""
    return _known(
        connection.execute(
            "SELECT n.id, n.parser, n.quarantined FROM sources s JOIN notices n"
            " ON n.corpus = s.corpus AND n.id = s.notice_id WHERE s.corpus = ? AND s.path = ?",
            (corpus, path),
        ).fetchone()
    )


def find_notice(connection: Connection, corpus: str, notice_id: str) -> Known | None:
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


def link_source(connection: Connection, corpus: str, path: str, notice_id: str) -> None:
    """Say that ``path`` holds this notice now; one that no path holds any more is deleted."""
    before = find_source(connection, corpus, path)
    connection.execute(
        "INSERT INTO sources (corpus, path, notice_id) VALUES (?, ?, ?)"
        " ON CONFLICT (corpus, path) DO UPDATE SET notice_id = excluded.notice_id",
        (corpus, path, notice_id),
    )
    if before is None or before.notice_id == notice_id:
        return
    left = connection.execute(
        "SELECT 1 FROM sources WHERE corpus = ? AND notice_id = ? LIMIT 1",
        (corpus, before.notice_id),
    ).fetchone()
    if left is None:
        delete_notice(connection, corpus, before.notice_id)


def insert_notice(
    connection: Connection,
    corpus: str,
    notice: StoredNotice,
    *,
    text: str,
    parser: str,
    revision: int,
    records: Iterable[StoredRecord],
) -> None:
    """Write a notice with all its records, in place of one with the same identity.

    ``revision`` is what ``store.touch`` has just given.
    """
    delete_notice(connection, corpus, notice.id)
    row = connection.execute(
        "INSERT INTO notices (corpus, id, source, title, issuer, kind, date_of_issue, meta, text,"
        " parser, quarantined, added, revision)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq",
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
            revision,
        ),
    ).fetchone()
    connection.executemany(
        "INSERT INTO records (notice_seq, id, focus_area, problem, measures, status, section,"
        ' start, "end") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        (_record_row(int(row[0]), record) for record in records),
    )


def _record_row(notice_seq: int, record: StoredRecord) -> tuple[Any, ...]:
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


def delete_notice(connection: Connection, corpus: str, notice_id: str) -> bool:
    """Delete a notice with its records; its sources stay. True if it was there."""
    cursor = connection.execute(
        "DELETE FROM notices WHERE corpus = ? AND id = ?", (corpus, notice_id)
    )
    return cursor.rowcount > 0


def forget_sources(connection: Connection, corpus: str, notice_id: str) -> None:
    """Forget which paths a notice came from, so that it can be ingested again."""
    connection.execute(
        "DELETE FROM sources WHERE corpus = ? AND notice_id = ?", (corpus, notice_id)
    )


def notices(connection: Connection, corpus: str) -> tuple[StoredNotice, ...]:
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


def texts(connection: Connection, corpus: str) -> Mapping[str, str]:
    """Notice id → text as read, of the notices that are offered as precedents."""
    rows = connection.execute(
        f"SELECT n.id, n.text FROM notices n WHERE n.corpus = ? AND {OFFERED} ORDER BY n.seq",
        (corpus,),
    )
    return dict(rows.fetchall())


def records(
    connection: Connection, corpus: str, notice_ids: Collection[str] | None = None
) -> Iterator[StoredRecord]:
    """The records that are offered as precedents, notice by notice in the order of the text.

    ``notice_ids`` limits them to some notices (None: all).
    """
    if notice_ids is None:
        found = connection.execute(_RECORD.format(more=""), (corpus,))
        yield from map(_record, found)
        return
    wanted = list(notice_ids)
    for offset in range(0, len(wanted), PARAMETERS):
        part = wanted[offset : offset + PARAMETERS]
        more = f"AND n.id IN ({','.join('?' * len(part))})"
        found = connection.execute(_RECORD.format(more=more), (corpus, *part))
        yield from map(_record, found)


def _record(row: Sequence[Any]) -> StoredRecord:
    return StoredRecord(
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A notice as it is since ``revision``: the same pair always has the same records."""

    notice_id: str
    revision: int
    records: int


def editions(connection: Connection, corpus: str) -> tuple[Edition, ...]:
    """The editions that are offered as precedents, in store order; reads no text."""
    return tuple(
        Edition(notice_id=row[0], revision=row[1], records=row[2])
        for row in connection.execute(
            "SELECT n.id, n.revision, count(r.seq) FROM notices n"
            " LEFT JOIN records r ON r.notice_seq = n.seq"
            f" WHERE n.corpus = ? AND {OFFERED} GROUP BY n.seq, n.id, n.revision ORDER BY n.seq",
            (corpus,),
        )
    )
