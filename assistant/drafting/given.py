"""Given: what the user gave for a problem, as clauses with the facts in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.facts.extract import extract

_CUT = re.compile(r"(?<=[。；;])|[，,](?=(?:并|且|同时|共|已|累计)?[\u4e00-\u9fff]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One fact inside a clause: its text and kind (kinds as in the facts contract)."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenClause:
    """A clause of what the user gave, with the facts in it; ``fact`` counts the user's facts."""

    text: str
    items: tuple[Item, ...]
    fact: int


def given_clauses(facts: Sequence[str]) -> tuple[GivenClause, ...]:
    """The user's facts as clauses; a clause that is only a date stays with the one after it."""
    return tuple(
        GivenClause(text=part, items=_items(part), fact=index)
        for index, fact in enumerate(facts)
        for part in _parts(fact.strip())
    )


def _items(text: str) -> tuple[Item, ...]:
    return tuple(Item(text=fact.text, kind=fact.kind) for fact in extract(text))


def _parts(fact: str) -> list[str]:
    parts: list[str] = []
    held = ""
    for piece in _CUT.split(fact):
        piece = piece.strip()
        if not piece:
            continue
        joined = f"{held}，{piece}" if held else piece
        items = _items(joined)
        bare = joined
        for item in items:
            bare = bare.replace(item.text, "", 1)
        only_fact = bool(items) and len(re.sub(r"[\W_]", "", bare)) < 2
        held = joined if only_fact else ""
        if not held:
            parts.append(joined.strip("。；; "))
    if held:
        parts.append(held.strip("。；; "))
    return parts
