"""Dates: every mention of a day, a month or a period, also the broken ones.

The year of a mention without one is carried over from the mention before it (国 usage: the year is
written once). Digits run together ("2021331618日") are read only where exactly one reading is a
valid date or period; otherwise year, month and day stay None.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.notice.model import Date
from assistant.notice.numerals import value_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """One mention [start, end) of the folded text.

    ``date`` is the day (or month, year) meant, the first one of a period; ``until`` the last one
    of a period, else None. ``part`` is 上旬／中旬／下旬／初／底／末 where a month is given so
    (``until_part`` likewise for the end). ``year_given`` is False where the year was carried over
    or is unknown; ``garbled`` marks lost, doubled or swapped 年月日 and digits run together;
    ``placeholder`` a mention with X or × for a figure (its unknown parts are None).
    """

    text: str
    start: int
    end: int
    date: Date
    until: Date | None = None
    part: str | None = None
    until_part: str | None = None
    year_given: bool = True
    garbled: bool = False
    placeholder: bool = False

    @property
    def complete(self) -> bool:
        """Whether the (first) date is a full, existing day."""
        return self.date.iso is not None


_Y = r"(?:\d{4}|[一二][〇零○一二三四五六七八九]{3}|[xX×]{4}|20\d[xX×]|20[xX×]{2})"
_D = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[xX×]{1,2})"
_TO = r" ?(?:起)?，?(?:至|到|-|—{1,2}|~|～|－) ?"
_PART = r"(?:上旬|中旬|下旬|初|底|末|中(?=至|，|。))"
_RELATIVE = r"(?:同年|当年|本年|次年|翌年|今年|去年|明年)"

_DATE = re.compile(
    # a full or partial date in 年月日, and the end of its period
    rf"(?:(?P<y>{_Y}) ?年(?P<ydup>年)? ?|(?P<rel>{_RELATIVE}) ?)?"
    rf"(?P<m>{_D}) ?月(?:份)?(?P<mdup>月)? ?"
    rf"(?:(?P<d>{_D}) ?[日号](?P<ddup>日)?|(?P<part>{_PART}))?"
    rf"(?:{_TO}(?:(?P<y2>{_Y}) ?年 ?|(?P<rel2>{_RELATIVE}) ?)?(?:(?P<m2>{_D}) ?月(?:份)? ?)?"
    rf"(?:(?P<d2>{_D}) ?[日号]|(?P<part2>{_PART}))?(?<=[日号月份旬初底末中]))?"
    # 2024.3.5 2024-03-05 2024/3/5
    r"|(?<![\d.\-/])(?P<ny>(?:19|20)\d\d)(?P<sep>[./-])(?P<nm>\d{1,2})(?P=sep)(?P<nd>\d{1,2})"
    r"(?![\d]|[.\-/]\d)"
    # digits run together, 月 and 年 swapped, 月 lost
    r"|(?<!\d)(?P<run>(?:19|20)\d\d\d{2,8})(?P<unit>[日号])"
    r"|(?<!\d)(?P<gy>(?:19|20)\d\d)年(?P<grun>\d{2,8})(?P<gunit>[日号])"
    r"|(?<!\d)(?P<sy>(?:19|20)\d\d)月(?P<sm>\d{1,2})年(?P<sd>\d{1,2})[日号]"
    r"|(?<!\d)(?P<ry>(?:19|20)\d\d)(?P<rm>\d{1,2})月(?P<rd>\d{1,2})[日号]"
    # units in an order that gives no date
    r"|(?<!\d)(?P<mess>(?:19|20)\d\d[年月日\d]{2,10}[年月日]|\d{1,2}月\d{3,4}[日号])"
    # a year alone
    r"|(?<![\d.])(?:(?P<from>(?:19|20)\d\d) ?年? ?(?:[-—~～至]|——) ?)?"
    rf"(?P<only>(?:19|20)\d\d|[一二][〇零○]?[〇零○一二三四五六七八九]{{2,3}}) ?年(?!第|以上|级|期"
    rf"|限|龄)(?P<since>以来|以前|之前|度)?"
)
_SENTENCE = 400  # characters; how far an older year reaches at the most


def find_dates(folded: str) -> Iterator[DateMention]:
    """Yield the dates and periods of ``folded`` (see assistant.notice.fold), in order."""
    year: int | None = None
    older: int | None = None  # the year of a bare mention: it holds to its sentence's end
    until = 0
    for match in _DATE.finditer(folded):
        mention = _read(match, older if match.start() < until else year)
        if mention is None:
            continue
        if match["since"] is None and year is not None and _looks_back(mention, year, folded):
            older = (mention.until or mention.date).year
            until = folded.find("。", mention.end, mention.end + _SENTENCE) + 1
            yield mention
            continue
        if match.start() < until and not mention.year_given:
            yield mention
            continue
        if mention.date.year is not None and match["since"] is None:
            year = mention.date.year
        if mention.until is not None and mention.until.year is not None:
            year = mention.until.year
        yield mention


def _looks_back(mention: DateMention, year: int, folded: str) -> bool:
    """Whether a bare year only names something older (2022年审计指出的问题), not what follows.

    A year that opens a sentence part of its own (2022年，…) is when things happened.
    """
    last = mention.until or mention.date
    if last.month is not None or last.year is None or last.year >= year:
        return False
    return not folded.startswith("，", mention.end)


def _read(match: re.Match[str], year: int | None) -> DateMention | None:
    """The mention a match stands for; ``year`` is the one to carry over."""
    group = match.groupdict()
    text = match.group().rstrip()
    base = DateMention(
        text=text,
        start=match.start(),
        end=match.start() + len(text),
        date=Date(year=None, month=None, day=None),
    )
    if group["m"] is not None:
        return _read_marked(base, group, year)
    if group["ny"] is not None:
        return _numeric(base, group["ny"], group["nm"], group["nd"])
    if group["run"] is not None:
        return _run_together(base, group["run"][:4], group["run"][4:])
    if group["gy"] is not None:
        return _run_together(base, group["gy"], group["grun"])
    if group["mess"] is not None:
        return replace(base, garbled=True)
    for letter in "sr":
        if group[f"{letter}y"] is not None:
            found = _numeric(base, *(group[f"{letter}{part}"] or "" for part in "ymd"))
            return replace(found, garbled=True) if found else replace(base, garbled=True)
    only = _number(group["only"])
    if only is None or not 1900 <= only <= 2099:
        return None
    last = Date(year=only, month=None, day=None)
    if group["from"] is None:
        return replace(base, date=last)
    return replace(base, date=Date(year=int(group["from"]), month=None, day=None), until=last)


def _read_marked(
    base: DateMention, group: dict[str, str | None], carried: int | None
) -> DateMention | None:
    """A mention written with 月: full, without year, month only, a period."""
    month, day = _number(group["m"]), _number(group["d"])
    placeholder = bool(re.search("[xX×]", base.text))
    if month is None and not placeholder:
        return None
    year = _number(group["y"]) if group["y"] else _relative(group["rel"], carried)
    until = None
    if group["m2"] or group["d2"] or group["part2"]:
        until_year = _number(group["y2"]) if group["y2"] else _relative(group["rel2"], year)
        until = Date(
            year=until_year,
            month=_number(group["m2"]) if group["m2"] else month,
            day=_number(group["d2"]),
        )
    return replace(
        base,
        date=Date(year=year, month=month, day=day),
        until=until,
        part=group["part"],
        until_part=group["part2"],
        year_given=group["y"] is not None,
        garbled=bool(group["ydup"] or group["mdup"] or group["ddup"]),
        placeholder=placeholder,
    )


def _relative(word: str | None, carried: int | None) -> int | None:
    """The year that 同年, 次年, 今年 … name when ``carried`` was the last year given."""
    if word in ("次年", "翌年"):
        return None if carried is None else carried + 1
    if word in ("今年", "去年", "明年", "本年"):
        return None
    return carried


def _numeric(base: DateMention, year: str, month: str, day: str) -> DateMention | None:
    date = Date(year=int(year), month=int(month), day=int(day))
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return replace(base, date=date)


def _run_together(base: DateMention, year: str, digits: str) -> DateMention:
    """Read "2021" + "331618" as a day or a period where only one reading exists."""
    days = list(day_readings(int(year), digits))
    periods = list(_period_readings(int(year), digits))
    if len(days) + len(periods) != 1:
        return replace(base, garbled=True)
    if days:
        return replace(base, date=days[0], garbled=True)
    first, last = periods[0]
    return replace(base, date=first, until=last, garbled=True)


def day_readings(year: int, digits: str) -> Iterator[Date]:
    """All existing days that ``digits`` (month and day run together) can mean in ``year``.

    Leading zeros are written for both or for neither: "0408" and "48" are 8 April, "408" nothing.
    """
    for cut in (1, 2):
        month, day = digits[:cut], digits[cut:]
        padded = len(digits) == 4
        if not 1 <= len(day) <= 2 or (not padded and "0" in (month[0], day[0])):
            continue
        date = Date(year=year, month=int(month), day=int(day))
        if date.iso is not None:
            yield date


def _period_readings(year: int, digits: str) -> Iterator[tuple[Date, Date]]:
    for cut in range(2, len(digits) - 1):
        for first in day_readings(year, digits[:cut]):
            for last in day_readings(year, digits[cut:]):
                if _ordinal(first) < _ordinal(last):
                    yield first, last


def _ordinal(date: Date) -> int:
    return datetime.date(date.year or 1, date.month or 1, date.day or 1).toordinal()


def _number(text: str | None) -> int | None:
    if not text:
        return None
    value = value_of(text)
    return None if value is None or value != int(value) else int(value)
