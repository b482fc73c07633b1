"""Outline: the headings of a notice as a hierarchy of its own, whatever its numbering scheme.

Depth is not read from the style of an ordinal alone: 001-like texts mix 1、→（1） with 二、→（一）→1.,
others number problems 1. and measures （一）. What decides is how numbers run: a series that starts
at 1 while the one above it later goes on counting stands inside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.notice.headline import first_headline
from assistant.notice.markers import RANK
from assistant.notice.model import MarkerStyle
from assistant.notice.parts import part_kind
from assistant.notice.sheet import Segment, Sheet
from assistant.notice.status import status_of
from assistant.notice.wording import is_fault

_PART_RANK = 0.5
_SHORT = 60
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
    formal: bool = False  # worded 关于…问题
    fault: bool = False  # a short line that states a fault
    clause: bool = False  # a paragraph 针对“…”问题，… in a text without headings
    tentative: bool = False  # a caption only if the numbers around it leave a gap for it


def build_outline(sheet: Sheet, core: Sequence[Segment]) -> tuple[Heading, ...]:
    """The headings among ``core`` (the segments between title and closing parts), nested."""
    found: list[_Mark] = []
    for at, segment in enumerate(core):
        mark = _mark(sheet, core, at)
        if mark is None and all(other.clause for other in found):
            mark = _clause_mark(sheet, segment)
        if mark is not None:
            found.append(mark)
    builder = _Builder()
    for mark, following in zip(found, _next_numbers(found), strict=True):
        builder.place(mark, following)
    return _freeze(core, builder)


@dataclass(slots=True, kw_only=True)
class _Builder:
    """The hierarchy while it grows: ``stack`` holds the open headings, outermost first.

    ``styles`` are the styles that the headings count as: one that deviates from its siblings
    (（2） between 1. and 3.) counts as theirs. ``seen`` is the last number of each style, ``counts``
    how many siblings each heading has had, itself included.
    """

    marks: list[_Mark] = field(default_factory=list)
    following: list[int | None] = field(default_factory=list)
    parents: list[int | None] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    styles: list[MarkerStyle] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)
    inner_of: dict[MarkerStyle, MarkerStyle] = field(default_factory=dict)
    seen: dict[MarkerStyle, int | None] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    last_of: dict[MarkerStyle, int] = field(default_factory=dict)

    def place(self, mark: _Mark, following: int | None) -> None:
        """Find the parent of the next mark and open it; a tentative one without kin is dropped."""
        style, elder = mark.style, None
        sibling = self._sibling(mark)
        orphan = self._orphan(mark) if sibling is None else None
        if sibling is not None:
            elder = self.stack[sibling]
            style = self.styles[elder]
            del self.stack[sibling:]
        elif orphan is not None:
            style = orphan
        elif mark.tentative:
            return
        while style == mark.style and elder is None and self.stack and not self._inside(mark):
            self.stack.pop()
        if elder is not None and mark.number is None and self.marks[elder].number is not None:
            mark = replace(mark, number=(self.marks[elder].number or 0) + 1)
        self._open(mark, style, following, 1 if elder is None else self.counts[elder] + 1)

    def _open(self, mark: _Mark, style: MarkerStyle, following: int | None, count: int) -> None:
        parent = self.stack[-1] if self.stack else None
        self.stack.append(len(self.marks))
        self.last_of[style] = len(self.marks)
        self.marks.append(mark)
        self.following.append(following)
        self.parents.append(parent)
        self.paths.append((*(self.paths[parent] if parent is not None else ()), style))
        self.styles.append(style)
        self.counts.append(count)
        if parent is not None:
            self.inner_of.setdefault(style, self.styles[parent])
        self.seen[style] = mark.number

    def _sibling(self, mark: _Mark) -> int | None:
        """The place in the stack of the heading that ``mark`` follows as a sibling, if any."""
        series = self._open_sibling(mark)
        kin = self._kin(mark, alone=series is None)
        if series is None or kin is None:
            return series if kin is None else kin
        last = self.marks[self.stack[series]].number
        return series if last is not None and mark.number == last + 1 else kin

    def _open_sibling(self, mark: _Mark) -> int | None:
        """The place in the stack of the open series that ``mark`` goes on with, if there is one."""
        for place in range(len(self.stack) - 1, -1, -1):
            last = self.marks[self.stack[place]]
            styles = (self.styles[self.stack[place]], last.style)
            if mark.style in styles and (last.rank == mark.rank or last.style != mark.style):
                return place if _continues(last, mark) else None
        return None

    def _kin(self, mark: _Mark, *, alone: bool) -> int | None:
        """The place of a heading that ``mark`` is a sibling of although it is marked otherwise.

        Its number goes on with that heading's and with no series of its own style (``alone``: none
        is open), or its ordinal was lost: then the next sibling skips a number, or both are worded
        as problems.
        """
        if mark.rank == _PART_RANK:
            return None
        for place in range(len(self.stack) - 1, -1, -1):
            at = self.stack[place]
            last = self.marks[at]
            if last.number is None or last.style == mark.style:
                continue
            if mark.number is None:
                skipped = self.following[at] == last.number + 2
                if skipped or (mark.formal and last.formal) or (mark.fault and last.fault):
                    return place
            elif mark.number == last.number + 1 and mark.number - 1 != self.seen.get(mark.style):
                if self.following[at] == mark.number + 1 or (alone and self._may_end(mark, at)):
                    return place
        return None

    def _may_end(self, mark: _Mark, at: int) -> bool:
        """Whether ``mark`` may be the last of a complete series, marked otherwise than its siblings."""
        if self.following[at] not in (None, 1) or self.counts[at] < (self.marks[at].number or 0):
            return False
        if mark.fault and self.marks[at].fault:
            return True
        return self.following[at] is None and self.inner_of.get(mark.style) != self.styles[at]

    def _orphan(self, mark: _Mark) -> MarkerStyle | None:
        """The style of the series that ``mark`` opens under the top heading, marked otherwise.

        The series is known from other parents, and its next ordinal skips the one of ``mark``.
        """
        if mark.rank == _PART_RANK:
            return None
        parent = self.styles[self.stack[-1]] if self.stack else None
        for style, at in self.last_of.items():
            if self.inner_of.get(style) != parent or style == mark.style or parent is None:
                continue
            upcoming, last = self.following[at], self.seen.get(style)
            for number in (1, (last or 0) + 1):
                if upcoming == number + 1 and mark.number in (None, number):
                    return style
        return None

    def _inside(self, mark: _Mark) -> bool:
        """Whether ``mark`` stands inside the heading on top of the stack."""
        at = self.stack[-1]
        top, style = self.marks[at], self.styles[at]
        if top.rank == _PART_RANK or mark.rank == _PART_RANK:
            return mark.rank > top.rank
        if style == mark.style:
            return False
        if style == "other" and mark.number == 1 and mark.rank > 1:
            return True
        if mark.rank > min(top.rank, RANK[style]):
            return True
        if mark.number != 1 or top.number is None:
            return False
        goes_on = (self.following[at] or 0) > top.number
        return goes_on or self.inner_of.get(mark.style) == style


def _mark(sheet: Sheet, core: Sequence[Segment], at: int) -> _Mark | None:
    """What makes a segment a heading: its ordinal, or the shape of an unnumbered heading."""
    segment = core[at]
    if segment.marker is not None:
        style = segment.marker.style
        words = sheet.words(segment)
        formal = _UNNUMBERED_PROBLEM.match(words) is not None
        return _Mark(
            segment=segment,
            style=style,
            number=segment.marker.number,
            rank=RANK[style],
            formal=formal,
            fault=formal or (len(words) <= _SHORT and is_fault(words)),
        )
    line = sheet.whole(segment)
    if _TABLE_HEAD.search(line):
        return None
    if _UNNUMBERED_PROBLEM.match(line) and part_kind(line) is None:
        return _Mark(segment=segment, style="other", number=None, rank=RANK["other"], formal=True)
    if len(line) <= _SHORT and line[-1] not in "。；，！？、" and "：" not in line:
        if len(line) <= 40 and part_kind(line) is not None:
            return _Mark(segment=segment, style="other", number=None, rank=_PART_RANK)
        below = core[at + 1] if at + 1 < len(core) else None
        if below is None or below.end - below.start <= len(line) or status_of(line) is not None:
            return None
        alone = below.marker is None and is_fault(line)
        return _Mark(
            segment=segment,
            style="other",
            number=None,
            rank=RANK["other"],
            fault=is_fault(line),
            tentative=not alone,
        )
    return None


def _clause_mark(sheet: Sheet, segment: Segment) -> _Mark | None:
    """A paragraph that opens with 针对“…”问题, where no heading stands above it."""
    line = sheet.whole(segment)
    if not line.startswith("针对") or not first_headline(line, 0, len(line)).quoted:
        return None
    return _Mark(
        segment=segment, style="other", number=None, rank=RANK["other"], formal=True, clause=True
    )


def _next_numbers(marks: Sequence[_Mark]) -> list[int | None]:
    """For each mark the number that the next mark of its own style carries."""
    upcoming: dict[MarkerStyle, int | None] = {}
    out: list[int | None] = [None] * len(marks)
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        out[index] = upcoming.get(mark.style)
        upcoming[mark.style] = mark.number
    return out


def _continues(last: _Mark, mark: _Mark) -> bool:
    """Whether ``mark`` goes on with an open series: a higher number, or none to compare."""
    if mark.number is None or last.number is None:
        return True
    return mark.number >= last.number


def _freeze(core: Sequence[Segment], builder: _Builder) -> tuple[Heading, ...]:
    marks, paths = builder.marks, builder.paths
    children: list[list[int]] = [[] for _ in marks]
    for index, parent in enumerate(builder.parents):
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
            style=builder.styles[index],
            number=mark.number,
            parent=builder.parents[index],
            path=paths[index],
            children=tuple(children[index]),
            last=lasts[index],
        )
        for index, mark in enumerate(marks)
    )
