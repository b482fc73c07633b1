"""Dates as facts: the mentions of assistant.notice.dates, and the coarse ones drafts are full of.

Added here: quarters and half-years, 2024年底, 7—9月, 3月5日、8日, 近三年 (a period in figures)
and the time of day. Not facts: 每季度, 按月, 每年, 近年来 (no figure), 今年 alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.facts.period import Day, Period
from assistant.facts.quantity import Quantity, exactly
from assistant.notice.dates import DateMention, find_dates
from assistant.notice.numerals import value_of

_PARTS: dict[str | None, tuple[int, int]] = {
    None: (1, 31),
    "初": (1, 10),
    "上旬": (1, 10),
    "中": (11, 20),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}
_NUM = r"\d{1,2}|[一二两三四五六七八九十]{1,3}"
# what may follow a bare year and narrows it
_NARROWER = (
    r"(?P<half>[上下])半年|(?P<upto>前)?第?(?P<quarter>[一二三四1-4])季度"
    r"|(?P<year_part>年?[初底末](?![始次期级中小学]))"
)
_AFTER_YEAR = re.compile(rf" ?(?:{_NARROWER})")
_COARSE = re.compile(
    r"(?<![每个按逐分各])(?<!每年)"
    r"(?:(?P<relative>今年|本年度?|当年|去年|上年|明年) ?|(?<!\d)(?P<year>(?:19|20)\d\d) ?年 ?)?"
    r"(?:(?P<half>[上下])半年|(?P<upto>前)?第?(?<![每个各])(?P<quarter>[一二三四1-4])季度(?!度))"
)
_NEXT_DAY = re.compile(r" ?[、和及，] ?(?P<day>\d{1,2})[日号](?![内前起历常])")
_MONTH_BEFORE = re.compile(r"(?<!\d)(?P<month>\d{1,2}) ?(?:-|—{1,2}|~|～|至|到) ?$")
_RECENT = re.compile(
    rf"近(?P<count>{_NUM})(?P<unit>年|个月|个季度|周|个年度)(?!级|轻|前|会|度)"
    rf"|(?P<past>最近|过去|前)(?P<count2>{_NUM})(?P<unit2>年|个月)(?!级|轻|前|会|度)"
)
_SHORT_YEAR = re.compile(r"(?<![\d.])(?P<year>[012]\d) ?年$")
_CLOCK = re.compile(
    r"(?<![\d：])(?:[01]?\d|2[0-4])(?:：[0-5]\d|时[0-5]\d分|时(?=[至—-]))"
    r"(?: ?(?:-|—{1,2}|~|～|至) ?(?:[01]?\d|2[0-4])(?:：[0-5]\d|时[0-5]\d分|时))?(?![\d：])"
)
# a year without 年 (2024青年成长计划), and the date line of a notice that lost its 年月日
_BARE_YEAR = re.compile(
    r"(?<![\dA-Za-z.,-])(?P<year>19[5-9]\d|20[0-4]\d)(?![\dA-Za-z.,%-]|[余多]|[\u4e00-\u9fff]{0,1}[次个人元名家])"
    r"(?=[\u4e00-\u9fff“《])"
)
_DATE_LINE = re.compile(r"(?m)^ {0,40}(?P<run>(?:19|20)\d{3,6}) {0,8}$")
_TAIL = re.compile(r"(?:以来|以前|之前|以后|之后| )$")
_RELATIVE = {"去年": "last", "上年": "last", "明年": "next"}
_YEAR_PARTS: dict[str, tuple[Day, Day]] = {
    "初": ((1, 1), (3, 31)),
    "底": ((11, 1), (12, 31)),
    "末": ((11, 1), (12, 31)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date at [start, end): its days, or a ``quantity`` for 近三年, or neither (a clock time)."""

    start: int
    end: int
    period: Period | None = None
    quantity: Quantity | None = None


def find_date_facts(folded: str) -> Iterator[FoundDate]:
    """Yield the dates of a folded text; they may overlap one another where a text is broken."""
    covered = 0
    for mention in find_dates(folded):
        found = _of_mention(folded, mention)
        if found is None or found.start < covered:
            continue
        covered = found.end
        yield found
        for later in _next_days(folded, found):
            covered = later.end
            yield later
    for match in _COARSE.finditer(folded):
        relative = _RELATIVE.get(match["relative"] or "")
        yield FoundDate(
            start=match.start(),
            end=match.end(),
            period=_narrowed(match, int(match["year"]) if match["year"] else None, relative),
        )
    for match in _RECENT.finditer(folded):
        count = value_of(match["count"] or match["count2"])
        unit = "近" + (match["unit"] or match["unit2"])
        if count is not None and (count > 1 or match["count"]):
            quantity = exactly(count, unit)
            yield FoundDate(start=match.start(), end=match.end(), quantity=quantity)
    for match in _BARE_YEAR.finditer(folded):
        year = int(match["year"])
        period = Period(first=(1, 1), last=(12, 31), year=year, last_year=year)
        yield FoundDate(start=match.start(), end=match.end(), period=period)
    for match in _DATE_LINE.finditer(folded):
        unread = Period(first=None, last=None)
        yield FoundDate(start=match.start("run"), end=match.end("run"), period=unread)
    for match in _CLOCK.finditer(folded):
        yield FoundDate(start=match.start(), end=match.end())


def _of_mention(folded: str, mention: DateMention) -> FoundDate | None:
    start, end = mention.start, mention.end
    while tail := _TAIL.search(folded[start:end]):
        end = start + tail.start()
    if mention.placeholder:
        return _year_before_placeholder(folded, mention)
    if mention.date.month is None and mention.date.year is None:
        return FoundDate(start=start, end=end, period=Period(first=None, last=None))
    if mention.date.month is None:
        return _of_year(folded, mention, end)
    before = _MONTH_BEFORE.search(folded[max(0, start - 6) : start])
    period = _of_days(mention)
    if before and mention.date.day is None and mention.until is None and not _writes_year(mention):
        start -= len(before[0])
        period = _since_month(period, int(before["month"]))
    elif not _writes_year(mention):
        start, period = _with_short_year(folded, start, period)
    return FoundDate(start=start, end=end, period=period)


def _writes_year(mention: DateMention) -> bool:
    return mention.year_given and mention.date.year is not None


def _of_year(folded: str, mention: DateMention, end: int) -> FoundDate:
    """A year, a span of years, or a year narrowed by what follows (2024年上半年, 2024年底)."""
    year = mention.date.year
    until = mention.until.year if mention.until is not None else None
    narrower = _AFTER_YEAR.match(folded, end) if until is None else None
    if narrower:
        period = _narrowed(narrower, year, None)
        return FoundDate(start=mention.start, end=narrower.end(), period=period)
    period = Period(
        first=(1, 1),
        last=(12, 31),
        year=year,
        last_year=until or year,
        stretch=until is not None,
    )
    return FoundDate(start=mention.start, end=end, period=period)


def _narrowed(match: re.Match[str], year: int | None, relative: str | None) -> Period:
    groups = match.groupdict()
    first, last = (1, 1), (12, 31)
    if groups["half"]:
        first, last = ((1, 1), (6, 31)) if groups["half"] == "上" else ((7, 1), (12, 31))
    elif groups["quarter"]:
        number = int(value_of(groups["quarter"]) or 1)
        first = (1, 1) if groups["upto"] else (3 * number - 2, 1)
        last = (3 * number, 31)
    elif groups.get("year_part"):
        first, last = _YEAR_PARTS[groups["year_part"][-1]]
    return Period(first=first, last=last, year=year, last_year=year, relative=relative)


def _of_days(mention: DateMention) -> Period:
    """The days of a mention that has a month."""
    date, until = mention.date, mention.until
    low, high = _PARTS[mention.part]
    first = (date.month or 1, date.day or low)
    last = (date.month or 1, date.day or high)
    given = date.year if mention.year_given else None
    last_year = given
    if until is not None:
        until_low, until_high = _PARTS[mention.until_part]
        last = (until.month or 1, until.day or until_high)
        last_year = until.year if given is not None or until.year != date.year else None
        first = (first[0], date.day or low)
        del until_low
    relative = next((key for word, key in _RELATIVE.items() if mention.text.startswith(word)), None)
    return Period(
        first=first,
        last=last,
        year=given,
        last_year=last_year,
        carried_year=date.year,
        stretch=until is not None,
        relative=relative,
    )


def _since_month(period: Period, month: int) -> Period:
    """7—9月: the mention is 9月, the first month stands before it."""
    return Period(
        first=(month, 1),
        last=period.last,
        carried_year=period.carried_year,
        stretch=True,
    )


def _with_short_year(folded: str, start: int, period: Period) -> tuple[int, Period]:
    """24年3月: a two-digit year before a month belongs to the date."""
    short = _SHORT_YEAR.search(folded[max(0, start - 5) : start])
    if short is None:
        return start, period
    year = 2000 + int(short["year"])
    return start - len(short[0]), Period(
        first=period.first, last=period.last, year=year, last_year=year, stretch=period.stretch
    )


def _next_days(folded: str, found: FoundDate) -> Iterator[FoundDate]:
    """3月5日、8日: the later days share month and year with the one before."""
    end, period = found.end, found.period
    if period is None or period.last is None or folded[end - 1 : end] not in "日号":
        return
    while match := _NEXT_DAY.match(folded, end):
        day = (period.last[0], int(match["day"]))
        yield FoundDate(
            start=match.start("day"),
            end=match.end(),
            period=Period(
                first=day, last=day, carried_year=period.last_year or period.carried_year
            ),
        )
        end = match.end()


def _year_before_placeholder(folded: str, mention: DateMention) -> FoundDate | None:
    """2020年X月X日: only the year is a fact."""
    if mention.date.year is None or not _writes_year(mention):
        return None
    end = folded.find("年", mention.start, mention.end) + 1
    if not end or not re.fullmatch(r"\d{4} ?年", folded[mention.start : end]):
        return None
    year = mention.date.year
    period = Period(first=(1, 1), last=(12, 31), year=year, last_year=year)
    return FoundDate(start=mention.start, end=end, period=period)
