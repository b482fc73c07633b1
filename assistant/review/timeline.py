"""Timeline: calendar bounds of what a notice dates, so that dates can be compared safely.

A month or a third of one (上旬) is a span of days, so every date has an earliest and a latest day;
two dates contradict one another only when even the friendliest reading does.
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass

from assistant.notice.dates import DateMention
from assistant.notice.model import Date

_PARTS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31)}
_PARTS |= {"底": (26, 31), "末": (26, 31)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The earliest and the latest day that a date can mean."""

    first: datetime.date
    last: datetime.date


def span_of(date: Date, part: str | None = None) -> Span | None:
    """The days a date can mean; None where it is no existing day or month of a known year."""
    if date.year is None or not 1900 <= date.year <= 2100:
        return None
    if date.month is not None and not 1 <= date.month <= 12:
        return None
    if date.month is None:
        return Span(first=datetime.date(date.year, 1, 1), last=datetime.date(date.year, 12, 31))
    length = calendar.monthrange(date.year, date.month)[1]
    if date.day is not None:
        if not 1 <= date.day <= length:
            return None
        day = datetime.date(date.year, date.month, date.day)
        return Span(first=day, last=day)
    first, last = _PARTS.get(part or "", (1, length))
    return Span(
        first=datetime.date(date.year, date.month, first),
        last=datetime.date(date.year, date.month, min(last, length)),
    )


def start_of(mention: DateMention) -> Span | None:
    """The days on which a mention begins."""
    return span_of(mention.date, mention.part)


def end_of(mention: DateMention) -> Span | None:
    """The days on which a mention ends: its second date, or the only one."""
    if mention.until is None:
        return start_of(mention)
    return span_of(mention.until, mention.until_part)


def is_impossible(date: Date) -> bool:
    """Whether no year has such a day (2月30日, 13月), or not the year given (2025年2月29日)."""
    if date.month is None:
        return False
    if not 1 <= date.month <= 12:
        return True
    if date.day is None:
        return False
    year = date.year if date.year is not None else 2024  # a leap year: 2月29日 may be right
    return not 1 <= date.day <= calendar.monthrange(year, date.month)[1]


def months_between(first: str, last: str) -> int:
    """Months from one ISO date to another, a started one counted (5月20日 → 6月21日: 2)."""
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months + (end.day > start.day)
