"""Series: the ordinals of a notice in order, each with its level and its run of siblings.

Levels of headings come from the parser; where it gives none (next steps, loose items) a marker
stands one level below the heading above it. 一是 keeps its own count and is no level of headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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
_STOP = "[。；：！？”]"
_INLINE = re.compile(
    rf"(?:(?<={_STOP} )|(?<={_STOP}))(?:(（)(\d{{1,2}})）(、)?|([①-⑳])"
    r"|(\d{1,2})[.、](?=[\u4e00-\u9fff“《]|\d{1,4}[年月]))"
    rf"|(?:(?<=[。；])|(?<![^\n]))[第其]([{_CN}]{{1,2}})，"
)


def heading_marks(notice: Notice) -> Iterator[Mark]:
    """Yield the ordinals that open lines, 一是 left out, with levels and runs of siblings."""
    by_style = _levels_by_style(notice.lines)
    strayed = astray(notice.lines)
    open_runs: dict[int, Mark] = {}  # the run that is open at each level
    runs = 0
    attached = False
    for line in notice.lines:
        marker = line.marker
        attached = line.text.startswith("附件") or (attached and marker is not None)
        if attached:
            continue  # 附件：1.… 2.… is a list of its own
        if marker is None and line.role in ("problem", "heading") and line.level is not None:
            # a heading without an ordinal: what stands beneath it is counted anew
            for deeper in [key for key in open_runs if key > line.level]:
                del open_runs[deeper]
        if marker is None or marker.style in ("shi", "ordinal") or line.role == "boilerplate":
            continue
        style = strayed.get(marker.start, marker.style)
        level = by_style.get(style) or _guess(style, open_runs)
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


_ARABIC = {"arabic_dot", "arabic_dun", "arabic_paren", "circled"}


def astray(lines: Sequence[Line]) -> Mapping[int, MarkerStyle]:
    """The ordinals written in another style than the series they fill: （一） 二、 （三）.

    Maps the start of the ordinal to the style of its series: the one before it carries the number
    before, the one behind it the number behind, and its own style does not expect it.
    """
    marks = [line.marker for line in lines if line.marker is not None]
    behind: dict[MarkerStyle, list[int]] = {}
    for at, marker in enumerate(marks):
        behind.setdefault(marker.style, []).append(at)
    last: dict[MarkerStyle, int | None] = {}
    place = dict.fromkeys(behind, 0)
    out: dict[int, MarkerStyle] = {}
    for at, marker in enumerate(marks):
        beside = marks[at - 1] if at else None
        place[marker.style] += 1
        number = marker.number
        own = last.get(marker.style)
        if number is not None and number > 1 and (own is None or own + 1 != number):
            for style, before in last.items():
                rest = behind[style][place[style] :]
                follows = marks[rest[0]].number if rest else None
                next_to = beside is not None and beside.style == style
                alike = next_to and {style, marker.style} <= _ARABIC
                fits = follows == number + 1 or alike
                if style != marker.style and before == number - 1 and fits:
                    out[marker.start] = style
                    break
        if marker.start in out:
            last[out[marker.start]] = number
        else:
            last[marker.style] = number
    return out


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
    2: "arabic_paren",
    4: "circled",
    5: "arabic_dot",
    6: "ordinal",
}


def inline_runs(folded: str, line: Line) -> Iterator[tuple[Mark, ...]]:
    """Yield the runs of （1）, ①, 1. and 第一， inside one line.

    A run begins with number 1, or with the ordinal that opens the line (not yielded where it is
    alone).
    """
    run: list[Mark] = []
    for mark in (*_opening(line), *_inner(folded, line)):
        if (mark.number == 1 and mark.inline) or (run and run[0].style != mark.style):
            if run and run[-1].inline:
                yield tuple(run)
            run = []
        if run or mark.number == 1 or not mark.inline:
            run.append(mark)
    if run and run[-1].inline:
        yield tuple(run)


def _opening(line: Line) -> Iterator[Mark]:
    """The ordinal that opens a line, as the possible first of a run inside it."""
    marker = line.marker
    if marker is not None and marker.style in _INLINE_STYLES.values():
        yield _inline_mark(marker.style, marker.number, marker.start, marker.end, inline=False)


def _inner(folded: str, line: Line) -> Iterator[Mark]:
    for match in _INLINE.finditer(folded, line.start, line.end):
        if line.marker is not None and match.start() < line.marker.end:
            continue
        index = next(i for i in _INLINE_STYLES if match.group(i))
        number = ordinal_of(match.group(index))
        bracketed = match.group(3) is not None
        mark = _inline_mark(
            _INLINE_STYLES[index], number, match.start(), match.end(), bracketed=bracketed
        )
        yield mark


def _inline_mark(
    style: MarkerStyle,
    number: int | None,
    start: int,
    end: int,
    *,
    inline: bool = True,
    bracketed: bool = False,
) -> Mark:
    return Mark(
        style=style,
        number=number,
        level=0,
        run=0,
        parent=0,
        start=start,
        end=end,
        bracketed_dun=bracketed,
        inline=inline,
    )


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
