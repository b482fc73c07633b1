"""History: every message of a conversation is on disk before the page shows it as said.

One SQLite file in the data folder; a conversation is known only by its random id, which the
browser keeps. A crash or a closed browser loses nothing that was acknowledged.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

_SCHEMA = """
CREATE TABLE IF NOT EXISTS messages (
  conversation TEXT NOT NULL, seq INTEGER NOT NULL, role TEXT NOT NULL,
  content TEXT NOT NULL, payload TEXT NOT NULL, said TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (conversation, seq)
) WITHOUT ROWID;
"""
_ID_LENGTH = 32
_BUSY_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What was said: ``content`` as shown; ``payload`` JSON values to go on from (drafts)."""

    role: Literal["user", "assistant"]
    content: str
    payload: Mapping[str, Any] = field(default_factory=dict)


def new_conversation() -> str:
    """A random id of 32 hexadecimal digits."""
    return secrets.token_hex(_ID_LENGTH // 2)


def is_conversation(value: object) -> bool:
    """Whether ``value`` looks like an id of ours (what a browser sends is not trusted)."""
    return (
        isinstance(value, str)
        and len(value) == _ID_LENGTH
        and all(letter in "0123456789abcdef" for letter in value)
    )


class History:
    """Messages by conversation; every call opens and closes its own connection."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._connection() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(_SCHEMA)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=_BUSY_SECONDS)
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def add(self, conversation: str, message: Message) -> None:
        """Append a message; it is committed when this returns."""
        payload = json.dumps(dict(message.payload), ensure_ascii=False)
        with self._connection() as connection:
            connection.execute(
                "INSERT INTO messages (conversation, seq, role, content, payload) SELECT ?, "
                "COALESCE(MAX(seq), 0) + 1, ?, ?, ? FROM messages WHERE conversation = ?",
                (conversation, message.role, message.content, payload, conversation),
            )

    def messages(self, conversation: str) -> Sequence[Message]:
        """All messages of a conversation in order; empty for an unknown id."""
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT role, content, payload FROM messages WHERE conversation = ? ORDER BY seq",
                (conversation,),
            ).fetchall()
        return [
            Message(role=role, content=content, payload=json.loads(payload))
            for role, content, payload in rows
        ]

    def clear(self, conversation: str) -> None:
        """Forget a conversation, as its owner asks."""
        with self._connection() as connection:
            connection.execute("DELETE FROM messages WHERE conversation = ?", (conversation,))
