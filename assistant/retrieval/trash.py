"""Trash: what was taken out of a corpus stays in the store until it is purged.

Every function works within the writer's transaction; ``revision`` is what store.touch has given.
"""

from __future__ import annotations

import datetime

from assistant.retrieval import alike, rows, sources, versions
from assistant.retrieval.connection import Connection

REMOVED = "由用户移出"
REPLACED = "原文件有了新内容"


def put(connection: Connection, corpus: str, notice_id: str, reason: str, revision: int) -> None:
    """Put a notice into the trash; what it was alike to comes forward in its place."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    connection.execute(
        "UPDATE notices SET trashed = ?, trash_reason = ?, duplicate_of = NULL, revision = ?"
        " WHERE corpus = ? AND id = ?",
        (now, reason, revision, corpus, notice_id),
    )
    sources.forget_sources(connection, corpus, notice_id)
    alike.choose(connection, corpus, [notice_id], revision)


def take_back(connection: Connection, corpus: str, notice_id: str, revision: int) -> None:
    """Bring a notice back out of the trash, as it was, with its corrections."""
    connection.execute(
        "UPDATE notices SET trashed = NULL, trash_reason = NULL, revision = ?"
        " WHERE corpus = ? AND id = ?",
        (revision, corpus, notice_id),
    )
    alike.choose(connection, corpus, [notice_id], revision)


def purge(connection: Connection, corpus: str, notice_id: str) -> None:
    """Delete a notice that lies in the trash for good, with its text and its history."""
    alike.forget(connection, corpus, notice_id)
    versions.forget(connection, corpus, notice_id)
    rows.delete_notice(connection, corpus, notice_id)
