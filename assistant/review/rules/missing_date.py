"""missing-date: no date at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="missing-date",
    name="缺成文日期",
    severity="error",
    group="document",
    about="文末没有成文日期；汉字数字的日期也算有，日期残缺的只报“日期残缺”，占位的只报“占位符未填”。",
    message="文末没有成文日期",
    suggestion="在署名之下补成文日期，年、月、日写全。",
    basis="GB/T 9704—2012 党政机关公文格式",
)

_TAIL = 120
_PLACEHOLDER_DATE = re.compile(
    r"[X×x_＿]{1,4}年|\d{4}年(?:[X×x_＿]{1,2}|[ 　]{1,9}|\d{1,2})月(?:[X×x_＿]{1,2}|[ 　]{1,9})日"
    r"|(?m:^)[ 　]{0,40}20\d{2}(?:-|年)\d{1,2}(?:-|月)\d{1,2}[^。\n]{0,4}(?m:$)"  # 2025-11-28, …28日印发
    r"|\d{4}年[X×x_＿ 　]{1,9}月|【待[^】]{0,20}日期[^】]{0,10}】"
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit where the end of the notice bears no date, whole or broken."""
    if notice.date_passage is not None:
        return
    last = max((line.end for line in reading.paragraphs), default=0)
    if any(end > last - _TAIL for _, end in reading.broken_dates):
        return
    if not _PLACEHOLDER_DATE.search(notice.text, max(0, last - _TAIL), last):
        yield Hit()
