"""numbering-gap: an ordinal skipped or repeated within its series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.notice.model import Notice
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
    message="序号{what}：“{found}”之前是{before}",
    suggestion="核对是否漏写或重复，再把序号改为连续。",
    basis="《党政机关公文格式》层次序数规则：同级连续",
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield the ordinals that do not follow from the one before them."""
    marks = [mark for mark in heading_marks(notice) if mark.style != "shi"]
    for before, mark in _breaks(marks):
        yield _hit(notice, before, mark)
    for line in reading.paragraphs:
        for run in inline_runs(notice.folded, line):
            for earlier, later in zip(run, run[1:], strict=False):
                if _number(later) != _number(earlier) + 1:
                    yield _hit(notice, earlier.number, later)
    yield from _shi_hits(notice, reading)


def _breaks(marks: Sequence[Mark]) -> Iterator[tuple[int | None, Mark]]:
    """Pairs (number before, mark) of the headings that break their run."""
    last_in_run: dict[int, int] = {}
    last_at_level: dict[int, int] = {}
    for mark in marks:
        before = last_in_run.get(mark.run)
        run_on = last_at_level.get(mark.level, 0) + 1
        number = mark.number
        if number is None:  # the ordinal itself was lost: take it to be the right one
            number = (before or 0) + 1
        elif before is None and number not in (1, run_on):
            yield before, mark
        elif before is not None and number != before + 1 and (number != 1 or before == 1):
            yield before, mark
        last_in_run[mark.run] = last_at_level[mark.level] = number


def _shi_hits(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Breaks in 一是, 二是, …: within a line, and from line to line where they open lines."""
    track: int | None = None  # the count of the 一是 that open lines
    local: int | None = None  # the last number inside the line before
    for line in reading.paragraphs:
        if line.marker is not None and line.marker.style != "shi":
            track = local = None
        marks = shi_marks(notice.folded, line)
        if marks and not marks[0].inline:
            expected = {1, (track or 0) + 1, (local or 0) + 1}
            number = _number(marks[0])
            if track is not None and number not in expected and number >= track:
                yield _hit(notice, track, marks[0])
            track = number
        current = _number(marks[0]) if marks else None
        for earlier, later in zip(marks, marks[1:], strict=False):
            seen = {_number(mark) + 1 for mark in marks if mark.start < later.start}
            if _number(later) != 1 and _number(later) not in seen:
                yield _hit(notice, earlier.number, later)
            elif _number(later) == _number(earlier):
                yield _hit(notice, earlier.number, later)
            current = _number(later)
        if marks and not marks[0].inline:
            track = current
        local = current if marks else local


def _number(mark: Mark) -> int:
    return mark.number or 0


def _hit(notice: Notice, before: int | None, mark: Mark) -> Hit:
    if before is None:
        what, shown = "不从一开始", "没有前一个序号"
    else:
        what = "重复" if mark.number == before else "不连续"
        shown = f"第{to_chinese(before)}" if 0 <= before <= 9999 else str(before)
    found = notice.text[mark.start : mark.end + 8].split("\n")[0]
    return Hit(
        start=mark.start,
        end=mark.end,
        values={"what": what, "found": found, "before": shown},
    )
