"""An engine on a scripted endpoint, and no waiting between its attempts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from faults import KEY
from mock_endpoint import MODEL, MockEndpoint, OpenMock, Reply, running

from assistant.llm import endpoint as endpoint_module
from assistant.llm.engine import Engine
from assistant.llm.open import open_engine
from assistant.settings import Settings, read_settings


@pytest.fixture
def settings_of(data_dir: Path) -> Callable[..., Settings]:
    """Settings from variables alone, with this test's data folder."""

    def read(**environ: str) -> Settings:
        return read_settings({"ASSISTANT_DATA_DIR": str(data_dir), **environ})

    return read


@pytest.fixture
def open_mock(
    settings_of: Callable[..., Settings], monkeypatch: pytest.MonkeyPatch
) -> Iterator[OpenMock]:
    """Start an endpoint with these replies and open an engine on it; LLM_… by keyword."""
    monkeypatch.setattr(endpoint_module, "_BACKOFF", (0.01, 0.02))
    with ExitStack() as stack:

        def start(replies: Sequence[Reply], **environ: str) -> tuple[Engine, MockEndpoint]:
            mock = stack.enter_context(running(MockEndpoint(replies)))
            given = {"LLM_MODEL": MODEL, "LLM_API_KEY": KEY, "LLM_TIMEOUT": "5", **environ}
            engine = open_engine(settings_of(LLM_BASE_URL=mock.address, **given))
            assert engine is not None
            return engine, mock

        yield start
