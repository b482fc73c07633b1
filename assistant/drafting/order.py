"""Order: what is asked of the drafters for one problem."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.drafting.library import Stage

EngineChoice = Literal["auto", "offline", "llm"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One problem with what the user gave for it; ``exclude`` names notices not to be used.

    ``engine`` auto: the model where one is configured and answers, else offline; llm: an error
    where the model cannot be used at all.
    """

    problem: str
    facts: tuple[str, ...] = ()
    issuer: str | None = None
    stage: Stage = "progress"
    exclude: frozenset[str] = frozenset()
    engine: EngineChoice = "auto"
