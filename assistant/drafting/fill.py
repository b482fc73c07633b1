"""Fill: the user's facts go into the slots that they fit; what fits no slot is kept word for word.

A given fact ("9月2日印发《公务接待管理办法》") is cut into clauses; a clause is used by a
measure when every fact in it has a slot there of the same kind, near words the two share. All or
nothing: so a fact is never said twice, and never half. The guard checks the result afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.drafting.content import clause_around, content_pairs
from assistant.drafting.library import PLACEHOLDER, Slot
from assistant.facts.extract import extract

_CUT = re.compile(r"(?<=[。；;])|[，,](?=(?:并|且|同时|共|已|累计)?[\u4e00-\u9fff]{2})")
_TAIL = re.compile(
    r"(?:次数|场次|人次|人数|份数|件数|项数|户数|处数|金额|日期|名称|时间|数量|数|值|率)$"
)
_NUMBER = re.compile(r"^(?:约|近|共)?[\d０-９.,，一二三四五六七八九十百千万两零〇]+(?:余)?")
_MEASURE_WORDS = "次场份人件项户处个家元万亿名条篇批笔辆间套"
# units that count the same things, and the unit that a slot's name asks for: 抽查份数, 会议次数
_SAME_UNITS = {"名": "人", "场": "次", "项": "件", "条": "件", "个": "件", "起": "件", "宗": "件"}
_UNIT_OF_NAME = re.compile(r"[次场份人件项户处家名条篇批笔辆间套](?=[次数]*数?$)")
_LEANS = re.compile(r"[，；](?:其中|均|分别|全部为|占)")
# a document that the user names without title brackets
_RULE = re.compile(
    r"(?:印发|修订|制定|完善|出台|建立).{2,30}(?:制度|办法|规程|规则|细则|规定|方案|清单|预案|标准)$"
)
_ISSUED = r"(?:修订|制定|研究|重新|联合)?(?:完善|印发|修订|制定|出台|下发|发布|建立)(?:实施)?"
_ISSUE = re.compile(r"印发|修订|制定|出台|下发|发布|建立|完善")


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A template after filling: ``used`` are indexes into the clauses that were offered."""

    text: str
    used: tuple[int, ...]


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


def fill(
    template: str, clauses: Sequence[GivenClause], slots: Mapping[str, Slot], free: frozenset[int]
) -> Filled:
    """Put the clauses whose index is in ``free`` into the template's slots where they fit.

    What the user said in one breath stays together: where only some clauses of a fact have a slot
    of their own, all of them take the place of one.
    """
    text, used = template, list[int]()
    for fact in sorted({clauses[index].fact for index in free}):
        group = [index for index in sorted(free) if clauses[index].fact == fact]
        taken = [clauses[number] for number in used]
        after, placed = _one_by_one(text, clauses, group, slots, taken)
        if 0 < len(placed) < len(group):
            whole = _fill_clause(text, _joined([clauses[index] for index in group]), slots, taken)
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
) -> tuple[str, list[int]]:
    """The text with those clauses of ``group`` that have a slot, and their indexes."""
    placed: list[int] = []
    for index in group:
        before = [*taken, *(clauses[number] for number in placed)]
        after = _fill_clause(text, clauses[index], slots, before)
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
    text: str, clause: GivenClause, slots: Mapping[str, Slot], taken: Sequence[GivenClause]
) -> str | None:
    """The template with the clause in it, in one of two ways, or None where it has no place.

    The figures go into the slots, if the words around them then say all that the user said.
    Otherwise the user's clause stands in place of the template's: nobody's figure gets another
    subject, and what is done is not said twice.
    """
    filled = _into_slots(text, clause, slots)
    if filled is not None and _says(filled, clause):
        return filled
    for start, end in _places(text, clause, slots):
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
                if _fits(
                    slots.get(found[1]), item, clause.text, text[found.end() : found.end() + 2]
                )
            ),
            None,
        )
        if place is None:
            prefixed = _with_date(text, item, clause)
            if prefixed is None:
                return None
            text = prefixed
            continue
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


def _places(text: str, clause: GivenClause, slots: Mapping[str, Slot]) -> Iterator[tuple[int, int]]:
    """Clauses of a template that the user's may replace, those with the most words of it first.

    One of its placeholders waits for what the user's clause states; what follows does not lean
    on it (其中…, 均…).
    """
    own = content_pairs(clause.text, [item.text for item in clause.items])
    found: dict[tuple[int, int], int] = {}
    for place in PLACEHOLDER.finditer(text):
        start, end = clause_around(text, place.start(), place.end())
        slot = slots.get(place[1])
        if slot is None or _LEANS.match(text, end):
            continue
        near = len(own & content_pairs(PLACEHOLDER.sub("，", text[start:end])))
        behind = text[place.end() : place.end() + 2]
        if any(_waits_for(slot, item, clause.text, behind, near) for item in clause.items) or (
            slot.kind == "document" and not clause.items and _RULE.search(clause.text)
        ):
            found[start, end] = max(near, found.get((start, end), 0))
    yield from sorted(found, key=lambda span: (-found[span], span))


def _waits_for(slot: Slot, item: Item, clause: str, behind: str, near: int) -> bool:
    """Whether the user's clause states what a slot asks for: its kind, its unit, its matter."""
    if item.kind == "date" or slot.kind != item.kind:
        return False
    if item.kind != "count":
        return near > 0 or _fits(slot, item, clause, behind)
    unit = _NUMBER.sub("", item.text)[:1]
    named = _UNIT_OF_NAME.search(slot.name)
    asked = named[0] if named else behind[:1]
    if unit and asked and asked in _MEASURE_WORDS and _same_unit(asked) != _same_unit(unit):
        return False
    return near > 0 or _fits(slot, item, clause, behind)


def _same_unit(unit: str) -> str:
    return _SAME_UNITS.get(unit, unit)


def _as_given(text: str, title: str, clause: str) -> str:
    """The user's own verb stands before the title: who gave 印发 does not read 修订完善."""
    given = re.search(rf"({_ISSUED})了?{re.escape(title)}", clause)
    if given is None:
        return text
    return re.sub(rf"(?:{_ISSUED})了?(?={re.escape(title)})", given[1], text, count=1)


def _fits(slot: Slot | None, item: Item, clause: str, behind: str) -> bool:
    if slot is None or slot.kind != item.kind:
        return False
    if item.kind == "document":
        return bool(_ISSUE.search(clause)) or any(verb in clause for verb in slot.verbs)
    if item.kind in {"count", "money"}:
        unit = _NUMBER.sub("", item.text)
        if unit and behind and behind[0] in _MEASURE_WORDS and behind[0] != unit[0]:
            return False
    if any(verb in clause for verb in slot.verbs):
        return True
    stem = _TAIL.sub("", slot.name)
    return len(stem) >= 2 and stem in clause


def _with_date(text: str, item: Item, clause: GivenClause) -> str | None:
    """A date without a slot goes in front of a measure that begins with what was done then."""
    begins = _ISSUE.match(text)
    has_document = any(other.kind == "document" for other in clause.items)
    if item.kind != "date" or begins is None or not has_document or begins[0] not in clause.text:
        return None
    return item.text + text


def put_value(text: str, start: int, end: int, value: str, kind: str) -> str:
    """Replace the placeholder; brackets and units that the template brings are not doubled."""
    if value.startswith("《") and text[start - 1 : start] == "《":
        value = value[1:-1]
    if kind in {"count", "money", "percent"}:
        number = _NUMBER.match(value)
        unit = value[number.end() :] if number else ""
        if number and unit and text.startswith(unit, end):
            value = number[0]
    return text[:start] + value + text[end:]
