"""missing-problem-sections: no problem-by-problem account."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="missing-problem-sections",
    name="缺逐项整改情况",
    severity="error",
    group="document",
    about="没有按问题逐项写整改情况；标题下只有一段笼统概述的仍算缺。报此项时不再报措施和数字类问题。",
    message="没有按问题逐项写整改情况",
    suggestion="按反馈的问题逐条列出：问题原名、整改措施、结果和佐证。",
    basis="通报结构：逐项整改为主体",
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit where the notice has no record outside an unfinished list."""
    if not reading.records:
        yield Hit()
