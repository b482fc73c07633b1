"""How a clerk's and a reviewer's drafts are reviewed, over a database of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.chat.project import ProjectWork
from assistant.chat.waiving import Waiving
from assistant.projects.database import open_database
from assistant.review.config import ReviewConfig
from assistant.ui.review.desk import Terms

TermsFor = Callable[..., Terms]


@pytest.fixture
def projects(tmp_path: Path) -> Iterator[ProjectWork]:
    database = open_database(None, tmp_path)
    yield ProjectWork(database)
    database.close()


@pytest.fixture
def terms_for(projects: ProjectWork) -> TermsFor:
    """The terms of a user by name; drafts outside projects are his own."""

    def made(user: str, config: ReviewConfig | None = None) -> Terms:
        waiving = Waiving(store=projects.waivers, user=user, owner=user)
        return Terms(config=config or ReviewConfig(), waiving=waiving)

    return made


@pytest.fixture
def terms(terms_for: TermsFor) -> Terms:
    """Those of one user."""
    return terms_for("赵")
