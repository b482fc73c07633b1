"""Barren: the outermost parts of a notice that hold no problems (组织情况, 下一步工作)."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.notice.outline import Heading
from assistant.notice.parts import foretells, opens_next_steps, part_kind
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
    return frozenset(barren) | closing_root(sheet, outline, signs)


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
        if heading.parent is None and part_kind(sheet.words(heading.segment)) in kinds
    )


def closing_root(
    sheet: Sheet, outline: Sequence[Heading], signs: Sequence[Signs]
) -> frozenset[int]:
    """The last part where, whatever its name, it tells what is still to be done; at most one."""
    roots = [heading for heading in outline if heading.parent is None]
    if len(roots) < 2 or signs[roots[-1].index].fault:
        return frozenset()
    root = roots[-1]
    if part_kind(sheet.words(root.segment)) is not None:
        return frozenset()
    below = sheet.segments[root.segment.index + 1 : root.last + 1]
    if not below or any(opens_next_steps(sheet.whole(segment)) for segment in below):
        return frozenset()
    told = foretells(sheet.shape[root.segment.end : below[-1].end])
    return frozenset({root.index}) if told else frozenset()
