"""Places: where in a library measure a clause of the user's can stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.drafting.content import clause_around, content_pairs
from assistant.drafting.given import GivenClause, Item
from assistant.drafting.library import PLACEHOLDER, Slot

_TAIL = re.compile(
    r"(?:次数|场次|人次|人数|份数|件数|项数|户数|处数|金额|日期|名称|时间|数量|数|值|率)$"
)
NUMBER = re.compile(r"^(?:约|近|共)?[\d０-９.,，一二三四五六七八九十百千万两零〇]+(?:余)?")
_MEASURE_WORDS = "次场份人件项户处个家元万亿名条篇批笔辆间套"
# units that count the same things, and the unit that a slot's name asks for: 抽查份数, 会议次数
_SAME_UNITS = {"名": "人", "场": "次", "项": "件", "条": "件", "个": "件", "起": "件", "宗": "件"}
_UNIT_OF_NAME = re.compile(r"[次场份人件项户处家名条篇批笔辆间套](?=[次数]*数?$)")
_OPENS = 3  # pairs that a clause must share with the first of a measure to stand for it
_LEANS = re.compile(r"[，；](?:其中|均|分别|全部为|占)")
# what titles have in common, whatever they are about
_GENERAL = re.compile(
    r"[《》]|^.{0,20}?[省市县区旗镇乡]|管理|监督|实施|工作|暂行|试行|办法|制度|细则|规定|规则|方案|意见|清单|责任|进一步|加强|规范"
)
# a document that the user names without title brackets
_RULE = re.compile(
    r"(?:印发|修订|制定|完善|出台|建立).{2,30}(?:制度|办法|规程|规则|细则|规定|方案|清单|预案|标准)$"
)
ISSUE = re.compile(r"印发|修订|制定|出台|下发|发布|建立|完善")


def places_for(
    text: str, clause: GivenClause, slots: Mapping[str, Slot], topic: str = ""
) -> Iterator[tuple[int, int]]:
    """Clauses of a template that the user's may replace, those with the most words of it first.

    One of its placeholders waits for what the user's clause states; what follows does not lean
    on it (其中…, 均…). Words of ``topic`` do not count as shared: they are the user's anyway.
    """
    own = content_pairs(clause.text, [item.text for item in clause.items]) - content_pairs(topic)
    found: dict[tuple[int, int], int] = {}
    for place in PLACEHOLDER.finditer(text):
        start, end = clause_around(text, place.start(), place.end())
        slot = slots.get(place[1])
        if slot is None or _LEANS.match(text, end):
            continue
        near = len(own & content_pairs(PLACEHOLDER.sub("，", text[start:end])))
        opens = slot.kind != "document" and start == 0 and end < len(text) - 1
        if opens and near < _OPENS:
            continue  # what follows speaks of what the first clause says
        behind = text[place.end() : place.end() + 2]
        titles = [item.text for item in clause.items if item.kind == "document"]
        if not all(is_of_the_matter(title, text) for title in titles):
            continue
        if any(waits_for(slot, item, clause.text, behind, near) for item in clause.items) or (
            slot.kind == "document"
            and not clause.items
            and _RULE.search(clause.text)
            and is_of_the_matter(clause.text, text)
        ):
            found[start, end] = max(near, found.get((start, end), 0))
    yield from sorted(found, key=lambda span: (-found[span], span))


def waits_for(slot: Slot, item: Item, clause: str, behind: str, near: int) -> bool:
    """Whether the user's clause states what a slot asks for: its kind, its unit, its matter."""
    if item.kind == "date" or slot.kind != item.kind:
        return False
    if item.kind != "count":
        return near > 0 or fits(slot, item, clause, behind)
    unit = NUMBER.sub("", item.text)[:1]
    named = _UNIT_OF_NAME.search(slot.name)
    asked = named[0] if named else behind[:1]
    if unit and asked and asked in _MEASURE_WORDS and _same_unit(asked) != _same_unit(unit):
        return False
    return near > 0 or fits(slot, item, clause, behind)


def _same_unit(unit: str) -> str:
    return _SAME_UNITS.get(unit, unit)


def fits(slot: Slot | None, item: Item, clause: str, behind: str) -> bool:
    if slot is None or slot.kind != item.kind:
        return False
    if item.kind == "document":
        return bool(ISSUE.search(clause)) or any(verb in clause for verb in slot.verbs)
    if item.kind in {"count", "money"}:
        unit = NUMBER.sub("", item.text)
        if unit and behind and behind[0] in _MEASURE_WORDS and behind[0] != unit[0]:
            return False
    if any(verb in clause for verb in slot.verbs):
        return True
    stem = _TAIL.sub("", slot.name)
    return len(stem) >= 2 and stem in clause


def is_of_the_matter(title: str, text: str) -> bool:
    """Whether a document can hold what the template says of it: they share a word of the matter.

    《河道采砂现场监管办法》 is not said to set how often a river is walked.
    """
    matter = content_pairs(_GENERAL.sub("，", title))
    return not matter or bool(matter & content_pairs(PLACEHOLDER.sub("，", text)))
