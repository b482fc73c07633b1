"""Naming: what a placeholder is called, so that a sentence reads well and says what to give.

检查12次 → 检查【待填：检查次数】次; 3月5日印发 → 【待填：印发日期】印发. The name comes from the
word nearest to the fact in its own clause (data/placeholders.txt) and, for counts, from the unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from assistant.facts.fact import Fact, Kind
from assistant.facts.vocabulary import alternation, lines, sections

_CLAUSE = re.compile(r"[，。；：！？\n【】]")
_REACH = 24
_DEFAULT: dict[Kind, str] = {
    "date": "具体日期",
    "count": "数量",
    "money": "金额",
    "percent": "比例",
    "document": "文件名称",
    "organization": "单位名称",
    "place": "地点名称",
    "person": "姓名",
    "phone": "联系电话",
    "email": "电子邮箱",
    "title": "活动名称",
}
_ENDINGS: dict[str, Kind] = {
    "日期": "date",
    "时间": "date",
    "时限": "date",
    "金额": "money",
    "比例": "percent",
    "率": "percent",
}
_FOUND = re.compile("发现|查出|排查|查找|检出|查摆|梳理")
_FIXED = re.compile("整改|销号|办结|解决|完成")
_RATE = re.compile(r"([\u4e00-\u9fff]{2}率)[\u4e00-\u9fff]{0,3}$")
_PUNISHED = re.compile("处分|诫勉|批评教育|问责|追责|处理|警告|通报批评")
_TRAINED = re.compile("培训|轮训|参训|授课")
_DEADLINE = re.compile(r"(?:底|之)?前")


def placeholder_name(folded: str, fact: Fact) -> str:
    """The name for a fact of the folded text: 印发日期, 检查次数, 文件名称."""
    left = _CLAUSE.split(folded[max(0, fact.start - _REACH) : fact.start])[-1]
    right = _CLAUSE.split(folded[fact.end : fact.end + _REACH])[0]
    if fact.kind == "date":
        return _date_name(fact, left, right)
    if fact.kind == "count":
        return _count_name(fact, left, right)
    if fact.kind == "percent":
        rate = _RATE.search(left)
        if rate:
            return rate[1]
    return _nearest(fact.kind, left, right) or _DEFAULT[fact.kind]


def name_of_term(term: str) -> str:
    """The name for a borrowed term without a kind of its own (a brand, a campaign)."""
    return next((name for name, words in _rules("title") if term.endswith(words)), "名称")


def kind_of_name(name: str) -> Kind | Literal["text"]:
    """The kind of fact that a placeholder of this name waits for; "text" where none is known."""
    for kind, default in _DEFAULT.items():
        listed = kind in sections("placeholders.txt") and name in dict(_rules(kind))
        if name == default or listed:
            return kind
    ending = next((end for end in _ENDINGS if name.endswith(end)), "")
    if ending:
        return _ENDINGS[ending]
    counted = name.endswith(("数", *_by_unit().values()))
    return "count" if counted else "text"


def _date_name(fact: Fact, left: str, right: str) -> str:
    if _DEADLINE.match(right):
        return "完成时限"
    nearest = _nearest("date", left, right, right_first=True)
    if fact.period is None:
        return "起止时间" if fact.quantity is not None else "具体时间"
    if fact.period.stretch:
        return "起止时间"
    return nearest or _DEFAULT["date"]


def _count_name(fact: Fact, left: str, right: str) -> str:
    unit = fact.quantity.unit if fact.quantity is not None else ""
    if fact.quantity is not None and fact.quantity.ordinal:
        return "次序" if unit == "次" else f"{unit}次序"[-4:]
    ending = _by_unit().get(unit, "数量")
    both = left + "\n" + right
    if ending == "人数" and _PUNISHED.search(both):
        return "处理人数"
    if ending == "人次" and _TRAINED.search(both):
        return "参训人次"
    noun = _nearest_word(left[-8:], right[:8])
    if noun in {"问题", "隐患"} and ending in {"数量", "处数", "件数"}:
        verb = "发现" if _FOUND.search(both) else "整改" if _FIXED.search(both) else ""
        return f"{verb}{noun}数"
    return f"{noun}{ending}"


@cache
def _by_unit() -> dict[str, str]:
    """Unit → the end of a count's name: 次 → 次数, 人 → 人数."""
    return {unit: name for name, units in _rules("unit") for unit in units}


@cache
def _rules(section: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Names of a section with the words that call for them."""
    found = []
    for line in lines("placeholders.txt", section):
        name, _, words = line.partition(":")
        found.append((name, tuple(words.split())))
    return tuple(found)


def _nearest(kind: Kind, left: str, right: str, *, right_first: bool = False) -> str | None:
    """The name whose word stands nearest; what follows a date says what happened then."""
    if kind not in sections("placeholders.txt"):
        return None
    handicap = 30 if right_first else 0
    ranked = [
        (distance, order, name)
        for order, (name, words) in enumerate(_rules(kind))
        for word in words
        for distance in _distances(word, left, right, handicap)
    ]
    return min(ranked)[2] if ranked else None


def _distances(word: str, left: str, right: str, handicap: int) -> Iterator[int]:
    at = right.find(word)
    if at >= 0:
        yield at
    at = left.rfind(word)
    if at >= 0:
        yield len(left) - at - len(word) + handicap


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(alternation("events.txt", *sections("events.txt")))


def _nearest_word(left: str, right: str) -> str:
    """What is counted: the word right (3次会议) or left (会议3次) of the figure, or ""."""
    found = list(_nouns().finditer(left))
    after = _nouns().search(right)
    if after is not None and after.start() <= 2 and (not found or found[-1].end() < len(left) - 1):
        return after.group()[:4]
    if found:
        return found[-1].group()[:4]
    return after.group()[:4] if after is not None else ""
