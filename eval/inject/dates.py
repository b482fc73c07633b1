"""Dates, numbers and counts that cannot be right."""

from __future__ import annotations

import datetime
import random
import re

from assistant.notice.model import Claim
from eval.inject.planted import Form, Planted, main_records, swap
from eval.world import EvalNotice

_FULL = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_DAY = re.compile(r"(?<!年)(?<!\d)(?P<month>4|6|9|11|2)月\d{1,2}日")
_PERIOD = re.compile(r"(\d{4}年)(\d{1,2}月\d{1,2}日)至(\d{1,2}月\d{1,2}日)")
_CUTOFF = re.compile(r"截至(\d{4})年")


def feedback_too_early(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The feedback is dated before the inspection ended."""
    inspection = notice.notice.inspection
    passage = inspection.feedback_passage
    if inspection.end is None or passage is None or not re.fullmatch(r"\d+月\d+日", passage.text):
        return None
    early = datetime.date.fromisoformat(inspection.end) - datetime.timedelta(
        days=chance.randint(3, 9)
    )
    planted = swap(notice.text, passage.start, passage.end, f"{early.month}月{early.day}日")
    period = inspection.period_passage
    places = (*planted.places, *([(period.start, period.end)] if period else []))
    return Planted(text=planted.text, places=places)


def period_reversed(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The period ends before it begins."""
    passage = notice.notice.inspection.period_passage
    found = _PERIOD.fullmatch(passage.text) if passage else None
    if passage is None or found is None:
        return None
    return swap(notice.text, passage.start, passage.end, f"{found[1]}{found[3]}至{found[2]}")


def impossible_day(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A day that the month does not have."""
    records = main_records(notice)
    found = [
        m
        for m in _DAY.finditer(notice.text, records[0].start, records[-1].end)
        if notice.text[m.end() : m.end() + 1] != "至"
    ]
    if not found:
        return None
    place = chance.choice(found)
    day = 30 if place["month"] == "2" else 31
    return swap(notice.text, place.start(), place.end(), f"{place['month']}月{day}日")


def signed_too_early(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The notice is signed a year before the cut-off of its own statistics."""
    passage, cutoff = notice.notice.date_passage, _CUTOFF.search(notice.text)
    if passage is None or cutoff is None or not _FULL.fullmatch(passage.text):
        return None
    year = int(passage.text[:4]) - 1
    planted = swap(notice.text, passage.start, passage.start + 4, str(year))
    end = passage.end
    return Planted(
        text=planted.text, places=((passage.start, end), (cutoff.start(), cutoff.end() + 8))
    )


def _garbled(notice: EvalNotice, chance: random.Random, old: str, new: str) -> Planted | None:
    title = notice.notice.title
    found = list(_FULL.finditer(notice.text, title.end if title else 0))
    if not found:
        return None
    place = chance.choice(found)
    return swap(notice.text, place.start(), place.end(), place[0].replace(old, new, 1))


def year_lost(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """年 is lost, as when a page is copied."""
    return _garbled(notice, chance, "年", "")


def month_lost(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """月 is lost."""
    return _garbled(notice, chance, "月", "")


def day_doubled(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """日 stands twice."""
    return _garbled(notice, chance, "日", "日日")


def _claims(notice: EvalNotice, kind: str, done: bool | None) -> list[Claim]:
    lines = [line for line in notice.notice.lines if line.role == "statistics"]
    return [
        claim
        for claim in notice.notice.claims
        if claim.kind == kind
        and claim.done is done
        and any(line.start <= claim.start < line.end for line in lines)
    ]


def _miscounted(notice: EvalNotice, claim: Claim, new: str) -> Planted:
    """A claim with another figure; what contradicts it may be reported in its place."""
    text = re.sub(r"\d+(?:\.\d+)?", new, claim.text, count=1)
    planted = swap(notice.text, claim.start, claim.end, text)
    moved = len(text) - len(claim.text)
    others = tuple(
        (other.start + moved * (other.start > claim.start), other.end + moved)
        for other in notice.notice.claims
        if other.kind in {"problems", "rate", "measures"} and other.start != claim.start
    )
    return Planted(text=planted.text, places=(*planted.places, *others))


def total_wrong(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The total of the problems is not the sum of its parts."""
    found = _claims(notice, "problems", None)
    if not found:
        return None
    return _miscounted(notice, found[0], str(int(found[0].value) + chance.randint(2, 4)))


def rate_wrong(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The rate is not its quotient."""
    found = _claims(notice, "rate", True)
    if not found:
        return None
    return _miscounted(notice, found[0], f"{found[0].value - chance.choice([4.4, 6.3, 7.1]):.1f}")


def more_done_than_given(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """More problems are done than there were."""
    found = _claims(notice, "problems", True)
    if not found:
        return None
    total = len(main_records(notice))
    return _miscounted(notice, found[0], str(total + chance.randint(1, 3)))


FORMS = (
    Form(rule="date-order", name="反馈早于巡察结束", plant=feedback_too_early),
    Form(rule="date-order", name="起止颠倒", plant=period_reversed),
    Form(rule="date-order", name="不存在的日期", plant=impossible_day),
    Form(rule="date-order", name="成文早于截至日", plant=signed_too_early),
    Form(rule="garbled-date", name="丢“年”", plant=year_lost),
    Form(rule="garbled-date", name="丢“月”", plant=month_lost),
    Form(rule="garbled-date", name="“日”重复", plant=day_doubled),
    Form(rule="count-mismatch", name="总数不等于分项和", plant=total_wrong),
    Form(rule="count-mismatch", name="完成率算错", plant=rate_wrong),
    Form(rule="count-mismatch", name="完成数多于总数", plant=more_done_than_given),
)
