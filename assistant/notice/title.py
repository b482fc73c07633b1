"""Title: the line or lines that name the issuer and the kind of notice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.notice.residue import is_residue
from assistant.notice.sheet import Segment, Sheet

_GENRE_END = re.compile(
    r"(?:通报|报告|公告|公示|公布|公开|情况|情况说明|汇报)(?: ?（[^（）]{0,20}）)?$"
)
# a heading about one problem may end in 情况, too
_PROBLEM = re.compile(r"”[^“”]{0,6}问题|[不未缺][^反馈巡察视]{1,8}问题的?整改(?:落实|进展)?情况$")
_SUBJECT = re.compile(r"整改|巡[察视]")
_ORGANISATION_END = re.compile(
    r"(?:党组|党委|委员会|党支部|党总支|总支部|支部|党工委|工委|分党组|机关党委|公司|集团|中心|学院|大学|学校|医院|团委|总工会|工会|局|厅"
    r"|办公室|团[省市县区]委|[省市县区]委|联合会|协会|政府|妇联|科协|文联|银行|分行|支行|报社|研究院|研究所|[小中]学)$"
)
_ORGANISATION = re.compile(r"^(?P<org>.{2,60}?)关于", re.DOTALL)
# …党支部巡察整改进展情况通报: the name of the body ends where the subject begins
_BEFORE_SUBJECT = re.compile(r"^(?P<org>.{2,60}?)(?=巡[察视]|落实|整改)", re.DOTALL)
_PLAIN = re.compile(r"整改.{0,16}(?:通报|报告|公告|公示|情况说明|情况公开)$")
_SEARCHED = 60
_MOST_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """Where the title stands: segments [first, last], characters [start, end)."""

    first: int
    last: int
    start: int
    end: int
    organisation: str | None


def find_title(sheet: Sheet) -> Title | None:
    """The last title-like group of lines before the body begins, or None.

    A page repeats its title (window title, breadcrumb, heading); the one nearest the body is the
    notice's own.
    """
    best: Title | None = None
    for segment in sheet.segments[sheet.front : sheet.front + _SEARCHED]:
        if _is_body(sheet.words(segment)):
            break
        found = _title_ending_at(sheet, segment)
        if found is not None:
            best = found
        elif segment.marker is not None and best is not None:
            break
    return best


def _is_body(line: str) -> bool:
    return len(line) > 50 and "。" in line and _SUBJECT.search(line) is not None


def _title_ending_at(sheet: Sheet, last: Segment) -> Title | None:
    line = sheet.whole(last)
    if last.marker is not None or len(line) > 120 or not _GENRE_END.search(line):
        return None
    if is_residue(line) or _PROBLEM.search(line):
        return None
    for count in range(1, _MOST_LINES + 1):
        first = last.index - count + 1
        if first < sheet.front or not _may_belong(sheet, sheet.segments[first], alone=count == 1):
            break
        joined = _joined(sheet, first, last.index)
        if "关于" in joined and _SUBJECT.search(joined):
            return _with_organisation(sheet, first, last.index)
    return _plain_title(sheet, last)


def _plain_title(sheet: Sheet, line: Segment) -> Title | None:
    """A title on one line without 关于, e.g. …党支部巡察整改进展情况通报."""
    if _PLAIN.search(sheet.whole(line)):
        return _with_organisation(sheet, line.index, line.index)
    return None


def _may_belong(sheet: Sheet, segment: Segment, *, alone: bool) -> bool:
    line = sheet.whole(segment)
    if segment.marker is not None or len(line) > 120 or is_residue(line):
        return False
    return alone or not re.search(r"[。；！？：]", line)


def _joined(sheet: Sheet, first: int, last: int) -> str:
    return "".join(sheet.whole(segment) for segment in sheet.segments[first : last + 1])


def _with_organisation(sheet: Sheet, first: int, last: int) -> Title:
    """The title from ``first`` to ``last``, with organisation lines above it taken in."""
    while first > sheet.front and last - first < _MOST_LINES - 1:
        above = sheet.whole(sheet.segments[first - 1])
        opens = _joined(sheet, first, last).startswith("关于")
        if not opens or not is_organisation(above):
            break
        first -= 1
    joined = _joined(sheet, first, last)
    return Title(
        first=first,
        last=last,
        start=sheet.segments[first].start,
        end=sheet.segments[last].end,
        organisation=named_in(joined),
    )


def named_in(title: str) -> str | None:
    """The body that a (folded) title names before 关于, or before its subject; None for no body."""
    match = _ORGANISATION.match(title)
    if match is not None:
        return match["org"].strip()
    match = _BEFORE_SUBJECT.match(title)
    named = match is not None and not match["org"].startswith("关于")
    return match["org"].strip() if match and named and is_organisation(match["org"]) else None


def is_organisation(line: str) -> bool:
    """Whether a line is nothing but the name of a body (a signature, a title's first line)."""
    bare = line.strip("（） 。")
    return (
        2 < len(bare) <= 45
        and not re.search(r"[。，；：！？、]", bare)
        and _ORGANISATION_END.search(bare) is not None
    )
