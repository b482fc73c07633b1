"""A project database on SQLite and on a real PostgreSQL, one test after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.projects.access import Access
from assistant.projects.database import Database, open_database

BACKENDS = ["sqlite", pytest.param("postgresql", marks=[pytest.mark.live])]


@pytest.fixture(params=BACKENDS)
def address(request: pytest.FixtureRequest) -> str | None:
    """The address of an empty database; None means SQLite in the data folder."""
    if request.param == "sqlite":
        return None
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def database(address: str | None, tmp_path: Path) -> Iterator[Database]:
    """An open database with its tables made."""
    opened = open_database(address, tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def access(database: Database) -> Access:
    """What the stores of a project are built on."""
    return Access(database)
