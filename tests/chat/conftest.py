"""A drafter for the box, without an index: drafts come from the library alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import world

from assistant.drafting.draft import Drafter


@pytest.fixture(scope="session")
def drafter(tmp_path_factory: pytest.TempPathFactory, warm_library: Path) -> Drafter:
    return world.drafter_over(tmp_path_factory.mktemp("chat"), warm_library, ())
