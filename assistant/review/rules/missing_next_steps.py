"""missing-next-steps: no section or paragraph on further work."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="missing-next-steps",
    name="缺下一步打算",
    severity="error",
    group="document",
    about="没有写下一步工作的章节或段落。",
    message="没有写下一步工作",
    suggestion="在逐项整改之后补下一步工作，接着未完成事项写清责任和时限。",
    basis="通报结构：主体之后为下一步工作",
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit where no part speaks of further work."""
    if not notice.sections_of("next_steps"):
        yield Hit()
