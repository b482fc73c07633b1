"""Rows: reading and writing notices and records within a store's transaction.

Every function takes the connection that ``Store.connect`` gave and never commits.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.retrieval.connection import Connection
from assistant.retrieval.profile import Profile
from assistant.retrieval.record import StoredNotice, StoredRecord

PARAMETERS = 500  # of one statement; SQLite takes 32,766 at most
# of a notice n: its records are offered as precedents
OFFERED = "n.quarantined IS NULL AND n.duplicate_of IS NULL AND n.trashed IS NULL"
_NOTICE = """
SELECT n.id, n.source, coalesce((SELECT min(path) FROM sources s
         WHERE s.corpus = n.corpus AND s.notice_id = n.id), ''),
       n.title, n.issuer, n.kind, n.date_of_issue,
       (SELECT count(*) FROM records r WHERE r.notice_seq = n.seq), length(n.text),
       n.quarantined, n.added, n.meta, n.profile, n.residue, n.duplicate_of, n.trashed,
       n.trash_reason, coalesce((SELECT v.version FROM versions v WHERE v.corpus = n.corpus
         AND v.notice_id = n.id AND v.head = 1), 0)
FROM notices n WHERE n.corpus = ?
"""
_RECORD = """
SELECT r.id, n.id, n.source, coalesce(n.title, n.source), n.issuer, r.focus_area, r.problem,
       r.measures, r.status, r.section, r.start, r."end"
FROM records r JOIN notices n ON n.seq = r.notice_seq
WHERE n.corpus = ? {more} ORDER BY n.seq, r.seq
"""


def insert_notice(
    connection: Connection,
    corpus: str,
    notice: StoredNotice,
    *,
    text: str,
    parser: str,
    revision: int,
    records: Iterable[StoredRecord],
    sketch: str = "",
) -> None:
    """Write a notice with all its records, in place of one with the same identity.

    ``revision`` is what ``store.touch`` has just given; ``sketch`` is alike.to_text's. One that
    lay in the trash lies there no more.
    """
    delete_notice(connection, corpus, notice.id)
    row = connection.execute(
        "INSERT INTO notices (corpus, id, source, title, issuer, kind, date_of_issue, meta, text,"
        " parser, quarantined, added, revision, profile, residue, sketch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq",
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
            json.dumps(asdict(notice.profile)),
            json.dumps(dict(notice.residue), ensure_ascii=False),
            sketch,
        ),
    ).fetchone()
    _insert_records(connection, int(row[0]), records)


def replace_records(
    connection: Connection,
    corpus: str,
    notice_id: str,
    records: Iterable[StoredRecord],
    revision: int,
) -> None:
    """Put other records in the place of a notice's; its text and its place in the list stay."""
    row = connection.execute(
        "UPDATE notices SET revision = ? WHERE corpus = ? AND id = ? RETURNING seq",
        (revision, corpus, notice_id),
    ).fetchone()
    connection.execute("DELETE FROM records WHERE notice_seq = ?", (row[0],))
    _insert_records(connection, int(row[0]), records)


def _insert_records(
    connection: Connection, notice_seq: int, records: Iterable[StoredRecord]
) -> None:
    connection.executemany(
        "INSERT INTO records (notice_seq, id, focus_area, problem, measures, status, section,"
        ' start, "end") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        (_record_row(notice_seq, record) for record in records),
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


def notices(
    connection: Connection, corpus: str, *, trashed: bool = False
) -> tuple[StoredNotice, ...]:
    """The notices of a corpus in the order they were added, quarantined ones and duplicates
    included; with ``trashed`` those that lie in the trash instead."""
    only = "NOT NULL" if trashed else "NULL"
    rows = connection.execute(f"{_NOTICE} AND n.trashed IS {only} ORDER BY n.seq", (corpus,))
    return tuple(_notice(row) for row in rows)


def notices_of(
    connection: Connection, corpus: str, ids: Collection[str]
) -> tuple[StoredNotice, ...]:
    """The named notices, be they live or trashed, in the order they were added."""
    wanted = sorted(ids)
    marks = ",".join("?" * len(wanted))
    rows = connection.execute(f"{_NOTICE} AND n.id IN ({marks}) ORDER BY n.seq", (corpus, *wanted))
    return tuple(_notice(row) for row in rows)


def _notice(row: Sequence[Any]) -> StoredNotice:
    return StoredNotice(
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
        profile=Profile(**json.loads(row[12])),
        residue=json.loads(row[13]),
        duplicate_of=row[14],
        trashed=row[15],
        trash_reason=row[16],
        version=row[17],
    )


def texts(connection: Connection, corpus: str) -> Mapping[str, str]:
    """Notice id → text as read, of the notices that are offered as precedents."""
    rows = connection.execute(
        f"SELECT n.id, n.text FROM notices n WHERE n.corpus = ? AND {OFFERED} ORDER BY n.seq",
        (corpus,),
    )
    return dict(rows.fetchall())


def outdated(connection: Connection, corpus: str, parser: str) -> tuple[str, ...]:
    """The ids of live notices that another parser than this one has read."""
    found = connection.execute(
        "SELECT id FROM notices WHERE corpus = ? AND (parser <> ? OR sketch = '') AND trashed IS NULL ORDER BY seq",
        (corpus, parser),
    )
    return tuple(str(row[0]) for row in found)


def unsketched(connection: Connection, corpus: str) -> tuple[str, ...]:
    """The ids of notices, be they live or trashed, from before filters and near-duplicates."""
    found = connection.execute(
        "SELECT id FROM notices WHERE corpus = ? AND sketch = '' ORDER BY seq", (corpus,)
    )
    return tuple(str(row[0]) for row in found)


def complete_notice(connection: Connection, corpus: str, notice: StoredNotice, sketch: str) -> None:
    """Write the profile and the residue of a stored notice, and alike.to_text of its sketch."""
    connection.execute(
        "UPDATE notices SET profile = ?, residue = ?, sketch = ? WHERE corpus = ? AND id = ?",
        (
            json.dumps(asdict(notice.profile)),
            json.dumps(dict(notice.residue), ensure_ascii=False),
            sketch,
            corpus,
            notice.id,
        ),
    )


def text(connection: Connection, corpus: str, notice_id: str) -> str | None:
    """The text of any stored notice as it was read; None for an unknown one."""
    row = connection.execute(
        "SELECT text FROM notices WHERE corpus = ? AND id = ?", (corpus, notice_id)
    ).fetchone()
    return None if row is None else str(row[0])


def records(
    connection: Connection, corpus: str, notice_ids: Collection[str] | None = None
) -> Iterator[StoredRecord]:
    """The records that are offered as precedents, notice by notice in the order of the text.

    ``notice_ids`` limits them to some notices (None: all).
    """
    if notice_ids is None:
        found = connection.execute(_RECORD.format(more=f"AND {OFFERED}"), (corpus,))
        yield from map(_record, found)
        return
    wanted = list(notice_ids)
    for offset in range(0, len(wanted), PARAMETERS):
        part = wanted[offset : offset + PARAMETERS]
        more = f"AND {OFFERED} AND n.id IN ({','.join('?' * len(part))})"
        found = connection.execute(_RECORD.format(more=more), (corpus, *part))
        yield from map(_record, found)


def records_of(connection: Connection, corpus: str, notice_id: str) -> tuple[StoredRecord, ...]:
    """The records of one notice, be it offered or not."""
    found = connection.execute(_RECORD.format(more="AND n.id = ?"), (corpus, notice_id))
    return tuple(map(_record, found))


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
