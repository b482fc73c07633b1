"""Fill: the user's facts go into the slots that they fit; what fits no slot is kept word for word.

A given fact ("9月2日印发《公务接待管理办法》") is cut into clauses; a clause is used by a
measure when every fact in it has a slot there of the same kind, near words the two share. All or
nothing: so a fact is never said twice, and never half. The guard checks the result afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.content import clause_around, content_pairs
from assistant.drafting.given import GivenClause, Item
from assistant.drafting.library import PLACEHOLDER, Slot
from assistant.drafting.places import ISSUE, NUMBER, fits, is_of_the_matter, places_for

_MOST = 12  # facts of a clause; one with more is an account of its own, not part of a measure
_ISSUED = r"(?:修订|制定|研究|重新|联合)?(?:完善|印发|修订|制定|出台|下发|发布|建立)(?:实施)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A template after filling: ``used`` are indexes into the clauses that were offered."""

    text: str
    used: tuple[int, ...]


def fill(
    template: str,
    clauses: Sequence[GivenClause],
    slots: Mapping[str, Slot],
    free: frozenset[int],
    topic: str = "",
) -> Filled:
    """Put the clauses whose index is in ``free`` into the template's slots where they fit.

    ``topic`` are words of the user's own that the template was given: that a clause has them too
    does not make its figure the one that a slot asks for.

    What the user said in one breath stays together: where only some clauses of a fact have a slot
    of their own, all of them take the place of one.
    """
    text, used = template, list[int]()
    for fact in sorted({clauses[index].fact for index in free}):
        group = [index for index in sorted(free) if clauses[index].fact == fact]
        taken = [clauses[number] for number in used]
        after, placed = _one_by_one(text, clauses, group, slots, taken, topic)
        if 0 < len(placed) < len(group):
            joined = _joined([clauses[index] for index in group])
            whole = _fill_clause(text, joined, slots, taken, topic)
            after, placed = (whole, group) if whole is not None else (after, placed)
        text = after
        used += placed
    return Filled(text=text, used=tuple(used))


def _one_by_one(
    text: str,
    clauses: Sequence[GivenClause],
    group: Sequence[int],
    slots: Mapping[str, Slot],
    taken: Sequence[GivenClause],
    topic: str,
) -> tuple[str, list[int]]:
    """The text with those clauses of ``group`` that have a slot, and their indexes."""
    placed: list[int] = []
    for index in group:
        before = [*taken, *(clauses[number] for number in placed)]
        after = _fill_clause(text, clauses[index], slots, before, topic)
        if after is not None:
            text = after
            placed.append(index)
    return text, placed


def _joined(group: Sequence[GivenClause]) -> GivenClause:
    return GivenClause(
        text="，".join(clause.text for clause in group),
        items=tuple(item for clause in group for item in clause.items),
        fact=group[0].fact,
    )


def _fill_clause(
    text: str,
    clause: GivenClause,
    slots: Mapping[str, Slot],
    taken: Sequence[GivenClause],
    topic: str,
) -> str | None:
    """The template with the clause in it, in one of two ways, or None where it has no place.

    The figures go into the slots, if the words around them then say all that the user said.
    Otherwise the user's clause stands in place of the template's: nobody's figure gets another
    subject, and what is done is not said twice.
    """
    if len(clause.items) > _MOST:
        return None
    filled = _into_slots(text, clause, slots)
    if filled is not None and _says(filled, clause):
        return filled
    for start, end in places_for(text, clause, slots, topic):
        if not any(item.text in text[start:end] for other in taken for item in other.items):
            return text[:start] + clause.text + text[end:]
    return None


def _into_slots(text: str, clause: GivenClause, slots: Mapping[str, Slot]) -> str | None:
    """All facts of the clause in slots that fit them, near words the two share; else None."""
    for item in clause.items:
        place = next(
            (
                found
                for found in PLACEHOLDER.finditer(text)
                if fits(slots.get(found[1]), item, clause.text, text[found.end() : found.end() + 2])
            ),
            None,
        )
        if place is None:
            prefixed = _with_date(text, item, clause)
            if prefixed is None:
                return None
            text = prefixed
            continue
        if item.kind == "document" and not is_of_the_matter(item.text, text):
            return None
        text = put_value(text, place.start(), place.end(), item.text, item.kind)
        if item.kind == "document":
            text = _as_given(text, item.text, clause.text)
    return text


def _says(text: str, clause: GivenClause) -> bool:
    """Whether the clauses of ``text`` that hold the facts have all words of the user's clause."""
    facts = [item.text for item in clause.items]
    around = "，".join(
        text[slice(*clause_around(text, at, at + len(fact)))]
        for fact in (fact.strip("《》") for fact in facts)
        if (at := text.find(fact)) >= 0
    )
    return content_pairs(clause.text, facts) <= content_pairs(around, facts)


def _as_given(text: str, title: str, clause: str) -> str:
    """The user's own verb stands before the title: who gave 印发 does not read 修订完善."""
    given = re.search(rf"({_ISSUED})了?{re.escape(title)}", clause)
    if given is None:
        return text
    return re.sub(rf"(?:{_ISSUED})了?(?={re.escape(title)})", given[1], text, count=1)


def _with_date(text: str, item: Item, clause: GivenClause) -> str | None:
    """A date without a slot goes in front of a measure that begins with what was done then."""
    begins = ISSUE.match(text)
    has_document = any(other.kind == "document" for other in clause.items)
    if item.kind != "date" or begins is None or not has_document or begins[0] not in clause.text:
        return None
    return item.text + text


def put_value(text: str, start: int, end: int, value: str, kind: str) -> str:
    """Replace the placeholder; brackets and units that the template brings are not doubled."""
    if value.startswith("《") and text[start - 1 : start] == "《":
        value = value[1:-1]
    if kind in {"count", "money", "percent"}:
        number = NUMBER.match(value)
        unit = value[number.end() :] if number else ""
        if number and unit and text.startswith(unit, end):
            value = number[0]
    return text[:start] + value + text[end:]
