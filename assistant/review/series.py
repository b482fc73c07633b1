"""Series: the ordinals of a notice in order, each with its level and its run of siblings.

Levels of headings come from the parser; where it gives none (next steps, loose items) a marker
stands one level below the heading above it. 一是 keeps its own count and is no level of headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.notice.model import Line, MarkerStyle, Notice, SectionKind
from assistant.notice.numerals import ordinal_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An ordinal at [start, end); ``run`` numbers the run of siblings it belongs to.

    ``parent`` is the run of the heading above it, 0 at the top; ``inline`` marks an ordinal inside
    a paragraph.
    """

    style: MarkerStyle
    number: int | None
    level: int
    run: int
    parent: int
    start: int
    end: int
    section: SectionKind | None = None
    bracketed_dun: bool = False
    inline: bool = False


_CN = "一二三四五六七八九十"
_SHI = re.compile(
    rf"(?:(?<=[。；，：！？”）、 ])|(?<![^\n]))([{_CN}]{{1,3}})是(?!否|[{_CN}]{{1,2}}[，。；、])"
)
_INLINE = re.compile(
    r"(?<=[。；：！？”] )(?:（(\d{1,2})）|([①-⑳]))|(?<=[。；：！？”])(?:（(\d{1,2})）|([①-⑳]))"
    rf"|(?:(?<=[。；])|(?<![^\n]))第([{_CN}]{{1,2}})，"
)


def heading_marks(notice: Notice) -> Iterator[Mark]:
    """Yield the ordinals that open lines, 一是 left out, with levels and runs of siblings."""
    by_style = _levels_by_style(notice.lines)
    open_runs: dict[int, Mark] = {}  # the run that is open at each level
    runs = 0
    attached = False
    for line in notice.lines:
        marker = line.marker
        attached = line.text.startswith("附件") or (attached and marker is not None)
        if attached:
            continue  # 附件：1.… 2.… is a list of its own
        if marker is None or marker.style in ("shi", "ordinal") or line.role == "boilerplate":
            continue
        level = by_style.get(marker.style) or _guess(marker.style, open_runs)
        for deeper in [key for key in open_runs if key > level]:
            del open_runs[deeper]
        parent = max((mark.run for key, mark in open_runs.items() if key < level), default=0)
        runs += level not in open_runs
        mark = Mark(
            style=marker.style,
            number=marker.number,
            level=level,
            run=runs if level not in open_runs else open_runs[level].run,
            parent=parent,
            start=marker.start,
            end=marker.end,
            section=line.section,
            bracketed_dun=marker.bracketed_dun,
        )
        open_runs[level] = mark
        yield mark


def _levels_by_style(lines: Sequence[Line]) -> dict[MarkerStyle, int]:
    """The level at which the parser sees most markers of a style.

    A wrong ordinal can mislead the parser about its own line, which is just what the rules on
    numbering look for; the other lines of the style outvote it.
    """
    counts: dict[MarkerStyle, Counter[int]] = {}
    for line in lines:
        if line.marker is not None and line.level is not None:
            counts.setdefault(line.marker.style, Counter())[line.level] += 1
    return {style: counter.most_common(1)[0][0] for style, counter in counts.items()}


def _guess(style: MarkerStyle, open_runs: dict[int, Mark]) -> int:
    """The level of a style to which the parser gave none: that of its run, or one deeper."""
    for level, mark in open_runs.items():
        if mark.style == style:
            return level
    return max(open_runs, default=0) + 1


_INLINE_STYLES: dict[int, MarkerStyle] = {
    1: "arabic_paren",
    2: "circled",
    3: "arabic_paren",
    4: "circled",
    5: "ordinal",
}


def inline_runs(folded: str, line: Line) -> Iterator[tuple[Mark, ...]]:
    """Yield the runs of （1）, ① and 第一， inside one line; a run begins with number 1."""
    run: list[Mark] = []
    for match in _INLINE.finditer(folded, line.start, line.end):
        index = next(i for i in (1, 2, 3, 4, 5) if match.group(i))
        number = ordinal_of(match.group(index))
        style = _INLINE_STYLES[index]
        start = match.start(index) - (style != "circled")
        end = match.end(index) + (style != "circled")
        mark = Mark(
            style=style, number=number, level=0, run=0, parent=0, start=start, end=end, inline=True
        )
        if number == 1 or (run and run[0].style != style):
            if run:
                yield tuple(run)
            run = []
        if number == 1 or run:
            run.append(mark)
    if run:
        yield tuple(run)


def shi_marks(folded: str, line: Line) -> tuple[Mark, ...]:
    """The 一是, 二是, … of one line in order; ``inline`` is False for one that opens the line."""
    found = []
    for match in _SHI.finditer(folded, line.start, line.end):
        mark = Mark(
            style="shi",
            number=ordinal_of(match.group(1)),
            level=0,
            run=0,
            parent=0,
            start=match.start(),
            end=match.end(),
            inline=True,
        )
        found.append(replace(mark, inline=False) if match.start() == line.start else mark)
    return tuple(found)
