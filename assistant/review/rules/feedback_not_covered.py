"""feedback-not-covered: a line of the feedback that no problem of the notice treats."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.coverage import cover
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="feedback-not-covered",
    name="反馈问题未回应",
    severity="error",
    group="document",
    about="给了反馈问题清单（--feedback）时，清单里没有任何问题标题对应的一条；改了说法的、措施空缺的仍算回应。"
    "清单不用来核对问题数。",
    message="反馈问题“{line}”在正文中没有对应的问题标题",
    suggestion="补写该问题的整改情况；已并入其他问题的，在标题中写明；依规不公开的，说明理由。",
    basis="联审要求：问题逐条回应",
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit a line of the feedback that no record treats."""
    for covered in cover(reading.feedback, notice.records, reading.similarity):
        if covered.record is None:
            yield Hit(values={"line": covered.line[:40]})
