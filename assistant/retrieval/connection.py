"""Connection: what the rows' SQL needs of a database, so that one text serves SQLite and PostgreSQL.

The SQL is written in what both understand: ``?`` for parameters, ON CONFLICT, RETURNING, double
quotes around ``end``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol


class Cursor(Protocol):
    """The rows of a statement, each a sequence of its columns."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A database within one transaction; whoever opened it commits."""

    def execute(self, statement: str, parameters: Sequence[Any] = ..., /) -> Cursor: ...

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> object: ...


class Storage(Protocol):
    """A record store: SQLite in the data folder, or PostgreSQL that several machines share."""

    @property
    def data_dir(self) -> Path:
        """The folder of this machine's derived indexes."""

    @property
    def shared(self) -> bool:
        """Whether others than this machine's processes may change it."""

    def exists(self) -> bool:
        """Has anything ever been stored?"""

    def connect(self, *, write: bool = False) -> AbstractContextManager[Connection]:
        """One transaction: a consistent view for reading, all or nothing for writing.

        Raises IndexUnavailable where the database cannot be used.
        """

    def writer(
        self, *, wait_seconds: float = 0.0, on_wait: Callable[[str], None] | None = None
    ) -> AbstractContextManager[None]:
        """Held by whoever changes notices, where there can be only one; raises IndexBusy."""
