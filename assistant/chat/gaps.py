"""Gaps: the placeholders on the table, asked for one by one and filled by what the user answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from assistant.chat.intent import Ask
from assistant.chat.standing import Gap, Item, Standing, redrafted
from assistant.drafting.fill import put_value
from assistant.drafting.library import PLACEHOLDER, Slot
from assistant.drafting.orders import sift
from assistant.drafting.signs import has_sign
from assistant.facts.extract import extract
from assistant.facts.naming import kind_of_name

_CLAUSE = re.compile(r"[，。；！？]")
_KINDS = {
    "date": "日期，例如9月2日",
    "count": "数量，例如3次",
    "money": "金额，例如1.2万元",
    "percent": "比例，例如95%",
    "document": "文件名称，例如《公务接待管理办法》",
    "organization": "单位名称",
    "place": "地点",
    "person": "姓名或职务",
    "title": "名称",
}
_FIGURE = re.compile(r"\d{1,9}(?:\.\d{1,2})?")
_NAMELIKE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9（）()、·—-]{1,40}")
_ANSWER = re.compile(r"^(?:是|为|填|写|就填|就写|：|:)+")
_FREE = frozenset({"organization", "place", "person", "title", "text"})


def gaps_of(standing: Standing, slots: Mapping[str, Slot]) -> Iterator[Gap]:
    """The placeholders in the order of the drafts."""
    for problem, item in enumerate(standing.items):
        for measure, written in enumerate(item.draft.measures):
            for found in PLACEHOLDER.finditer(written.text):
                yield Gap(
                    problem=problem,
                    measure=measure,
                    start=found.start(),
                    end=found.end(),
                    name=found[1],
                    kind=_kind(found[1], slots),
                    context=_clause_at(written.text, found.start(), found.end()),
                )


def _kind(name: str, slots: Mapping[str, Slot]) -> str:
    slot = slots.get(name)
    return slot.kind if slot is not None else kind_of_name(name)


def _clause_at(text: str, start: int, end: int) -> str:
    left = max((m.end() for m in _CLAUSE.finditer(text, 0, start)), default=0)
    right = _CLAUSE.search(text, end)
    return text[left : right.start() if right else len(text)]


def question(gap: Gap, total: int) -> str:
    """One line that asks for it."""
    kind = _KINDS.get(gap.kind, "")
    hint = f"（{kind}）" if kind else ""
    return (
        f"还缺{total}处。先问问题{gap.problem + 1}第{gap.measure + 1}条的“{gap.name}”{hint}："
        f"“{gap.context}”。直接回答即可，没有就说“跳过”。"
    )


def expected(gap: Gap) -> str:
    """What would fill it: 请写日期，例如9月2日."""
    return f"请写{_KINDS.get(gap.kind, gap.name)}"


def _is_signed(text: str) -> bool:
    return any(has_sign(sign, text) for sign in ("instructions", "markup"))


def value_for(gap: Gap, answer: str, unit: str) -> str | None:
    """What of an answer fills the gap; None where it is not of its kind.

    ``unit`` is the character behind the gap: a bare figure will do before it (【…】次).
    """
    text = _ANSWER.sub("", answer.strip()).strip("。；，, ")
    if not text or len(text) > 60 or sift(text).orders or _is_signed(text):
        return None
    if gap.kind == "document":
        inside = text.strip("《》")
        # the template brings the title marks, or the value does
        return f"《{inside}》" if _NAMELIKE.fullmatch(inside) else None
    for fact in extract(text):
        if fact.kind == gap.kind and len(fact.text) >= 0.6 * len(text):
            return fact.text
    if gap.kind == "count" and _FIGURE.fullmatch(text) and unit:
        return text
    if gap.kind in _FREE and _NAMELIKE.fullmatch(text):
        return text
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledGap:
    """The item with one placeholder filled, and the clause that is now the user's word."""

    item: Item
    fact: str


def fill_gap(item: Item, gap: Gap, value: str) -> FilledGap:
    """Put the value into this one gap; no other character of the draft changes.

    What the user affirmed is the whole clause, so it joins the facts, in place of the clause as it
    was affirmed before (with this gap still open).
    """
    old = item.draft.measures[gap.measure]
    text = put_value(old.text, gap.start, gap.end, value, gap.kind)
    end = gap.end + len(text) - len(old.text)
    fact = _clause_at(text, gap.start, max(end, gap.start + 1))
    measures = tuple(
        replace(m, text=text) if n == gap.measure else m for n, m in enumerate(item.draft.measures)
    )
    facts = (*(f for f in item.ask.facts if f != gap.context), fact)
    return FilledGap(
        item=Item(
            ask=Ask(problem=item.ask.problem, facts=facts), draft=redrafted(item.draft, measures)
        ),
        fact=fact,
    )
