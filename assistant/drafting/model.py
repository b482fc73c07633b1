"""What drafting gives back: frozen values in the shape of the draft contract (draft/1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.drafting.library import Stage
from assistant.llm.usage import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMeasure:
    """One measure without an ordinal. ``sources`` are library or record ids, given by code."""

    text: str
    origin: Literal["library", "precedent", "model", "skeleton"]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """A 【待填：…】 in measure ``measure``; offsets are characters of that measure's text."""

    text: str
    measure: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """A past record shown beside the draft, never a source of facts."""

    record: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The draft of one problem. ``masked`` counts facts that the guard turned into placeholders.

    ``notes`` are Chinese lines on how it came about (what the model could not do, what was set
    aside); ``usage`` is what the model calls cost, None where none was made; ``cut``: the model
    broke off, and what it had not written yet is the offline engine's.
    """

    problem: str
    engine: Literal["offline", "llm"]
    model: str | None
    stage: Stage
    types: tuple[str, ...]
    no_precedent: bool
    measures: tuple[DraftMeasure, ...]
    precedents: tuple[Precedent, ...]
    placeholders: tuple[Placeholder, ...]
    masked: int = 0
    notes: tuple[str, ...] = ()
    usage: Usage | None = None
    cut: bool = False

    @property
    def text(self) -> str:
        """The measures as one paragraph, 一是…二是…, as a notice prints them."""
        if len(self.measures) == 1:
            return self.measures[0].text
        ordinals = "一二三四五六七八九十"
        return "".join(f"{ordinals[i]}是{m.text}" for i, m in enumerate(self.measures[:10]))
