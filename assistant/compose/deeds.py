"""Deeds: money that came back and people who were dealt with, added up from the user's own words.

Only figures that the user gave and that the notice prints are added, and only where every summand
is said of one verb in one unit (退还0.85万元 and 退还12.6万元). A figure that stands alone is given as
the user gave it. Where anything is in doubt (a rough figure, a total beside its parts, an open place
of the same verb) the answer is a placeholder. A sum of persons over several problems counts
人次: who was dealt with twice is one person, but two cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.compose.wording import blank
from assistant.facts.extract import extract

_MONEY = re.compile(
    r"退还|返还|退赔|追回|追缴|收回|清收|收缴|清退|退缴|补缴|补交|补齐|上缴|挽回|补发|扣罚|核减|扣减"
)
_PEOPLE = re.compile(
    r"党纪政务处分|党纪处分|政务处分|处分|组织处理|诫勉|批评教育|责令(?:作出)?(?:书面)?检[查讨]|提醒谈话"
    r"|谈话提醒|警示谈话|约谈|通报批评|问责|免职|调离"
)
_AMOUNT = re.compile(r"(?P<n>\d+(?:\.\d+)?)(?P<u>亿元|万元|元)")
_HEADS = re.compile(r"(?P<n>\d+)(?:个)?(?P<u>人次|人|名|位)")
_OPEN_MONEY = re.compile(r"【待填：[^【】]*(?:金额|资金|租金|费|款)[^【】]*】")
_OPEN_PEOPLE = re.compile(r"【待填：[^【】]*(?:人次|人数|谈话|处理方式)[^【】]*】")
# directly before the verb: nothing was done yet
_NOT_DONE = re.compile(
    r"(?:[应拟将未待]|计划|预计|力争|争取)(?:予以|全部|全额|及时|依规|依法|当|要)?$"
)
_WHOLE = re.compile(r"累计|合计|总计|共")
_BOUND = re.compile(r"[，。；：、！？\n]")
_CALLED = {"扣罚": "金额", "核减": "金额", "扣减": "金额"}
_WINDOW = 100  # characters to either side of a figure in which its clause is looked for
_LONGEST = 16  # characters of a clause that is repeated as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A phrase for the statistics; ``remark`` tells the user how it was found, None: as given."""

    text: str
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deed:
    """A figure said of ``verb``; ``n`` None where it is rough or its verb is not sure.

    ``whole``: it is said to be the sum of others (累计). ``source`` counts the problems.
    """

    verb: str
    n: Decimal | None
    unit: str
    words: str
    source: int
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    verbs: re.Pattern[str]
    figure: re.Pattern[str]
    kind: str
    open_place: re.Pattern[str]


_KINDS = {
    "money": _Kind(verbs=_MONEY, figure=_AMOUNT, kind="money", open_place=_OPEN_MONEY),
    "people": _Kind(verbs=_PEOPLE, figure=_HEADS, kind="count", open_place=_OPEN_PEOPLE),
}


def money_totals(said: Sequence[Sequence[str]], printed: Sequence[str]) -> Iterator[Total]:
    """Yield the money by verb: ``said`` has the user's words of each problem, ``printed`` the
    paragraph that the notice has of it."""
    for verb, deeds, is_open in _by_verb(said, printed, _KINDS["money"]):
        name = f"{verb}{_CALLED.get(verb, '资金')}"
        added = None if is_open else _sum(deeds)
        if added is None:
            yield _unknown(name, f"{name}合计", deeds)
        elif len(deeds) == 1:
            only = deeds[0].words
            yield Total(text=only if len(only) <= _LONGEST else f"{name}{_figure(added, deeds)}")
        else:
            yield _added(f"{name}{_figure(added, deeds)}", deeds)


def people_totals(said: Sequence[Sequence[str]], printed: Sequence[str]) -> Iterator[Total]:
    """Yield the people by what was done to them; sequences as in ``money_totals``."""
    for verb, deeds, is_open in _by_verb(said, printed, _KINDS["people"]):
        added = None if is_open else _sum(deeds)
        if added is None:
            yield _unknown(verb, f"{verb}人次", deeds)
        elif len(deeds) == 1:
            yield Total(text=f"{verb}{_figure(added, deeds)}")
        else:
            yield _added(f"{verb}{added}人次", deeds)


def _by_verb(
    said: Sequence[Sequence[str]], printed: Sequence[str], kind: _Kind
) -> Iterator[tuple[str, list[_Deed], bool]]:
    """Each verb in the order of the text, its deeds, and whether a place of it is still open."""
    found = [
        deed
        for source, (texts, paragraph) in enumerate(zip(said, printed, strict=True))
        for text in texts
        for deed in _deeds(text, paragraph, source, kind)
    ]
    for verb in dict.fromkeys(deed.verb for deed in found):
        open_here = re.compile(rf"{verb}[^，。；、【】]{{0,16}}{kind.open_place.pattern}")
        yield (
            verb,
            [deed for deed in found if deed.verb == verb],
            any(open_here.search(paragraph) for paragraph in printed),
        )


def _deeds(text: str, paragraph: str, source: int, kind: _Kind) -> Iterator[_Deed]:
    """Yield the figures of ``text`` that are said of a deed and stand in the paragraph too."""
    for fact in extract(text):
        if fact.kind != kind.kind or fact.text not in paragraph:
            continue
        figure = kind.figure.search(fact.text.replace(",", ""))
        if kind.kind == "count" and figure is None:
            continue
        left, right = _clause(text, fact.start, fact.end)
        verbs = list(kind.verbs.finditer(text, left, right))
        before = [verb for verb in verbs if verb.end() <= fact.start]
        sure = figure is not None and fact.quantity is not None and fact.quantity.exact
        if not verbs:
            # 追回津贴补贴，共3.2万元: the verb stands in the clause before
            earlier = list(kind.verbs.finditer(text, *_clause(text, left - 1, left - 1)))
            if left == 0 or not earlier or kind.kind == "count":
                continue
            verbs, before, sure = earlier[-1:], [], False
        verb = (before or verbs)[-1 if before else 0]
        if text.startswith("其中", left) or _NOT_DONE.search(text[left : verb.start()]):
            continue
        alone = kind.kind == "money" or len({found[0] for found in verbs}) == 1
        yield _Deed(
            verb=verb[0],
            n=Decimal(figure["n"]) if figure and sure and alone else None,
            unit={"名": "人", "位": "人"}.get(figure["u"], figure["u"]) if figure else "",
            words=_words(text, verb, fact.start, fact.end, kind),
            source=source,
            whole=_WHOLE.search(text, left, right) is not None,
        )


def _words(text: str, verb: re.Match[str], start: int, end: int, kind: _Kind) -> str:
    """The user's own words from verb to figure; where the figure comes first, built of the two."""
    if verb.end() <= start:
        return text[verb.start() : end]
    what = _CALLED.get(verb[0], "资金") if kind.kind == "money" else ""
    return f"{verb[0]}{what}{text[start:end]}"


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) widened to the clause between two marks of punctuation, 200 characters at most."""
    first, last = max(0, start - _WINDOW), min(len(text), max(end, 0) + _WINDOW)
    left = max((m.end() for m in _BOUND.finditer(text, first, max(start, 0))), default=first)
    after = _BOUND.search(text, max(end, 0), last)
    return left, after.start() if after else last


def _sum(deeds: Sequence[_Deed]) -> Decimal | None:
    """The sum, or None where it is not safe: see the head of this file."""
    numbers = [deed.n for deed in deeds]
    if None in numbers or len({deed.unit for deed in deeds}) > 1:
        return None
    same = {(deed.source, deed.n) for deed in deeds}
    if len(same) < len(deeds) or (len(deeds) > 1 and any(deed.whole for deed in deeds)):
        return None
    return sum((n for n in numbers if n is not None), Decimal(0))


def _figure(value: Decimal, deeds: Sequence[_Deed]) -> str:
    return f"{value:f}{deeds[0].unit}"


def _added(text: str, deeds: Sequence[_Deed]) -> Total:
    parts = "＋".join(f"{deed.n:f}{deed.unit}" for deed in deeds if deed.n is not None)
    return Total(text=text, remark=f"总体数据里的“{text}”由程序把事实相加（{parts}）：请核对")


def _unknown(name: str, asked: str, deeds: Sequence[_Deed]) -> Total:
    known = "、".join(dict.fromkeys(deed.words for deed in deeds))
    return Total(
        text=f"{name}{blank(asked)}",
        remark=f"总体数据里的{asked}没有算（事实里有：{known}；还有待填处，或口径不一）：请核实后填写",
    )
