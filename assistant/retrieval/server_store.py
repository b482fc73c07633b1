"""Server store: the record store in a PostgreSQL that several machines write to at the same time.

The same tables and the same SQL as the SQLite store, in a schema of their own, so that the app's
other tables may lie beside them. Every machine derives its index from it by itself and follows what
the others commit. A write transaction holds an advisory lock, as SQLite's BEGIN IMMEDIATE holds the
file: what it has checked stays true until it commits. Such transactions are short, since reading,
parsing and embedding come before.
"""

from __future__ import annotations

import contextlib
import functools
import re
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import IndexUnavailable
from assistant.retrieval import store
from assistant.retrieval.connection import Cursor
from assistant.secret import Secret

if TYPE_CHECKING:
    import psycopg

SCHEMA = "assistant_corpus"
CONNECT_SECONDS = 10
STATEMENT_SECONDS = 120
LOCK_KEY = 0x7A67_7A6C  # of the advisory lock; any number that nobody else in the database uses
IDLE = 4  # connections kept open
_TYPES = (
    (
        re.compile(r"\bseq INTEGER PRIMARY KEY"),
        "seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    ),
    (re.compile(r"\bnotice_seq INTEGER"), "notice_seq BIGINT"),
    (re.compile(r"\) WITHOUT ROWID"), ")"),
    (re.compile(r"\bBLOB\b"), "BYTEA"),
    (re.compile(r"\bREAL\b"), "DOUBLE PRECISION"),
)


@functools.lru_cache(maxsize=512)
def _translated(statement: str) -> bytes:
    """A statement with psycopg's marks for parameters."""
    return statement.replace("%", "%%").replace("?", "%s").encode()


def _told(value: Any) -> Any:
    """A parameter as PostgreSQL can keep it: what text cannot hold becomes U+FFFD, one for one,
    so that offsets stay what they are."""
    if not isinstance(value, str) or (value.isascii() and "\0" not in value):
        return value
    kept = value.replace("\0", "\ufffd")
    if any("\ud800" <= character <= "\udfff" for character in kept):
        kept = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in kept)
    return kept


class ServerConnection:
    """A psycopg connection that takes the rows' SQL."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self.raw = raw

    def execute(self, statement: str, parameters: Sequence[Any] = (), /) -> Cursor:
        """As Connection.execute."""
        return self.raw.execute(_translated(statement), [_told(value) for value in parameters])

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> object:
        """As Connection.executemany."""
        with self.raw.cursor() as cursor:
            cursor.executemany(_translated(statement), [[_told(v) for v in row] for row in rows])
        return None


class ServerStore:
    """The database at ``url``; ``data_dir`` is where this machine keeps what it derives."""

    shared = True

    def __init__(self, url: Secret, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._url = url
        self._idle: list[psycopg.Connection[Any]] = []
        self._lock = threading.Lock()
        self._made = False

    def exists(self) -> bool:
        """Always: connecting makes the tables."""
        return True

    def writer(
        self, *, wait_seconds: float = 0.0, on_wait: Callable[[str], None] | None = None
    ) -> AbstractContextManager[None]:
        """Nobody has to wait: any number may write, a transaction each."""
        return contextlib.nullcontext()

    @contextlib.contextmanager
    def connect(self, *, write: bool = False) -> Iterator[ServerConnection]:
        """As Storage.connect."""
        import psycopg

        try:
            raw = self._taken()
            try:
                begin = "" if write else " ISOLATION LEVEL REPEATABLE READ READ ONLY"
                raw.execute(f"BEGIN{begin}".encode())
                if write:
                    raw.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK_KEY,))
                yield ServerConnection(raw)
                raw.execute("COMMIT")
            except BaseException:
                raw.close()  # rolls back
                raise
            self._give_back(raw)
        except psycopg.Error as error:
            raise _unavailable(error) from None  # its text may hold a document's

    def close(self) -> None:
        """Close the idle connections."""
        with self._lock:
            for raw in self._idle:
                raw.close()
            self._idle.clear()

    def _taken(self) -> psycopg.Connection[Any]:
        with self._lock:
            while self._idle:
                raw = self._idle.pop()
                if not raw.closed and _answers(raw):
                    return raw
        raw = self._opened()
        if not self._made:
            _make_tables(raw)
            self._made = True
        return raw

    def _opened(self) -> psycopg.Connection[Any]:
        import psycopg

        address = self._url.reveal().replace("postgresql+psycopg://", "postgresql://", 1)
        return psycopg.connect(
            address,
            autocommit=True,  # transactions are begun by hand
            connect_timeout=CONNECT_SECONDS,
            options=f"-c search_path={SCHEMA} -c statement_timeout={STATEMENT_SECONDS}s",
        )

    def _give_back(self, raw: psycopg.Connection[Any]) -> None:
        with self._lock:
            if len(self._idle) < IDLE:
                self._idle.append(raw)
                return
        raw.close()


def _answers(raw: psycopg.Connection[Any]) -> bool:
    import psycopg

    try:
        raw.execute("SELECT 1")
    except psycopg.Error:
        raw.close()
        return False
    return True


def _make_tables(raw: psycopg.Connection[Any]) -> None:
    """Make the tables, or bring them up to date; raises IndexUnavailable for a newer program's."""
    with raw.transaction():
        raw.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK_KEY,))
        raw.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}".encode())
        connection = ServerConnection(raw)
        for statement in _statements(store.SCHEMA):
            raw.execute(statement)
        for key, value in (("store_id", uuid.uuid4().hex), ("schema", str(store.SCHEMA_VERSION))):
            connection.execute(
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING", (key, value)
            )
        row = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        version = int(row[0])
        while version in store.UPGRADES:
            columns, tables = store.UPGRADES[version]
            for column in columns:
                raw.execute(f"ALTER TABLE notices ADD COLUMN IF NOT EXISTS {column}".encode())
            for statement in _statements(tables):
                raw.execute(statement)
            version += 1
        if version != store.SCHEMA_VERSION:
            raise IndexUnavailable(
                f"数据库里的记录库结构版本是{version}，本程序只认{store.SCHEMA_VERSION}："
                "请在每台机器上升级到同一版本"
            )
        connection.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(version),))


def _statements(script: str) -> Iterator[bytes]:
    for pattern, replacement in _TYPES:
        script = pattern.sub(replacement, script)
    for statement in filter(str.strip, script.split(";")):
        yield statement.encode()


def _unavailable(error: psycopg.Error) -> IndexUnavailable:
    import psycopg

    if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
        what = "连不上或连接断开"
    elif error.sqlstate is not None and error.sqlstate.startswith("28"):
        what = "拒绝了用户名或密码"
    elif error.sqlstate == "57014":
        what = f"超过{STATEMENT_SECONDS}秒没有完成"
    else:
        what = f"出错（{type(error).__name__} {error.sqlstate or ''}）".replace(" ）", "）")
    return IndexUnavailable(
        f"记录库所在的 PostgreSQL（DATABASE_URL）{what}：请确认数据库在运行、地址和权限正确，再试一次；"
        "已确认收进的通报都已保存"
    )
