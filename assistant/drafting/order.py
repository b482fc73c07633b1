"""Order: what is asked of the drafters for one problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.drafting.library import Stage
from assistant.drafting.model import Draft
from assistant.notice.clean import visible

EngineChoice = Literal["auto", "offline", "llm"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One problem with what the user gave for it; ``exclude`` names notices not to be used.

    ``engine`` auto: the model where one is configured and answers, else offline; llm: an error
    where the model cannot be used at all.

    ``avoid`` holds ids of library measures that other problems of the same notice have taken
    (``sources_used``); ``unit`` says what kind of unit it is for without being named, as
    ``issuer`` is.

    Characters that nobody sees (zero-width, direction, tags, controls) are left out of every text:
    they would stand in the measures, which quote it.
    """

    problem: str
    facts: tuple[str, ...] = ()
    issuer: str | None = None
    stage: Stage = "progress"
    exclude: frozenset[str] = frozenset()
    engine: EngineChoice = "auto"
    avoid: frozenset[str] = frozenset()
    unit: str | None = None

    def __post_init__(self) -> None:
        for name in ("problem", "issuer", "unit"):
            given = getattr(self, name)
            object.__setattr__(self, name, visible(given) if given else given)
        object.__setattr__(self, "facts", tuple(visible(fact) for fact in self.facts))


def sources_used(drafts: Iterable[Draft]) -> frozenset[str]:
    """What the measures of these drafts go back to: a further problem's draft avoids it."""
    return frozenset(
        source for draft in drafts for measure in draft.measures for source in measure.sources
    )
