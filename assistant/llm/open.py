"""Open: the engine that the settings ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.llm.engine import Engine
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.llm.client import Client
    from assistant.llm.endpoint import Endpoint

CONTEXT = 8192  # tokens, where nobody says how many: what the smallest current models have


def open_engine(settings: Settings) -> Engine | None:
    """The configured model, not yet asked anything; None where no model is configured."""
    if settings.model.wanted == "none":
        return None
    return open_endpoint(settings)


def open_client(settings: Settings) -> Client:
    """The client of the configured address."""
    # imported late: langchain takes a second, and most offices have no model
    from assistant.llm.client import Client

    return Client(
        address=settings.model.address,
        key=settings.model.api_key,
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
