"""Repeats: placeholders that wait for what the draft says elsewhere in the user's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.drafting.content import clause_around, content_pairs
from assistant.drafting.given import GivenClause
from assistant.drafting.library import PLACEHOLDER, Slot
from assistant.drafting.model import DraftMeasure
from assistant.drafting.places import waits_for

SAME = 0.6  # share of a clause's pairs of characters that a given clause must have to say it


def without_repeats(
    measures: Sequence[DraftMeasure], clauses: Sequence[GivenClause], slots: Mapping[str, Slot]
) -> list[DraftMeasure]:
    """Measures without a clause whose figure the user gave: 新纳入52户，新纳入【待填：户数】.

    The first clause of a measure stays, and one with several placeholders: others lean on it.
    """
    return [replace(measure, text=_thinned(measure.text, clauses, slots)) for measure in measures]


def _thinned(text: str, clauses: Sequence[GivenClause], slots: Mapping[str, Slot]) -> str:
    for place in reversed(list(PLACEHOLDER.finditer(text))):
        start, end = clause_around(text, place.start(), place.end())
        slot = slots.get(place[1])
        alone = len(PLACEHOLDER.findall(text[start:end])) == 1
        if slot is None or not alone or start < 2 or text[start - 1] not in "，；":
            continue
        own = content_pairs(PLACEHOLDER.sub("，", text[start:end]))
        if own and any(_says(one, own, slot, text[place.end() :]) for one in clauses):
            text = text[: start - 1] + text[end:]
    return text


def _says(clause: GivenClause, own: frozenset[str], slot: Slot, behind: str) -> bool:
    """Whether a given clause states a figure of the slot's kind and unit of the same matter."""
    said = content_pairs(clause.text, [item.text for item in clause.items])
    same = len(own & said) >= SAME * len(own)
    return same and any(
        waits_for(slot, item, clause.text, behind[:2], near=1) for item in clause.items
    )
