"""Outline: the headings of a notice as a hierarchy of its own, whatever its numbering scheme.

Depth is not read from the style of an ordinal alone: 001-like texts mix 1、→（1） with 二、→（一）→1.,
others number problems 1. and measures （一）. What decides is how numbers run: a series that starts
at 1 while the one above it later goes on counting stands inside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.notice.markers import RANK
from assistant.notice.model import MarkerStyle
from assistant.notice.parts import part_kind
from assistant.notice.sheet import Segment, Sheet
from assistant.notice.wording import is_fault

_PART_RANK = 0.5
_UNNUMBERED_PROBLEM = re.compile(
    r"(?:关于)[^。]{2,120}?问题(?:的?(?:整改)?(?:落实|完成|进展)*情况|方面)?(?:（[^（）]{0,12}）)?[。：]?$"
    r"|关于“[^。]{2,150}?”[^“”。，]{0,6}问题(?:的?(?:整改)?(?:落实|完成|进展)*情况|方面)?(?:[。：]|，一是)"
    r"|(?:反馈问题|存在问题|问题(?:表现|描述|内容)?|具体问题|反馈意见)(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[：].{4,}"
)


_TABLE_HEAD = re.compile(r"^[^。，]{0,20}问题 [^。，]{0,20}(?:措施|成效|整改)[^。，]{0,30}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One ordinal or heading line: its segment, its place in the hierarchy.

    ``path`` holds the styles from the outermost level down; ``last`` is the last segment of its
    subtree; ``children`` and ``parent`` are indices into the outline.
    """

    index: int
    segment: Segment
    style: MarkerStyle
    number: int | None
    parent: int | None
    path: tuple[str, ...]
    children: tuple[int, ...]
    last: int

    @property
    def depth(self) -> int:
        """1 for the outermost level."""
        return len(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    segment: Segment
    style: MarkerStyle
    number: int | None
    rank: float


def build_outline(sheet: Sheet, core: Sequence[Segment]) -> tuple[Heading, ...]:
    """The headings among ``core`` (the segments between title and closing parts), nested."""
    marks = [mark for mark in (_mark(sheet, core, at) for at in range(len(core))) if mark]
    following = _next_numbers(marks)
    parents: list[int | None] = []
    paths: list[tuple[str, ...]] = []
    stack: list[int] = []
    inner_of: dict[MarkerStyle, MarkerStyle] = {}
    for index, mark in enumerate(marks):
        sibling = _open_sibling(marks, stack, mark)
        if sibling is not None:
            del stack[sibling:]
        while sibling is None and stack and not _inside(marks, stack, mark, following, inner_of):
            stack.pop()
        parent = stack[-1] if stack else None
        parents.append(parent)
        paths.append((*(paths[parent] if parent is not None else ()), mark.style))
        if parent is not None:
            inner_of.setdefault(mark.style, marks[parent].style)
        stack.append(index)
    return _freeze(core, marks, parents, paths)


def _mark(sheet: Sheet, core: Sequence[Segment], at: int) -> _Mark | None:
    """What makes a segment a heading: its ordinal, or the shape of an unnumbered heading."""
    segment = core[at]
    if segment.marker is not None:
        style = segment.marker.style
        return _Mark(segment=segment, style=style, number=segment.marker.number, rank=RANK[style])
    line = sheet.whole(segment)
    if _TABLE_HEAD.search(line):
        return None
    if _UNNUMBERED_PROBLEM.match(line) and part_kind(line) is None:
        return _Mark(segment=segment, style="other", number=None, rank=RANK["other"])
    if len(line) <= 40 and line[-1] not in "。；，！？、" and "：" not in line:
        if part_kind(line) is not None:
            return _Mark(segment=segment, style="other", number=None, rank=_PART_RANK)
        if at + 1 < len(core) and core[at + 1].marker is None and is_fault(line):
            return _Mark(segment=segment, style="other", number=None, rank=RANK["other"])
    return None


def _next_numbers(marks: Sequence[_Mark]) -> list[int | None]:
    """For each mark the number that the next mark of its own style carries."""
    upcoming: dict[MarkerStyle, int | None] = {}
    out: list[int | None] = [None] * len(marks)
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        out[index] = upcoming.get(mark.style)
        upcoming[mark.style] = mark.number
    return out


def _inside(
    marks: Sequence[_Mark],
    stack: Sequence[int],
    mark: _Mark,
    following: Sequence[int | None],
    inner_of: dict[MarkerStyle, MarkerStyle],
) -> bool:
    """Whether ``mark`` stands inside the heading on top of the stack."""
    top = marks[stack[-1]]
    if top.rank == _PART_RANK or mark.rank == _PART_RANK:
        return mark.rank > top.rank
    if top.style == mark.style:
        return False
    if top.style == "other" and mark.number == 1 and mark.rank > 1:
        return True
    if RANK[mark.style] > RANK[top.style]:
        return True
    if mark.number != 1 or top.number is None:
        return False
    goes_on = following[stack[-1]] == top.number + 1
    return goes_on or inner_of.get(mark.style) == top.style


def _open_sibling(marks: Sequence[_Mark], stack: Sequence[int], mark: _Mark) -> int | None:
    """The place in the stack of the open series that ``mark`` goes on with, if there is one."""
    for place in range(len(stack) - 1, -1, -1):
        last = marks[stack[place]]
        if last.style == mark.style and last.rank == mark.rank:
            return place if _continues(last, mark) else None
    return None


def _continues(last: _Mark, mark: _Mark) -> bool:
    """Whether ``mark`` goes on with an open series: a higher number, or none to compare."""
    if mark.number is None or last.number is None:
        return True
    return mark.number > last.number


def _freeze(
    core: Sequence[Segment],
    marks: Sequence[_Mark],
    parents: Sequence[int | None],
    paths: Sequence[tuple[str, ...]],
) -> tuple[Heading, ...]:
    children: list[list[int]] = [[] for _ in marks]
    for index, parent in enumerate(parents):
        if parent is not None:
            children[parent].append(index)
    last_of_core = core[-1].index if core else 0
    lasts = [last_of_core] * len(marks)
    open_marks: list[int] = []
    for index, mark in enumerate(marks):
        while open_marks and len(paths[open_marks[-1]]) >= len(paths[index]):
            lasts[open_marks.pop()] = mark.segment.index - 1
        open_marks.append(index)
    return tuple(
        Heading(
            index=index,
            segment=mark.segment,
            style=mark.style,
            number=mark.number,
            parent=parents[index],
            path=paths[index],
            children=tuple(children[index]),
            last=lasts[index],
        )
        for index, mark in enumerate(marks)
    )
