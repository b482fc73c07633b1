"""Store: the only truth. Notices, their records and their vectors in one SQLite file.

Everything else (Chroma, the lexical index) is derived from it and can be thrown away. A notice is
written in one transaction with all its records and vectors, so whatever moment the process is
killed at, the store holds whole notices only; what was acknowledged is committed. WAL mode lets
any number of processes read while one writes.
"""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from assistant.errors import IndexUnavailable
from assistant.retrieval import vectors
from assistant.retrieval.connection import Connection
from assistant.retrieval.lock import exclusive

SCHEMA_VERSION = 4
BEFORE_FILTERS = "before_filters"  # in meta: some notices may lack what renewal.py adds
# corrections of a parse (whole lists of records; head marks the one in force), the least hashes of
# each notice's sketch (whoever shares one may be alike), and the pairs that are alike
_CARE = """
CREATE TABLE IF NOT EXISTS versions (
  corpus TEXT NOT NULL, notice_id TEXT NOT NULL, version INTEGER NOT NULL, parent INTEGER,
  made TEXT NOT NULL, change TEXT NOT NULL, records TEXT NOT NULL, head INTEGER NOT NULL,
  PRIMARY KEY (corpus, notice_id, version)
);
CREATE TABLE IF NOT EXISTS shingles (
  corpus TEXT NOT NULL, hash BIGINT NOT NULL, notice_id TEXT NOT NULL,
  PRIMARY KEY (corpus, hash, notice_id)
);
CREATE INDEX IF NOT EXISTS shingles_of ON shingles (corpus, notice_id);
CREATE TABLE IF NOT EXISTS alike (
  corpus TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL, share REAL NOT NULL,
  PRIMARY KEY (corpus, a, b)
);
CREATE INDEX IF NOT EXISTS alike_b ON alike (corpus, b);
"""
SCHEMA = (
    """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS corpora (name TEXT PRIMARY KEY, revision INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS notices (
  seq INTEGER PRIMARY KEY, corpus TEXT NOT NULL, id TEXT NOT NULL, source TEXT NOT NULL,
  title TEXT, issuer TEXT, kind TEXT, date_of_issue TEXT, meta TEXT NOT NULL, text TEXT NOT NULL,
  parser TEXT NOT NULL, quarantined TEXT, added TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 0, profile TEXT NOT NULL DEFAULT '{}',
  residue TEXT NOT NULL DEFAULT '{}', sketch TEXT NOT NULL DEFAULT '',
  duplicate_of TEXT, trashed TEXT, trash_reason TEXT,
  UNIQUE (corpus, id)
);
CREATE TABLE IF NOT EXISTS sources (
  corpus TEXT NOT NULL, path TEXT NOT NULL, notice_id TEXT NOT NULL,
  PRIMARY KEY (corpus, path)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sources_of ON sources (corpus, notice_id);
CREATE TABLE IF NOT EXISTS records (
  seq INTEGER PRIMARY KEY, notice_seq INTEGER NOT NULL REFERENCES notices (seq) ON DELETE CASCADE,
  id TEXT NOT NULL, focus_area TEXT, problem TEXT NOT NULL, measures TEXT NOT NULL,
  status TEXT NOT NULL, section TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  UNIQUE (notice_seq, id)
);
"""
    + _CARE
    + vectors.SCHEMA
)
# from version → the columns of notices and the tables that make it the next one
UPGRADES: Mapping[int, tuple[Sequence[str], str]] = {
    1: (("revision INTEGER NOT NULL DEFAULT 0",), ""),
    2: (
        (
            "profile TEXT NOT NULL DEFAULT '{}'",
            "residue TEXT NOT NULL DEFAULT '{}'",
            "sketch TEXT NOT NULL DEFAULT ''",
            "duplicate_of TEXT",
            "trashed TEXT",
            "trash_reason TEXT",
        ),
        _CARE,
    ),
    3: (
        (),
        f"INSERT INTO meta (key, value) VALUES ('{BEFORE_FILTERS}', '1') ON CONFLICT DO NOTHING",
    ),
}


class Store:
    """The database of one data folder; it holds every corpus. Open it where it is needed."""

    shared = False

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.path = data_dir / "store.sqlite3"
        self.lock_path = data_dir / "writer.lock"

    def exists(self) -> bool:
        """Has anything ever been stored in this data folder?"""
        return self.path.is_file()

    @contextlib.contextmanager
    def writer(
        self, *, wait_seconds: float = 0.0, on_wait: Callable[[str], None] | None = None
    ) -> Iterator[None]:
        """The one writer's lock; raises IndexBusy when it is not free after ``wait_seconds``."""
        # whoever closes the last connection empties SQLite's log into the file, which takes several
        # times as long as a notice's own transaction: one stays open until the end
        with (
            exclusive(self.lock_path, wait_seconds=wait_seconds, on_wait=on_wait),
            contextlib.closing(self._opened(write=False)),
        ):
            yield

    @contextlib.contextmanager
    def connect(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction: a consistent view for reading, all or nothing for writing.

        Raises IndexUnavailable when the file is no database or was made by a newer program.
        """
        connection = self._opened(write=write)
        try:
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()  # an open transaction is rolled back

    def _opened(self, *, write: bool) -> sqlite3.Connection:
        try:
            return self._open(write=write)
        except sqlite3.DatabaseError as error:
            raise IndexUnavailable(
                f"记录库 {self.path} 打不开（{error}）：请从备份恢复，或移走该文件后重新 ingest"
            ) from error

    def _open(self, *, write: bool) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.path,
            timeout=vectors.BUSY_MILLISECONDS / 1000,
            isolation_level=None,
            check_same_thread=False,  # a generator may be closed by another thread than began it
        )
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA foreign_keys=ON")
            # FULL: a commit survives a power cut, not only a killed process
            connection.execute(f"PRAGMA synchronous={'FULL' if write else 'NORMAL'}")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                connection.executescript(
                    f"BEGIN IMMEDIATE;{SCHEMA}"
                    f"INSERT OR IGNORE INTO meta VALUES ('store_id', '{uuid.uuid4().hex}');"
                    f"PRAGMA user_version={SCHEMA_VERSION};COMMIT;"
                )
            elif version in UPGRADES:
                _upgrade(connection)
            elif version != SCHEMA_VERSION:
                raise sqlite3.DatabaseError(f"库结构版本{version}，本程序只认{SCHEMA_VERSION}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _upgrade(connection: sqlite3.Connection) -> None:
    """Bring an older store up to date, in one transaction; another process may just have done it."""
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    known = {row[1] for row in connection.execute("PRAGMA table_info(notices)")}
    while version in UPGRADES:
        columns, tables = UPGRADES[version]
        for column in columns:
            if column.split()[0] not in known:
                connection.execute(f"ALTER TABLE notices ADD COLUMN {column}")
        for statement in filter(str.strip, tables.split(";")):
            connection.execute(statement)
        version += 1
    connection.execute(f"PRAGMA user_version={version}")
    connection.execute("COMMIT")


def state(connection: Connection, corpus: str) -> str:
    """A token that changes with every change of the corpus and never recurs in another store."""
    store_id = connection.execute("SELECT value FROM meta WHERE key = 'store_id'").fetchone()[0]
    row = connection.execute("SELECT revision FROM corpora WHERE name = ?", (corpus,)).fetchone()
    return f"{store_id}:{row[0] if row else 0}"


def touch(connection: Connection, corpus: str) -> int:
    """Count a change of the corpus, in the transaction that makes it; returns its new revision.

    A notice carries the revision of its own last change: (notice id, revision) never stands for
    other records, which is how the derived index knows what it has.
    """
    row = connection.execute(
        "INSERT INTO corpora (name, revision) VALUES (?, 1)"
        " ON CONFLICT (name) DO UPDATE SET revision = corpora.revision + 1 RETURNING revision",
        (corpus,),
    ).fetchone()
    return int(row[0])


def corpora(connection: Connection) -> tuple[str, ...]:
    """The names of all corpora that hold a notice."""
    rows = connection.execute("SELECT DISTINCT corpus FROM notices ORDER BY corpus")
    return tuple(str(row[0]) for row in rows)
