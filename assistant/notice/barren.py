"""Barren: the outermost parts of a notice that hold no problems (组织情况, 下一步工作)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.notice.marks import kind_of
from assistant.notice.outline import Heading
from assistant.notice.parts import foretells, opens_next_steps
from assistant.notice.sheet import Sheet
from assistant.notice.signs import Signs

_NO_PROBLEM_PARTS = ("organization", "next_steps", "contact", "statistics")


def barren_roots(
    sheet: Sheet, outline: Sequence[Heading], signs: Sequence[Signs]
) -> frozenset[int]:
    """The parts that hold no problems by their very name (组织情况, 下一步工作).

    The main part of the notice may bear such a name too (主要做法和成效, 问题整改完成情况): where the
    longest part lists faults, they are its problems whatever it is called.
    """
    named = roots_named(sheet, outline, _NO_PROBLEM_PARTS)
    barren = {index for index in named if not signs[index].fault}
    misnamed = roots_named(sheet, outline, ("organization", "statistics"))
    roots = [heading for heading in outline if heading.parent is None]
    main = max(roots, key=lambda root: _length(sheet, root), default=None)
    if main is not None and main.index in misnamed and _lists_faults(outline, signs, main):
        barren.discard(main.index)
    barren |= _opening_roots(sheet, outline, signs, main)
    return frozenset(barren) | closing_root(sheet, outline, signs)


# what a unit tells of the rectification at large, and of no problem of it
_AT_LARGE = tuple(
    re.compile(words)
    for words in (
        r"(?:整改|巡[察视])[^。；，]{0,8}(?:领导小组|专班)",
        r"(?:领导小组|专班)(?:会议|办公室)|推进会|调度会|工作例会",
        r"整改(?:工作|落实|任务)?(?:总体|实施)?方案|三张清单|[问题任务责任]{2}清单",
        r"(?:民主|组织)生活会",
        r"反馈(?:当天|当日|会|意见后|后)|传达(?:学习)?[^。；，]{0,12}反馈|学习[^。；，]{0,12}反馈意见",
        r"(?:反馈|指出|巡[察视])[^。；，]{0,8}(?:\d{1,3}|[一二三四五六七八九十]{1,3})[个项条][^。；，]{0,8}(?:问题|意见)",
        r"专题会议|一问题一|提醒[单函]|督查通知|督办单|销号(?:申请|程序|制度|管理)|整改(?:台账|进度|督[查办导])",
    )
)
_LEAST_AT_LARGE = 3


def _opening_roots(
    sheet: Sheet, outline: Sequence[Heading], signs: Sequence[Signs], main: Heading | None
) -> set[int]:
    """The parts before the account that tell how the whole was organised, whatever they are called.

    Known by what stands in them: captions none of which states a fault, and several things that
    concern the rectification at large; the account itself is the longest part, and lists faults.
    """
    if main is None or not _lists_faults(outline, signs, main):
        return set()
    by_name = kind_of(sheet, main.segment) == "problems"
    out: set[int] = set()
    for root in outline:
        if root.parent is not None or root.segment.index >= main.segment.index:
            continue
        below = [h.index for h in outline if root.segment.index < h.segment.index <= root.last]
        if any(signs[index].fault for index in (root.index, *below)):
            continue
        told = sheet.shape[root.segment.start : sheet.segments[root.last].end]
        least = 1 if by_name else _LEAST_AT_LARGE
        if sum(bool(pattern.search(told)) for pattern in _AT_LARGE) >= least:
            out.add(root.index)
    return out


def _length(sheet: Sheet, root: Heading) -> int:
    return sheet.segments[root.last].end - root.segment.start


def _lists_faults(outline: Sequence[Heading], signs: Sequence[Signs], root: Heading) -> bool:
    """Whether a good part of the captions beneath a heading state faults."""
    inside = [h.index for h in outline if root.segment.index < h.segment.index <= root.last]
    faults = sum(signs[index].fault for index in inside)
    actions = sum(signs[index].action and signs[index].caption for index in inside)
    return faults >= 2 and faults > actions


def roots_named(sheet: Sheet, outline: Sequence[Heading], kinds: Sequence[str]) -> frozenset[int]:
    """The outermost headings that announce one of ``kinds``."""
    return frozenset(
        heading.index
        for heading in outline
        if heading.parent is None and kind_of(sheet, heading.segment) in kinds
    )


def closing_root(
    sheet: Sheet, outline: Sequence[Heading], signs: Sequence[Signs]
) -> frozenset[int]:
    """The last part where, whatever its name, it tells what is still to be done; at most one."""
    roots = [heading for heading in outline if heading.parent is None]
    if len(roots) < 2 or signs[roots[-1].index].fault:
        return frozenset()
    root = roots[-1]
    if root.style == "problem_n":  # 问题5：… says itself that it is one
        return frozenset()
    if kind_of(sheet, root.segment) is not None:
        return frozenset()
    below = sheet.segments[root.segment.index + 1 : root.last + 1]
    if not below or any(opens_next_steps(sheet.whole(segment)) for segment in below):
        return frozenset()
    told = foretells(sheet.shape[root.segment.end : below[-1].end])
    return frozenset({root.index}) if told else frozenset()
