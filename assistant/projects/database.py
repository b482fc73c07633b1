"""Database: SQLite in the data folder, or PostgreSQL; one transaction a change.

A change is committed before it is acknowledged: SQLite in WAL mode with synchronous=FULL, so a
killed process or a power cut takes nothing that was acknowledged.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy.engine import Connection, Engine

from assistant.errors import DatabaseUnavailable

FILE_NAME = "projects.db"
_BUSY_SECONDS = 20
_WRITES = "assistant_writes"
_MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 7_134_250_901  # PostgreSQL's advisory lock: one process migrates at a time


class Database:
    """The open database; safe to use from several threads and processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(**{_WRITES: True})

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection whose reads agree with one another. Raises DatabaseUnavailable."""
        with _told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction, committed when the block ends without an error."""
        with _told(), self._writing.begin() as connection:
            yield connection

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self._engine.dialect.name

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()


def open_database(url: str | None, data_dir: Path) -> Database:
    """The database at ``url`` (None: SQLite in ``data_dir``), its tables brought up to date.

    Raises DatabaseUnavailable where it cannot be reached, or is of a newer release.
    """
    engine = _engine(url, data_dir)
    try:
        with _told():
            _migrate(engine)
    except DatabaseUnavailable:
        engine.dispose()
        raise
    return Database(engine)


def _engine(url: str | None, data_dir: Path) -> Engine:
    if url is None:
        data_dir.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(
            f"sqlite:///{data_dir / FILE_NAME}", connect_args={"timeout": _BUSY_SECONDS}
        )
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_at_once)
        return engine
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise DatabaseUnavailable(
            "DATABASE_URL 不是数据库地址：请写成 postgresql://用户:密码@主机:5432/库名"
        ) from error
    if address.get_backend_name() != "postgresql":
        raise DatabaseUnavailable(
            f"DATABASE_URL 的“{address.get_backend_name()}”不受支持：请用 postgresql://…"
        )
    return sa.create_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=10,
        pool_timeout=_BUSY_SECONDS,
        connect_args={"connect_timeout": 10},
        hide_parameters=True,  # the text of a project never reaches an error
    )


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves
    for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")


def _begin_at_once(connection: Connection) -> None:
    """Take the write lock when a writing transaction begins: none is given up half-way."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


_migrating = threading.Lock()


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    writing = engine.execution_options(**{_WRITES: True})
    with _migrating, writing.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise DatabaseUnavailable("项目数据库由更新的版本建立：请升级本程序后再打开") from error


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the driver raises into one line of Chinese without text or password."""
    try:
        yield
    except sa.exc.TimeoutError as error:
        raise DatabaseUnavailable("项目数据库正忙：请稍后再试") from error
    except sa.exc.NoSuchModuleError as error:
        raise DatabaseUnavailable("缺少 PostgreSQL 的驱动：请安装 psycopg") from error
    except sa.exc.OperationalError as error:
        reason = "正忙" if "locked" in str(error.orig) else "连不上，或中途断开"
        raise DatabaseUnavailable(
            f"项目数据库{reason}：请检查 DATABASE_URL 和磁盘空间，稍后再试"
        ) from error
    except sa.exc.DatabaseError as error:
        raise DatabaseUnavailable("项目数据库损坏或版本不符：请从备份恢复，或升级本程序") from error
