"""Lock: one writer at a time, also across processes, released by the system when one dies.

A lock is an SQLite transaction held open on a file of its own: an exclusive one for a writer, a
shared one for readers of an index generation. It works alike on Linux, macOS and Windows, and a
killed process leaves nothing behind that would have to be cleaned up.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.errors import IndexBusy

POLL_SECONDS = 0.05


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)


def _try(connection: sqlite3.Connection, *statements: str) -> bool:
    try:
        for statement in statements:
            connection.execute(statement)
    except sqlite3.OperationalError as error:
        if "locked" not in str(error) and "busy" not in str(error):
            raise
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("ROLLBACK")
        return False
    return True


class SharedLock:
    """A reader's hold on ``path``; any number may exist beside one another.

    ``held`` is False where a writer has the file or its folder is gone.
    """

    def __init__(self, path: Path) -> None:
        self._connection: sqlite3.Connection | None = None
        self.held = False
        with contextlib.suppress(sqlite3.OperationalError):  # the folder is gone
            self._connection = _connect(path)
            # reading the schema table is what takes SQLite's shared lock
            self.held = _try(self._connection, "BEGIN", "SELECT 1 FROM sqlite_schema")

    def close(self) -> None:
        """Let go; harmless when called twice."""
        if self._connection is not None:
            self._connection.close()
        self.held = False


@contextlib.contextmanager
def exclusive(
    path: Path,
    *,
    wait_seconds: float = 0.0,
    what: str = "索引",
    on_wait: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Hold ``path`` alone; wait up to ``wait_seconds``, then raise IndexBusy.

    ``on_wait`` is called once with a line of Chinese when the lock is not free at once.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = _connect(path)
    owner = path.with_suffix(".owner")
    deadline = time.monotonic() + wait_seconds
    waited = False
    try:
        while not _try(connection, "BEGIN EXCLUSIVE"):
            holder = _holder(owner)
            if time.monotonic() >= deadline:
                raise IndexBusy(f"{what}正由另一个进程{holder}写入：请等它完成后再试")
            if not waited and on_wait is not None:
                on_wait(f"{what}正由另一个进程{holder}写入，最多等待{wait_seconds:.0f}秒")
            waited = True
            time.sleep(POLL_SECONDS)
        owner.write_text(str(os.getpid()), encoding="utf-8")
        yield
    finally:
        connection.close()


def _holder(owner: Path) -> str:
    try:
        pid = owner.read_text(encoding="utf-8").strip()
    except OSError:
        return ""
    return f"（进程号{pid}）" if pid.isdigit() else ""
