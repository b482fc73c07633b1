"""Outline: the headings of a notice as a hierarchy of its own, whatever its numbering scheme.

Depth is not read from the style of an ordinal alone: some texts mix 1、→（1） with 二、→（一）→1.,
others number problems 1. and measures （一）. What decides is how numbers run: a series that starts
at 1 while the one above it later goes on counting stands inside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.notice.markers import RANK
from assistant.notice.marks import PART_RANK, Mark, find_marks
from assistant.notice.model import MarkerStyle
from assistant.notice.sheet import Segment, Sheet

_RUN_IN = 60  # characters; a longer heading line has its measure in it


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


def build_outline(sheet: Sheet, core: Sequence[Segment]) -> tuple[Heading, ...]:
    """The headings among ``core`` (the segments between title and closing parts), nested."""
    found = list(find_marks(sheet, core))
    builder = _Builder()
    for mark, following in zip(found, _next_numbers(found), strict=True):
        builder.place(mark, following)
    return _freeze(core, builder)


@dataclass(slots=True, kw_only=True)
class _Builder:
    """The hierarchy while it grows: ``stack`` holds the open headings, outermost first.

    ``styles`` are the styles that the headings count as: one that deviates from its siblings
    (（2） between 1. and 3.) counts as theirs. ``following`` is the next number of the heading's
    own style, ``counts`` how many siblings it has had, itself included; ``seen`` the last number
    of each style, ``last_of`` the last heading, ``inner_of`` the style that it stands inside.
    """

    marks: list[Mark] = field(default_factory=list)
    following: list[int | None] = field(default_factory=list)
    parents: list[int | None] = field(default_factory=list)
    paths: list[tuple[str, ...]] = field(default_factory=list)
    styles: list[MarkerStyle] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)
    inner_of: dict[MarkerStyle, MarkerStyle] = field(default_factory=dict)
    seen: dict[MarkerStyle, int | None] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    last_of: dict[MarkerStyle, int] = field(default_factory=dict)

    def place(self, mark: Mark, following: int | None) -> None:
        """Find the parent of the next mark and open it; a tentative one without kin is dropped."""
        style, count = mark.style, 1
        sibling, orphan = self._relation(mark, following)
        if sibling is not None:
            elder = self.stack[sibling]
            style, count = self.styles[elder], self.counts[elder] + 1
            del self.stack[sibling:]
            if mark.number is None and self.marks[elder].number is not None:
                mark = replace(mark, number=(self.marks[elder].number or 0) + 1)
        elif orphan is not None:
            style = orphan[0]
            mark = replace(mark, number=orphan[1])
        elif mark.tentative:
            return
        else:
            while self.stack and not self._inside(mark):
                self.stack.pop()
        self._open(mark, style, following, count)

    def _open(self, mark: Mark, style: MarkerStyle, following: int | None, count: int) -> None:
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

    def _relation(
        self, mark: Mark, following: int | None
    ) -> tuple[int | None, tuple[MarkerStyle, int] | None]:
        """(place in the stack of the elder sibling, (style, number) in a series that it opens)."""
        series = self._open_sibling(mark)
        last = None if series is None else self.marks[self.stack[series]]
        repeated = last is not None and mark.number is not None and following == mark.number
        kin, proven = self._kin(mark, None if repeated else last)
        orphan = (
            self._orphan(mark) if repeated or last is None or not _is_next(last, mark) else None
        )
        if last is not None and _is_next(last, mark) and orphan is None:
            apart = proven or (mark.short and not last.short)
            if not (kin is not None and apart and mark.fault and not last.fault):
                return series, None
        if kin is not None:
            return kin, None
        return (None, orphan) if orphan is not None else (series, None)

    def _open_sibling(self, mark: Mark) -> int | None:
        """The place in the stack of the open series that ``mark`` goes on with, if there is one."""
        for place in range(len(self.stack) - 1, -1, -1):
            last = self.marks[self.stack[place]]
            styles = (self.styles[self.stack[place]], last.style)
            if mark.style in styles and (last.rank == mark.rank or last.style != mark.style):
                return place if _continues(last, mark) else None
        return None

    def _kin(self, mark: Mark, last: Mark | None) -> tuple[int | None, bool]:
        """(place of the heading that ``mark`` is a sibling of though marked otherwise, proven).

        ``last`` is the open heading of its own style. Proven: the next sibling there leaves a gap
        that ``mark`` fills; else the wording and the numbers must allow it.
        """
        if mark.rank == PART_RANK:
            return None, False
        likely = None
        for place in range(len(self.stack) - 1, -1, -1):
            at = self.stack[place]
            elder = self.marks[at]
            if elder.number is None or mark.style in (elder.style, self.styles[at]):
                continue
            if self.following[at] == elder.number + 2 and self._fills(mark, at, last):
                return place, True
            if likely is None and self._may_follow(mark, at, last):
                likely = place
        return likely, False

    def _fills(self, mark: Mark, at: int, last: Mark | None) -> bool:
        """Whether ``mark`` may be the heading that is missing behind heading ``at``."""
        elder = self.marks[at]
        if mark.number is None:
            run_in = elder.segment.end - elder.segment.start > _RUN_IN
            return mark.short or mark.formal or mark.segment.marker is not None or run_in
        if mark.number != (elder.number or 0) + 1:
            return False
        if self._is_new(mark) or (mark.fault and elder.fault):
            return True
        return last is not None and mark.fault and mark.short and elder.short

    def _may_follow(self, mark: Mark, at: int, last: Mark | None) -> bool:
        """Whether ``mark`` may be the last sibling of heading ``at`` although nothing proves it."""
        elder = self.marks[at]
        if mark.number is None:
            return self._is_alike(mark, at)
        alike = mark.fault and elder.fault
        if mark.number != (elder.number or 0) + 1 or not self._is_new(mark):
            return False
        return (last is None or (alike and mark.short)) and self._may_end(mark, at)

    def _is_alike(self, mark: Mark, at: int) -> bool:
        """Whether an unnumbered line is worded as heading ``at``, or opens items as it does."""
        last = self.marks[at]
        if (mark.formal and last.formal) or (mark.fault and last.fault):
            return True
        opens = mark.opens is not None and self.inner_of.get(mark.opens) == self.styles[at]
        return opens and last.short

    def _is_new(self, mark: Mark) -> bool:
        """Whether the number of ``mark`` neither goes on with nor repeats one of its style."""
        seen = self.seen.get(mark.style)
        return mark.number is None or seen is None or mark.number - seen not in (0, 1)

    def _may_end(self, mark: Mark, at: int) -> bool:
        """Whether ``mark`` may be the last of a complete series though marked otherwise."""
        if self.following[at] not in (None, 1) or self.counts[at] < (self.marks[at].number or 0):
            return False
        if mark.fault and self.marks[at].fault:
            return True
        return self.following[at] is None and self.inner_of.get(mark.style) != self.styles[at]

    def _orphan(self, mark: Mark) -> tuple[MarkerStyle, int] | None:
        """(style, number) of the series that ``mark`` opens under the top heading, if any.

        The series is known from other parents, and its next ordinal skips the one of ``mark``.
        """
        if mark.rank == PART_RANK or not self.stack:
            return None
        parent = self.styles[self.stack[-1]]
        for style, at in self.last_of.items():
            if self.inner_of.get(style) != parent or style in (mark.style, parent):
                continue
            for number in (1, (self.seen.get(style) or 0) + 1):
                if self.following[at] == number + 1 and mark.number in (None, number):
                    return style, number
        return None

    def _inside(self, mark: Mark) -> bool:
        """Whether ``mark`` stands inside the heading on top of the stack."""
        at = self.stack[-1]
        top, style = self.marks[at], self.styles[at]
        if top.rank == PART_RANK or mark.rank == PART_RANK:
            return mark.rank > top.rank
        if style == mark.style and top.rank == mark.rank:
            return False
        if style == "other" and mark.number == 1 and mark.rank > 1:
            return True
        if mark.rank > min(top.rank, RANK[style]):
            return True
        if mark.number != 1 or top.number is None:
            return False
        goes_on = (self.following[at] or 0) > top.number
        return goes_on or self.inner_of.get(mark.style) == style


def _next_numbers(marks: Sequence[Mark]) -> list[int | None]:
    """For each mark the number that the next mark of its own style carries."""
    upcoming: dict[MarkerStyle, int | None] = {}
    out: list[int | None] = [None] * len(marks)
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        out[index] = upcoming.get(mark.style)
        upcoming[mark.style] = mark.number
    return out


def _is_next(last: Mark, mark: Mark) -> bool:
    """Whether ``mark`` is exactly the next of the series that ``last`` belongs to."""
    return None in (last.number, mark.number) or mark.number == (last.number or 0) + 1


def _continues(last: Mark, mark: Mark) -> bool:
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
