"""problem-without-measures: a problem heading with nothing under it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="problem-without-measures",
    name="问题没有措施",
    severity="error",
    group="document",
    about="问题标题之下没有任何整改措施，或只有空的“整改情况：”；报此项的问题不再报其他措施类规则。",
    message="问题“{problem}”之下没有整改措施",
    suggestion="补写该问题的整改措施、结果和佐证；已并入其他问题的，注明并入何处。",
    basis="通报结构：逐项整改为问题原名→措施→结果→佐证→状态",
)

# written where a measure should stand
_MANY = 4
_NOTHING = re.compile(r"[（(]?(?:无|略|空|/|暂无|[-—]{1,4})[）)]?[。；]?")


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield the heading of each problem without measures.

    Where most of many problems seem bare, their measures stand somewhere that is not understood:
    one finding says so better than ten.
    """
    bare = [
        record
        for record in reading.records
        if all(_NOTHING.fullmatch(measure.text) for measure in record.measures)
    ]
    many = len(bare) >= _MANY and len(bare) * 2 > len(reading.records)
    for record in bare[: 1 if many else None]:
        heading = record.problem.heading
        text = record.problem.text.replace("\n", "")
        shown = text[:30] + ("…" if len(text) > 30 else "")
        yield Hit(start=heading.start, end=heading.end, values={"problem": shown})
