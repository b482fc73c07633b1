"""numbering-style: one level marked differently in sibling sections, or 、 after a bracket."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.notice.model import MarkerStyle, Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule
from assistant.review.series import Mark, heading_marks, inline_runs

RULE = Rule(
    id="numbering-style",
    name="序号样式不一",
    severity="warning",
    group="form",
    about="同一层级的序号样式不一（1. 与 1、、（1）、① 混用），或带括号的序号后加顿号；"
    "“一、”下直接用“1.”、“问题1：”、“一是”都可以。",
    message="序号样式不一：“{found}”，{why}",
    suggestion="同一层级统一为一种样式；“（一）”“（1）”之后不加标点。",
    basis="《党政机关公文格式》层次序数：一、（一）1.（1）",
)

_BARE = re.compile(r"[0-9]{1,3}|[一二三四五六七八九十]{1,3}")
_SAMPLES: dict[MarkerStyle, str] = {
    "cn_dun": "一、",
    "cn_paren": "（一）",
    "arabic_dot": "1.",
    "arabic_dun": "1、",
    "arabic_paren": "（1）",
    "circled": "①",
}
_ORDER = ("cn_dun", "cn_paren", "arabic_dot", "arabic_paren", "circled", "arabic_dun")
# styles that may stand for one another at the same level without a defect: 一、 then 1. directly
_FINE_TOGETHER = (
    frozenset({"cn_dun", "cn_paren"}),
    frozenset({"cn_paren", "arabic_dot"}),
    frozenset({"cn_paren", "arabic_dun"}),
    frozenset({"cn_paren", "circled"}),
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield the first marker of each deviating run, and the first （一）、 of each level."""
    marks = list(heading_marks(notice))
    seen: set[int] = set()
    for mark in marks:
        if mark.bracketed_dun and mark.level not in seen:
            seen.add(mark.level)
            count = sum(m.bracketed_dun and m.level == mark.level for m in marks)
            yield _hit(notice, mark, f"带括号的序号后不加顿号（同级共{count}处）")
    runs = [run for line in reading.paragraphs for run in inline_runs(notice.folded, line)]
    dun = next((mark for run in runs for mark in run if mark.bracketed_dun), None)
    if dun is not None:
        yield _hit(notice, dun, "带括号的序号后不加顿号")
    items = [run[0] for run in runs if run[0].style != "ordinal" and run[0].inline]
    yield from _deviating(notice, marks)
    yield from _deviating_items(notice, marks, items)


def _deviating(notice: Notice, marks: Sequence[Mark]) -> Iterator[Hit]:
    for level in sorted({mark.level for mark in marks}):
        here = [mark for mark in marks if mark.level == level and mark.style in _SAMPLES]
        here = [mark for mark in here if not _is_cell(notice, mark)]
        usual = _usual(here)
        told: set[tuple[int, str]] = set()
        for mark in here:
            key = (mark.run, mark.style)
            if mark.style == usual or key in told or _fine(mark.style, usual, mark, here):
                continue
            told.add(key)
            yield _hit(notice, mark, f"同级多用“{_SAMPLES[usual]}”")


def _is_cell(notice: Notice, mark: Mark) -> bool:
    """Whether an ordinal is all of a table's cell: its column numbers the rows."""
    bare = _BARE.fullmatch(notice.folded, mark.start, mark.end) is not None
    return bare and not notice.folded[mark.end : mark.end + 1].strip(" |\u3000")


def _usual(marks: Sequence[Mark]) -> MarkerStyle:
    """The style that most runs of a level use; where two tie, that of the official order."""
    runs = dict.fromkeys((mark.run, mark.style) for mark in marks)
    counts = Counter(style for _, style in runs)
    weights = Counter(mark.style for mark in marks)
    return max(counts, key=lambda s: (counts[s], weights[s], -_ORDER.index(s)), default="other")


def _fine(style: MarkerStyle, usual: MarkerStyle, mark: Mark, here: Sequence[Mark]) -> bool:
    """Whether another style at this level is a lawful choice of its own part of the notice."""
    if frozenset({style, usual}) not in _FINE_TOGETHER:
        return False
    return all(other.style == style for other in here if other.section == mark.section)


def _deviating_items(notice: Notice, marks: Sequence[Mark], items: Sequence[Mark]) -> Iterator[Hit]:
    """Items inside paragraphs against each other: （1） in some, ① in others."""
    usual = _usual(items)
    for item in items:
        if item.style != usual:
            yield _hit(notice, item, f"同类条目多用“{_SAMPLES[usual]}”")


def _hit(notice: Notice, mark: Mark, why: str) -> Hit:
    found = notice.text[mark.start : mark.end + 8].split("\n")[0]
    return Hit(start=mark.start, end=mark.end, values={"found": found, "why": why})
