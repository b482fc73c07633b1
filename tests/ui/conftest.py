"""A workspace without an index for the page's parts, and a page built over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.chat.history import History
from assistant.chat.responder import Responder
from assistant.chat.tokens import estimate
from assistant.chat.workspace import Workspace, open_drafter
from assistant.drafting.draft import Drafter
from assistant.drafting.library import Library
from assistant.drafting.writer import Writer
from assistant.llm.engine import Engine
from assistant.llm.prompts import load_prompts
from assistant.settings import ROOT, Settings, read_settings
from assistant.ui.engines import Engines

OpenEngines = Callable[..., Engines]


@pytest.fixture(scope="session")
def library_and_drafter(
    tmp_path_factory: pytest.TempPathFactory, warm_library: Path
) -> tuple[Library, Drafter]:
    """The measure library and a drafter that has no precedents."""
    folder = tmp_path_factory.mktemp("ui")
    (folder / "library.db").write_bytes(warm_library.read_bytes())
    library, _, drafter = open_drafter(read_settings({"ASSISTANT_DATA_DIR": str(folder)}))
    return library, drafter


@pytest.fixture
def open_engines(tmp_path: Path, library_and_drafter: tuple[Library, Drafter]) -> OpenEngines:
    """Engines over a fresh history, with a model in front where one is given."""

    def made(engine: Engine | None = None) -> Engines:
        library, drafter = library_and_drafter
        prompts = load_prompts([ROOT / "prompts"])
        writer = Writer(drafter, engine=engine, prompts=prompts)
        workspace = Workspace(
            library=library,
            index=None,
            drafter=drafter,
            history=History(tmp_path / "chats.db"),
            responder=Responder(writer, estimate),
        )
        return Engines(workspace, Settings(data_dir=tmp_path))

    return made
