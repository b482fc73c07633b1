"""Ledger: the counts of aspects, problems and measures that the frame of a notice states.

Each entry is a number with what it counts (areas, problems, measures, or a rate) and its role:
a total, or a part of it that is done, basically done or still open. Figures inside the records
are not the notice's own account and stay out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Literal

from assistant.notice.numerals import value_of

What = Literal["areas", "problems", "measures", "rate"]
Role = Literal["total", "done", "basic", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One count at [start, end); ``group`` numbers the clause group (between 。 or ；) it is in.

    ``decimals`` is the printed precision of a rate; ``special`` marks a count of a special
    inspection (选人用人、意识形态专项检查) that may come on top of the main one.
    """

    what: What
    role: Role
    value: float
    unit: str
    start: int
    end: int
    group: int
    decimals: int = 0
    special: bool = False
    all_done: bool = False


_NUM = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,4})"
_GROUP = re.compile(r"[^。；！？\n]+")
_DONE = (
    r"(?:(?:已经?|均已?|全部|现已)?(?:完成整改|整改完成|整改到位|整改完毕|完成|办结|销号"
    r"|落实到位)|(?:已经?|均已?|全部|现已)(?:整改|解决|落实))"
)
_BASIC = (
    r"(?:基本(?:完成整改|完成|整改到位|整改|解决)|取得(?:了)?(?:阶段性|明显|初步|积极)?(?:成效"
    r"|成果|进展)|阶段性(?:完成|成效)|初步完成)"
)
_OPEN = (
    r"(?:(?:正在|持续|有序|稳步|继续|仍在|正|需|尚需)(?:推进|整改|办理|完善|实施|解决)(?:整改"
    r"|中)?|推进中|整改中|(?:尚|还|仍)?未完成(?:整改)?|尚未(?:完成|整改到位|办结)(?:整改)?"
    r"|(?:需要?|须)?长期(?:坚持|整改|推进)(?:整改)?|推进|剩余|余下|其余|还有|尚有)"
)
_STATE = rf"(?:(?P<basic>{_BASIC})|(?P<open>{_OPEN})|(?P<done>{_DONE}))"
_NOUN = (
    r"(?:(?:具体|突出|主要|重点|反馈|共性|个性)?的?(?P<problem>问题)|(?:具体)?的?(?:整改"
    r"|工作)?(?:具体)?(?P<measure>措施|举措))"
)

_AREAS = re.compile(rf"(?P<n>{_NUM})(?P<unit>个|大)(?:大)?方面")
_TOTAL = re.compile(rf"(?<![第\d.])(?P<n>{_NUM})(?P<unit>个|项|条)(?:方面的?)?{_NOUN}")
_NOUN_FIRST = re.compile(
    rf"(?:(?P<problem>问题)|(?P<measure>措施|举措))(?:共|共计|总计|合计)?(?P<n>{_NUM})(?P<unit>个|项|条)(?!方面)"
)
_STATE_FIRST = re.compile(
    rf"{_STATE}(?:的|了|有|整改)?(?:的)?(?P<n>{_NUM})(?P<unit>个|项|条)(?!{_NUM}|月|季度|小时|工作日|方面|制度|文件|机制|办法)(?P<noun>{_NOUN})?"
)
_STATE_AFTER = re.compile(
    rf"(?<![第\d.])(?P<n>{_NUM})(?P<unit>个|项|条)(?:{_NOUN})?(?:已经?|均|均已|全部|现已|需|正|仍|尚)?{_STATE}"
)
_RATE = re.compile(
    r"(?:问题|措施|整改|任务)?(?P<what>问题|措施)?(?:整改)?(?:完成|整改|落实|办结|销号|到位)率(?:分别)?(?:均)?(?:已)?(?:为|达到|达|是)?(?P<n>\d{1,3}(?:\.\d{1,2})?)%"
    r"(?:[和、](?P<n2>\d{1,3}(?:\.\d{1,2})?)%)?"
)
SPECIAL = re.compile(r"选人用人|意识形态|专项(?:检查|巡察|巡视)|巡[察视]整改(?:情况)?专项")
_OWN_SEARCH = re.compile(
    r"(?:自查|排查|发现|查摆|收集|征求|研究解决|协调解决|解决了?|先期|初步|提出|查找|立行立改的?)[^，。；]{0,10}$"
)
_FED_BACK = re.compile(r"反馈|指出|巡[察视]")
_ABOUT_FEEDBACK = re.compile(r"反馈|指出|巡[察视]|问题")
_ALL = re.compile(
    r"(?:[^，。；\d]{0,8})(?:全部|均|都|悉数)(?:已|得到)?[^，。；\d]{0,6}(?:完成|整改|到位|办结|销号|解决|落实)"
)
_LEFT_BEFORE = re.compile(
    r"(?:剩余|余下|其余|还有|尚有|未完成的?|尚未完成的?|正在推进的?|未办结的?)[^，。；\d]{0,4}$"
)
_DONE_BEFORE = re.compile(r"(?:完成(?:整改)?|整改完成|整改到位|办结|销号|解决)(?:的|了)?$")
# a total is announced: by the feedback, by 共, at the head of a clause, or by what was made of it
_ANNOUNCED = re.compile(
    r"(?:反馈|指出|巡[察视])[^，。；]{0,24}$|(?:共|共计|合计|总计|全部|为|成|出|制定|细化|分解|提出|确定|形成|明确|梳理|涉及|列出|承担)(?:了|的)?$"
    r"|方面[、，和及中的共]{0,3}$|(?:^|[，：])(?:目前|至今|集中整改期间|[^，。；]{0,6}以来|全[镇乡县市区校院局村社]|上述)?[，的]?$|截[至止][^，。；]{0,16}$"
)
_ANNOUNCES = re.compile(
    r"(?:中|，)?(?:已|均|全部|完成|办结|销号|整改(?:完成|到位)|落实到位|分解|细化|逐[条项一]|按|制定|形成|的整改)"
)
_SAMPLE = re.compile(
    r"(?:随机|抽|选取|其中|另|再|各|每|立行立改|即知即改|立查立改)[^，。；]{0,8}$|[对有把]$"
)
_PARTIAL_MEASURE = re.compile(
    r"(?:立行立改|长期|短期|中期|防范|先期|第一批|新增|其中|新|补充|方面|每[个项条]|一般|重点)[^，。；\d]{0,6}$"
)


_Reader = Callable[[str, int, int, re.Match[str], int], Entry | None]


# no notice states nearly so many figures about itself; beyond them the text is something else
_MOST = 200
# how far before a figure the words that announce it may stand
_REACH = 80


class Ledger:
    """The entries of a notice in the order of the text, and what follows from them."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries

    def of(self, what: What, *roles: Role) -> tuple[Entry, ...]:
        """The entries that count ``what`` in one of ``roles`` (all roles if none is given)."""
        return tuple(e for e in self.entries if e.what == what and (not roles or e.role in roles))

    @cached_property
    def all_done(self) -> bool:
        """Whether the notice says that every problem is finished."""
        totals = [entry for entry in self.of("problems", "total") if not entry.special]
        if self.of("problems", "open", "basic"):
            return False
        done = self.of("problems", "done")
        if any(entry.all_done for entry in totals):
            return True
        return bool(totals and done) and max(e.value for e in done) == max(e.value for e in totals)


def read_ledger(
    folded: str, frame: Sequence[tuple[int, int]], plans: Sequence[tuple[int, int]]
) -> Ledger:
    """Read the spans of the frame; those of ``plans`` (next steps) give no totals."""
    entries: list[Entry] = []
    group = 0
    spans = [(*span, False) for span in frame] + [(*span, True) for span in plans]
    for start, end, is_plan in spans:
        for match in _GROUP.finditer(folded, start, end):
            group += 1
            found = list(_group_entries(folded, *match.span(), group))
            if len(entries) > _MOST:
                return Ledger(tuple(entries))
            told = (_resolve(entry, entries + found) for entry in found)
            entries += [e for e in told if e is not None and not (is_plan and e.role == "total")]
    return Ledger(tuple(sorted(entries, key=lambda entry: entry.start)))


def _group_entries(text: str, left: int, right: int, group: int) -> Iterator[Entry]:
    """The entries of one clause group; every figure is read once, by the first form that fits."""
    taken: list[tuple[int, int]] = []
    for match in _RATE.finditer(text, left, right):
        taken.append(match.span())
        yield from _rates(match, group)
    for pattern, read in _FORMS:
        for match in islice(pattern.finditer(text, left, right), _MOST):
            start, end = match.span("n")
            if any(a < end and start < b for a, b in taken):
                continue
            entry = read(text, left, right, match, group)
            if entry is not None:
                taken.append((start, end))
                yield entry


def _area(text: str, left: int, right: int, match: re.Match[str], group: int) -> Entry | None:
    window = max(left, match.start() - _REACH), min(right, match.end() + _REACH)
    if not _ABOUT_FEEDBACK.search(text, *window):
        return None
    return _entry(match, what="areas", role="total", group=group)


def _before(text: str, left: int, at: int) -> str:
    """The words before a figure, no further than its group; 、 stands where they are cut."""
    start = at - _REACH
    return text[left:at] if start <= left else f"、{text[start:at]}"


def _state(text: str, left: int, right: int, match: re.Match[str], group: int) -> Entry | None:
    """已完成7个, 7个已完成: a part in the state that its words give."""
    if match.re is _STATE_AFTER and _SAMPLE.search(_before(text, left, match.start())):
        return None
    what = _what(match)
    role = _role(match)
    return _entry(match, what=what or "problems", role=role, group=group, open_=what is None)


def _rates(match: re.Match[str], group: int) -> Iterator[Entry]:
    for name in ("n", "n2"):
        number = match.group(name)
        if number is not None:
            yield Entry(
                what="rate",
                role="total",
                value=float(number),
                unit="%",
                start=match.start(),
                end=match.end(),
                group=group,
                decimals=len(number.partition(".")[2]),
            )


def _what(match: re.Match[str]) -> What | None:
    groups = match.groupdict()
    if groups.get("problem"):
        return "problems"
    return "measures" if groups.get("measure") else None


def _role(match: re.Match[str]) -> Role:
    if match.group("basic"):
        return "basic"
    return "open" if match.group("open") else "done"


def _entry(
    match: re.Match[str], *, what: What, role: Role, group: int, open_: bool = False
) -> Entry:
    """``open_``: the noun is not given and is to be found by the unit (see _resolve)."""
    return Entry(
        what=what,
        role=role,
        value=value_of(match.group("n")) or 0.0,
        unit=("?" if open_ else "") + match.group("unit"),
        start=match.start(),
        end=match.end(),
        group=group,
    )


def _total(text: str, left: int, right: int, match: re.Match[str], group: int) -> Entry | None:
    what = _what(match)
    before = _before(text, left, match.start())
    if what is None or match.group("n") == "一":
        return None
    fed_back = bool(_FED_BACK.search(before[-24:]))
    if what == "problems" and _OWN_SEARCH.search(before) and not fed_back:
        return None
    if what == "measures" and _PARTIAL_MEASURE.search(before):
        return None
    if match.re is _NOUN_FIRST and what == "problems" and not fed_back:
        return None
    if _SAMPLE.search(before):
        return None
    entry = _entry(match, what=what, role="total", group=group)
    if _LEFT_BEFORE.search(before):
        return replace(entry, role="open")
    if _DONE_BEFORE.search(before):
        return replace(entry, role="done")
    if not (_ANNOUNCED.search(before) or _ANNOUNCES.match(text, match.end(), right)):
        return None
    clause = before[max(before.rfind(mark) for mark in "，：") + 1 :]
    return replace(
        entry,
        special=bool(SPECIAL.search(clause)),
        all_done=bool(_ALL.match(text, match.end(), right)),
    )


def _resolve(entry: Entry, known: list[Entry]) -> Entry | None:
    """Give a count without a noun the thing it counts: that of the nearest total in its unit."""
    if not entry.unit.startswith("?"):
        return entry
    unit = entry.unit[1:]
    totals = [e for e in known if e.role == "total" and e.what != "rate" and e.what != "areas"]
    before = [e for e in totals if e.start < entry.start]
    same_group = [e for e in before if e.group == entry.group]
    fitting = [e for e in same_group if e.unit == unit] or [e for e in before if e.unit == unit]
    if not fitting and len({e.what for e in totals}) == 1:
        fitting = totals
    if not fitting:
        return None  # counted in a unit that no total uses: nothing to hold it against
    return replace(entry, what=fitting[-1].what, unit=unit)


_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_AREAS, _area),
    (_STATE_FIRST, _state),
    (_TOTAL, _total),
    (_NOUN_FIRST, _total),
    (_STATE_AFTER, _state),
)
