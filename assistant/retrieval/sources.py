"""Sources: which file gave which notice the last time, within a store's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.retrieval.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store knows of a path before it is read in again."""

    notice_id: str
    parser: str
    quarantined: str | None
    trashed: str | None
    duplicate_of: str | None


_KNOWN = "SELECT n.id, n.parser, n.quarantined, n.trashed, n.duplicate_of FROM"


def find_source(connection: Connection, corpus: str, path: str) -> Known | None:
    """The notice that ``path`` gave the last time, or None."""
    return _known(
        connection.execute(
            f"{_KNOWN} sources s JOIN notices n"
            " ON n.corpus = s.corpus AND n.id = s.notice_id WHERE s.corpus = ? AND s.path = ?",
            (corpus, path),
        ).fetchone()
    )


def find_notice(connection: Connection, corpus: str, notice_id: str) -> Known | None:
    """The notice with this identity (its text's digest), or None."""
    return _known(
        connection.execute(
            f"{_KNOWN} notices n WHERE n.corpus = ? AND n.id = ?",
            (corpus, notice_id),
        ).fetchone()
    )


def _known(row: Sequence[Any] | None) -> Known | None:
    if row is None:
        return None
    return Known(
        notice_id=row[0], parser=row[1], quarantined=row[2], trashed=row[3], duplicate_of=row[4]
    )


def link_source(connection: Connection, corpus: str, path: str, notice_id: str) -> str | None:
    """Say that ``path`` holds this notice now.

    Returns the notice that it held before, if no path holds that one any more.
    """
    before = find_source(connection, corpus, path)
    connection.execute(
        "INSERT INTO sources (corpus, path, notice_id) VALUES (?, ?, ?)"
        " ON CONFLICT (corpus, path) DO UPDATE SET notice_id = excluded.notice_id",
        (corpus, path, notice_id),
    )
    if before is None or before.notice_id == notice_id:
        return None
    left = connection.execute(
        "SELECT 1 FROM sources WHERE corpus = ? AND notice_id = ? LIMIT 1",
        (corpus, before.notice_id),
    ).fetchone()
    return before.notice_id if left is None else None


def forget_sources(connection: Connection, corpus: str, notice_id: str) -> None:
    """Forget which paths a notice came from, so that it can be ingested again."""
    connection.execute(
        "DELETE FROM sources WHERE corpus = ? AND notice_id = ?", (corpus, notice_id)
    )
