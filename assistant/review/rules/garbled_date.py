"""garbled-date: 年, 月, 日 lost, doubled or swapped, or the digits run together."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="garbled-date",
    name="日期残缺",
    severity="error",
    group="content",
    about="日期中年、月、日缺失、重复或颠倒，数字连成一串；“9月11日至28日”“2024年3—5月”一类省略不算。",
    message="日期疑似残缺：“{found}”",
    suggestion="对照原件补正，年、月、日写全。",
    basis="GB/T 15835—2011 出版物上数字用法",
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield each broken date with as much of it as can be told apart."""
    for start, end in reading.broken_dates:
        yield Hit(start=start, end=end, values={"found": notice.text[start:end]})
