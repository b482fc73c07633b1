"""Events: what a page or a command sees while a draft is written, each safe to show.

The facts guard stands before every event: no figure, date, title or name that the user did not
give occurs in any of them. What ``Sentence`` shows is still provisional; ``Finished`` is the draft.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.drafting.model import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """An engine begins: ``engine`` "llm" or "offline", ``model`` its name (None offline)."""

    engine: str
    model: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The next sentence of measure ``measure`` (0 first): append it to what is shown of it."""

    measure: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A sentence that did not pass; its words are not told, only why (one Chinese phrase)."""

    measure: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Restarted:
    """The model is asked once more: take away the provisional sentences. ``reason`` is Chinese."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FellBack:
    """The offline engine wrote all of the draft, or the part that the model could not."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The draft: it replaces all provisional sentences."""

    draft: Draft


DraftEvent = Started | Sentence | Withheld | Restarted | FellBack | Finished
