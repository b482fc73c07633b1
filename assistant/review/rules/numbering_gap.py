"""numbering-gap: an ordinal skipped or repeated within its series."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.notice.model import Line, Notice
from assistant.notice.numerals import to_chinese
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule
from assistant.review.series import Mark, heading_marks, inline_runs, shi_marks

RULE = Rule(
    id="numbering-gap",
    name="序号跳号或重号",
    severity="warning",
    group="form",
    about="同一组序号中间跳号或重号；跨上级标题连续编号、在每个上级标题下重新编号都可以。",
    message="序号{what}：“{found}”{before}",
    suggestion="核对是否漏写或重复，再把序号改为连续。",
    basis="《党政机关公文格式》层次序数规则：同级连续",
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield the ordinals that do not follow from the one before them."""
    marks = list(heading_marks(notice))
    for before, mark in _breaks(marks, fragment=reading.fragment):
        if not _is_hidden(notice, marks, before, mark):
            yield _hit(notice, before, mark)
    for line in reading.paragraphs:
        for run in inline_runs(notice.folded, line):
            for earlier, later in pairwise(run):
                if _number(later) != _number(earlier) + 1:
                    yield _hit(notice, earlier.number, later)
    for before, mark in _shi_breaks(notice, reading.paragraphs):
        yield _hit(notice, before, mark)


def _is_hidden(notice: Notice, marks: Sequence[Mark], before: int | None, mark: Mark) -> bool:
    """Whether every ordinal that seems skipped stands inside a paragraph: …处置不力（1）….

    Then it lost its line, not its number.
    """
    number = _number(mark)
    missing = range((before or 0) + 1, number) or range(1, number)
    if not missing or (mark.style not in _FORMS and mark.style != "circled"):
        return False
    behind = bisect_left(marks, mark.start, key=lambda one: one.start)
    siblings = (one for one in reversed(marks[:behind]) if one.run == mark.run)
    headings = (one for one in reversed(marks[:behind]) if one.level < mark.level)
    earlier = next(siblings if before is not None else headings, None)
    between = notice.folded[earlier.end if earlier else 0 : mark.start]
    return all(any(form in between for form in _written(mark, n)) for n in missing)


_FORMS = {
    "cn_dun": "{cn}、",
    "cn_paren": "（{cn}）",
    "arabic_dot": "{n}.",
    "arabic_dun": "{n}、",
    "arabic_paren": "（{n}）",
}


def _written(mark: Mark, number: int) -> tuple[str, ...]:
    """How an ordinal of the style of ``mark`` is written."""
    if mark.style == "circled":
        return (chr(ord("①") + number - 1),)
    return (_FORMS[mark.style].format(n=number, cn=to_chinese(number)),)


def _breaks(marks: Sequence[Mark], *, fragment: bool) -> Iterator[tuple[int | None, Mark]]:
    """Pairs (number before, mark) of the headings that break their run."""
    last_in_run: dict[int, int] = {}
    last_at_level: dict[int, int] = {}
    due: dict[int, int] = {}  # what would have stood in a run at its last break
    for mark in marks:
        before = last_in_run.get(mark.run)
        number = mark.number
        if number is None:  # the ordinal itself was lost: take it to be the right one
            number = (before or 0) + 1
        elif before is None:
            first = mark.level not in last_at_level
            run_on = last_at_level.get(mark.level, 0) + 1
            if number not in (1, run_on) and not (fragment and first):
                yield None, mark
                due[mark.run] = run_on + 1
                last_in_run[mark.run] = last_at_level[mark.level] = number
                continue
        elif number not in (before + 1, due.get(mark.run)) and (number != 1 or before == 1):
            yield before, mark
            due[mark.run] = before + 2  # the count may go on as if this ordinal had been right
            last_in_run[mark.run] = last_at_level[mark.level] = number
            continue
        due.pop(mark.run, None)
        last_in_run[mark.run] = last_at_level[mark.level] = number


def _shi_breaks(notice: Notice, lines: Sequence[Line]) -> Iterator[tuple[int | None, Mark]]:
    """Breaks in 一是, 二是, …: within a line, and from line to line where they open lines."""
    opening: int | None = None  # the number of the last 一是 that opened a line
    within: int | None = None  # the last number inside the lines before
    ended = 0  # where the series ended that a heading cut off; it may run on behind it
    for line in lines:
        if line.marker is not None and line.marker.style != "shi":
            ended = opening or ended
            opening = within = None
        marks = shi_marks(notice.folded, line)
        if not marks:
            continue
        first = _number(marks[0])
        if not marks[0].inline:
            follows = first in (1, (opening or ended) + 1, (within or 0) + 1)
            if not follows and (opening is None or first >= opening):
                yield opening, marks[0]
        yield from _breaks_within(marks)
        within = _number(marks[-1])
        opening = opening if marks[0].inline else within


def _breaks_within(marks: Sequence[Mark]) -> Iterator[tuple[int | None, Mark]]:
    """Breaks inside one line; a nested series may begin at one and the outer one go on."""
    seen = {_number(marks[0])}
    for earlier, later in pairwise(marks):
        number = _number(later)
        if number == _number(earlier):
            yield earlier.number, later
            seen.add(number + 1)
        elif number != 1 and number - 1 not in seen:
            yield earlier.number, later
        seen.add(number)


def _number(mark: Mark) -> int:
    return mark.number or 0


def _hit(notice: Notice, before: int | None, mark: Mark) -> Hit:
    if before is None:
        what, shown = "不从一开始", "是本组的第一个"
    else:
        what = "重复" if mark.number == before else "不连续"
        shown = f"的前一个是{to_chinese(before) if 0 <= before <= 9999 else before}"
    found = notice.text[mark.start : mark.end + 8].split("\n")[0]
    return Hit(
        start=mark.start,
        end=mark.end,
        values={"what": what, "found": found, "before": shown},
    )
