"""Open: the engine that the settings ask for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assistant.llm.engine import Engine
from assistant.llm.recording import NAME, Recording, Replay
from assistant.secret import Secret
from assistant.settings import Settings

if TYPE_CHECKING:
    # imported late below: langchain takes a second, and most offices have no model
    from assistant.llm.client import Client
    from assistant.llm.endpoint import Endpoint
    from assistant.llm.local import LocalEngine
    from assistant.llm.server import Server

CONTEXT = 8192  # tokens, where nobody says how many: what the smallest current models have
LOCAL_CONTEXT = 4096
MODELS = "models"  # folder of the data folder


def open_engine(settings: Settings) -> Engine | None:
    """The configured model, not yet asked anything; None where no model is configured.

    With LLM_RECORD every call is recorded, or answered from the recordings alone.
    """
    model = settings.model
    path = settings.data_dir / NAME
    if model.record == "replay" and model.engine != "offline":
        return Replay(
            path,
            model=model.model,
            temperature=model.temperature,
            context_tokens=model.context or CONTEXT,
        )
    if model.wanted == "none":
        return None
    engine: Engine = open_local(settings) if model.wanted == "local" else open_endpoint(settings)
    if model.record == "record":
        return Recording(engine, path, temperature=model.temperature)
    return engine


def open_client(settings: Settings, *, address: str = "", key: Secret | None = None) -> Client:
    """The client of the configured address, or of another one."""
    from assistant.llm.client import Client

    return Client(
        address=address or settings.model.address,
        key=settings.model.api_key if key is None else key,
        timeout=settings.model.timeout,
        proxies=settings.proxies,
    )


def open_endpoint(settings: Settings) -> Endpoint:
    """The endpoint of the configured address."""
    from assistant.llm.endpoint import Endpoint

    model = settings.model
    return Endpoint(
        open_client(settings),
        model=model.model,
        temperature=model.temperature,
        context_tokens=model.context or CONTEXT,
        timeout=model.timeout,
    )


def open_local(settings: Settings, server: Server | None = None) -> LocalEngine:
    """The model inside this process, not yet loaded; ``server`` shares one that runs already."""
    from assistant.llm.endpoint import Endpoint
    from assistant.llm.local import LocalEngine
    from assistant.llm.server import Server

    gguf = settings.model.local_model
    name = gguf.stem if gguf else "gemma-3-270m"
    context = settings.model.context or LOCAL_CONTEXT
    running = server or Server(
        gguf,
        folder=settings.data_dir / MODELS,
        context_tokens=context,
        # on a busy machine a second thread makes it ten times slower, not faster
        threads=max(1, (os.cpu_count() or 2) // 2),
    )

    def connect(address: str) -> Endpoint:
        return Endpoint(
            open_client(settings, address=address, key=running.key),
            model=name,
            temperature=settings.model.temperature,
            context_tokens=context,
            timeout=settings.model.timeout,
            engine="local",
        )

    return LocalEngine(running, model=name, context_tokens=context, connect=connect)
