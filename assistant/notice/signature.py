"""Signature: the issuing body and the date at the end of a notice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.notice.dates import day_readings, find_dates
from assistant.notice.residue import is_advert, is_residue
from assistant.notice.sheet import Segment, Sheet
from assistant.notice.title import is_organisation

_SEARCHED = 60
_RUN = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<rest>\d{2,4})日?$")
_BLANK_DATE = re.compile(r"(?:(?:19|20)?[\d_xX×]{0,4} ?年 ?)[_xX× ]{0,6}月[_xX× ]{0,6}日$")
# a date whose units were lost, doubled or swapped: 20261月2年2日
_MESS = re.compile(r"(?:19|20)\d\d[\d年月日 ]{2,11}[年月日]")
_ISO = re.compile(r"20\d\d-\d{1,2}-\d{1,2}")
_TAIL = re.compile(
    r"(?<=[。；）a-zA-Z0-9 ])(?P<org>(?:中共|共青团|[\u4e00-\u9fff])[^。，；：！？ ]{3,44}) *"
    r"(?P<date>(?:\d{4}|[二][〇○零一二三四五六七八九]{3})年[^。，；]{2,8}日) *$"
)


# what may stand behind the signature besides page furniture
_CONTACT = re.compile(
    r"(?:欢迎|如有|监督|反馈|联系|受理|举报|来信|来访|通信|通讯|邮寄|邮政|邮编|电子|地址|电话|传真|信箱|邮箱|接待)[^。]{0,30}?"
    r"(?:监督|反映|意见|电话|方式|地址|邮编|编码|邮箱|信箱|邮件|时间|渠道|传真)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """The closing block: characters [start, end), first segment that belongs to it wholly.

    ``organisation`` and ``date`` are (start, end) or None.
    """

    first: int
    last: int
    start: int
    end: int
    organisation: tuple[int, int] | None
    date: tuple[int, int] | None


def find_signature(sheet: Sheet, after: int) -> Signature | None:
    """The last closing block behind segment ``after``, or None."""
    segments = sheet.segments
    lowest = max(after + 1, len(segments) - _SEARCHED)
    for index in range(len(segments) - 1, lowest - 1, -1):
        segment = segments[index]
        if is_date_line(sheet.whole(segment)):
            return _around_date(sheet, index, lowest)
        if _ISO.fullmatch(sheet.whole(segment)):
            # 2025-11-28 may be the stamp of a page: a date only beside the body that signs
            signed = _around_date(sheet, index, lowest)
            if signed.organisation is not None:
                return signed
        found = _one_line(sheet, segment)
        if found is not None:
            return found
    return _undated(sheet, lowest)


def _undated(sheet: Sheet, lowest: int) -> Signature | None:
    """A body that signs without a date: the last line, or the one before the contact block."""
    for segment in reversed(sheet.segments[lowest:]):
        line = sheet.whole(segment)
        if is_residue(line) or is_advert(line) or _CONTACT.match(line):
            continue
        if segment.marker is None and is_organisation(line):
            at = segment.index
            return _block(sheet, at, at, organisation=segment, date=None)
        return None
    return None


def is_date_line(line: str) -> bool:
    """Whether a whole (folded) line is a date, also a broken one or a form to be filled in."""
    line = line.strip("（）()。 ")
    if len(line) > 30 or not line:
        return False
    if _BLANK_DATE.match(line) or _RUN.match(line):
        return True
    if re.search(r"\d：\d", line):
        return False
    if _MESS.fullmatch(line):
        return True
    found = list(find_dates(line))
    if len(found) != 1 or found[0].text != line:
        return False
    return "年" in line or found[0].garbled or (found[0].complete and "-" not in line)


def _around_date(sheet: Sheet, index: int, lowest: int) -> Signature:
    """The block around the date line ``index``: organisation lines directly above, or one below."""
    segments = sheet.segments
    first = index
    while first - 1 >= lowest and index - first < 3:
        above = segments[first - 1]
        if above.marker is not None or not is_organisation(sheet.whole(above)):
            break
        first -= 1
    if first < index:
        return _block(sheet, first, index, organisation=segments[first], date=segments[index])
    below = segments[index + 1] if index + 1 < len(segments) else None
    if below is not None and is_organisation(sheet.whole(below)):
        return _block(sheet, index, index + 1, organisation=below, date=segments[index])
    return _block(sheet, index, index, organisation=None, date=segments[index])


def _one_line(sheet: Sheet, segment: Segment) -> Signature | None:
    """Organisation and date on one line, alone or run on behind the contact sentence."""
    match = _TAIL.search(" " + sheet.whole(segment)[-80:])
    if match is None or not is_organisation(match["org"]):
        return None
    offset = segment.end - min(80, segment.end - segment.start) - 1
    organisation = (match.start("org") + offset, match.end("org") + offset)
    date = (match.start("date") + offset, match.end("date") + offset)
    alone = organisation[0] == segment.start
    return Signature(
        first=segment.index if alone else segment.index + 1,
        last=segment.index,
        start=organisation[0],
        end=date[1],
        organisation=organisation,
        date=date,
    )


def _block(
    sheet: Sheet, first: int, last: int, *, organisation: Segment | None, date: Segment | None
) -> Signature:
    name = None if organisation is None else (organisation.start, organisation.end)
    return Signature(
        first=first,
        last=last,
        start=sheet.segments[first].start,
        end=sheet.segments[last].end,
        organisation=name,
        date=None if date is None else (date.start, date.end),
    )


def date_of_issue(line: str, not_before: str | None) -> str | None:
    """ISO date of a (folded) date line, None where it is incomplete, a form or has two readings.

    Digits run together ("202248") are read with the knowledge that a notice is signed after
    ``not_before`` (ISO text: the feedback or the inspection's last day).
    """
    line = line.strip("（）。 ")
    run = _RUN.match(line)
    if run is None:
        mention = next(find_dates(line), None)
        return None if mention is None or mention.placeholder else mention.date.iso
    found = [date.iso for date in day_readings(int(run["y"]), run["rest"])]
    late = [iso for iso in found if iso is not None and iso > (not_before or "")]
    return late[0] if len(late) == 1 else None
