"""missing-title: the text starts with the lead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="missing-title",
    name="缺标题",
    severity="error",
    group="document",
    about="开头没有写明发文机关和文种的标题行，直接从导语开始。",
    message="缺少标题：开头没有写明发文机关和文种的一行",
    suggestion="在首行补“发文机关＋关于……整改进展情况的通报”。",
    basis="《巡视巡察整改进展情况通报》结构：标题须有发文机关全称、事由和文种",
)

# a title that hard wraps have glued to the lead is a title still
_TITLE = re.compile(
    r"^[^，。；：]{2,60}关于[^，。；：]{2,60}的?\s?(?:通报|报告|公告|公示)\s*\n", re.M
)
_HEAD = 400


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit where no line names issuer and kind of notice."""
    if notice.title is None and not _TITLE.search(notice.folded[:_HEAD]):
        yield Hit()
