"""date-order: impossible dates, and dates that contradict the course of an inspection."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.notice.dates import DateMention
from assistant.notice.model import Notice, Passage
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule
from assistant.review.timeline import Span, end_of, is_impossible, start_of

RULE = Rule(
    id="date-order",
    name="日期先后有误",
    severity="error",
    group="content",
    about="不存在的日期；期间的终点早于起点；反馈早于巡视巡察结束；传达反馈早于反馈；"
    "落款早于数据截至日或已完成事项的日期。旧文件、往年审计和以前的巡视巡察不算。",
    message="日期先后有误：{working}",
    suggestion="核对原始记录后更正其中一个日期。",
    basis="成文日期≥截至日≥反馈日≥巡察结束日",
)

_CUT_OFF = re.compile(r"截[至止](?!日期|时间)(?:到)?[^，。；\d]{0,4}$")
_PASS_ON = re.compile(
    r"(?:传达|通报|学习|领会)[^。；]{0,24}(?:反馈|巡[察视])|(?:反馈|巡[察视])[^。；]{0,20}(?:传达|认领|领会)"
    r"|整改(?:工作)?(?:实施|总体)?方案|整改工作领导小组|(?:反馈(?:会|意见|情况|问题)?)后|巡[察视]整改[^，。；]{0,6}(?:专题|动员|部署|推进|调度)"
)
_EARLIER = re.compile(r"立行立改|边巡边改|巡[察视]期间|进驻|先期|上[一]?轮|上次|以前|此前|曾")
_REPORTED = re.compile(
    r"已|完成|召开|印发|修订|制定|出台|举办|开展|组织|清退|追回|收回|上缴|验收|通过|建成|选举|补缴|签订|了(?!解)"
)
_PLANNED = re.compile(
    r"[拟将]|计划|预计|(?:按|依|根据)(?:照|据)?[^，。；]{0,6}(?:协议|合同|约定)|[约商议]定|排定|敲定|正在推进|应[于在]|分期|继续跟踪|力争|争取|之前|以前|年?底前|月前|日前|旬前|末前|前(?:完成|办结|建成|投入|销号|到位|全部|整改|清退|落实|实现|开工|达到)|时限|期限|届满|到期|有效期|下一步|今后|明年|定[在于]|安排在|排在|列入|至20\d\d年(?:底|末)"
)
# 清理合同41份: in a measure a figure tells what was done
_COUNTED = re.compile(r"\d{1,7}(?:[次份人个名户家项笔条处件场台株亩册本套辆]|万?元)")
# 合同到2026年6月才满: where something ends, not when it was done
_UNTIL = re.compile(r"(?<!截)(?<!截止)[到至]$")
_CLAUSE_MARK = "，。；\n"

# 统计时间：截至…, 以上数据截至…
_COUNTED_TO = re.compile(r"(?:统计|数据)[^。；]{0,8}截[至止][^。；]{0,4}$")
_OF_ALL = re.compile(r"个问题[^。；]{0,8}(?:完成|整改)|完成率")


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield contradictions between dates; every one points at the later-stated or smaller place."""
    impossible = set()
    for mention in reading.dates:
        hit = _within(mention, notice)
        if hit is not None:
            impossible.add(mention.start)
            yield hit
    period = _mention_at(reading, notice.inspection.period_passage)
    feedback = _feedback(notice, reading)
    if (
        period is not None
        and feedback is not None
        and not {period.start, feedback.start} & impossible
    ):
        yield from _feedback_first(period, feedback)
    if feedback is not None and feedback.start not in impossible:
        yield from _passed_on_early(notice, reading, feedback)
    yield from _after_signature(notice, reading, period, feedback)


def _within(mention: DateMention, notice: Notice) -> Hit | None:
    """A mention that is wrong by itself: no such day, or a period that runs backwards."""
    if mention.garbled or mention.placeholder:
        return None
    dates = [mention.date] + ([mention.until] if mention.until else [])
    if any(is_impossible(date) for date in dates):
        return _hit(mention, f"“{mention.text}”不是存在的日期")
    if mention.until is None:
        return None
    first, last = start_of(mention), end_of(mention)
    if first is None or last is None or last.last >= first.first:
        return None
    over_new_year = (
        first.first.month >= 9 and last.last.month <= 6 and first.first.year == last.last.year
    )
    if over_new_year and "年" not in mention.text.partition("至")[2]:
        return None  # 2024年11月至次年3月 with the second year left out
    return _hit(mention, f"“{mention.text}”的终点早于起点")


def _feedback_first(period: DateMention, feedback: DateMention) -> Iterator[Hit]:
    end, given = end_of(period), start_of(feedback)
    if end is not None and given is not None and given.last < end.first:
        yield _hit(feedback, f"反馈日期“{feedback.text}”早于巡视巡察结束（“{period.text}”）")


def _passed_on_early(notice: Notice, reading: Reading, feedback: DateMention) -> Iterator[Hit]:
    given = start_of(feedback)
    if given is None:
        return
    for mention, clause in _dated_clauses(notice, reading):
        when = start_of(mention)
        if mention.start <= feedback.end or mention.start >= reading.account_start:
            continue
        if when is None or mention.date.day is None or when.last >= given.first:
            continue
        recent = (given.first - when.last).days < 366
        if recent and _PASS_ON.search(clause) and not _EARLIER.search(clause):
            yield _hit(mention, f"传达部署日期“{mention.text}”早于反馈日期“{feedback.text}”")


def _after_signature(
    notice: Notice, reading: Reading, period: DateMention | None, feedback: DateMention | None
) -> Iterator[Hit]:
    """What is dated after the notice itself."""
    if notice.date_of_issue is None or notice.date_passage is None:
        return
    issued = datetime.date.fromisoformat(notice.date_of_issue)
    floor = start_of(period) if period is not None else None
    for mention, what in ((feedback, "反馈日期"), (period, "巡视巡察时间")):
        when = None if mention is None else end_of(mention)
        if mention is not None and when is not None and when.first > issued:
            passage = notice.date_passage
            working = f"成文日期“{passage.text}”早于{what}“{mention.text}”"
            yield Hit(start=passage.start, end=passage.end, values={"working": working})
            return
    for mention, clause in _dated_clauses(notice, reading):
        when = end_of(mention)
        if when is None or when.first <= issued or mention.start >= notice.date_passage.start:
            continue
        if not mention.year_given and _could_be_earlier(when, issued, floor):
            continue
        cut_off = _CUT_OFF.search(notice.folded[max(0, mention.start - 12) : mention.start])
        # figures of the whole may stand in one chapter with the next steps
        before = notice.folded[max(0, mention.start - 16) : mention.start]
        of_all = cut_off and (
            _OF_ALL.search(notice.folded[mention.end : mention.end + 60])
            or _COUNTED_TO.search(before)
        )
        if reading.inside(mention.start, "next_steps", "contact") and not of_all:
            continue
        if cut_off:
            yield _hit(mention, f"截至日期“{mention.text}”晚于成文日期“{notice.date_passage.text}”")
        elif _is_reported(notice, reading, mention, clause):
            yield _hit(
                mention, f"已办事项的日期“{mention.text}”晚于成文日期“{notice.date_passage.text}”"
            )


def _could_be_earlier(when: Span, issued: datetime.date, floor: Span | None) -> bool:
    """Whether a mention without a year fits between inspection and signature in another year."""
    low = floor.first if floor is not None else issued - datetime.timedelta(days=365)
    for year in range(issued.year - 2, issued.year + 1):
        day = min(when.first.day, 28)
        candidate = datetime.date(year, when.first.month, day)
        if low <= candidate <= issued:
            return True
    return False


def _is_reported(notice: Notice, reading: Reading, mention: DateMention, clause: str) -> bool:
    if _PLANNED.search(clause) or reading.run_together:
        return False
    told = any(r.start <= mention.start < r.end for r in reading.records) and _COUNTED.search(
        clause.replace(mention.text, "", 1)
    )
    if not (told or _REPORTED.search(clause)):
        return False
    if _UNTIL.search(notice.folded[max(0, mention.start - 2) : mention.start]):
        return False
    tail = notice.folded[mention.end : mention.end + 2]
    return not tail.startswith(("前", "之前", "以前", "起", "后")) and not reading.inside(
        mention.start, "unfinished"
    )


def _dated_clauses(notice: Notice, reading: Reading) -> Iterator[tuple[DateMention, str]]:
    """Each whole date mention with the clause it stands in (to the next ，。；)."""
    for mention in reading.dates:
        if mention.garbled or mention.placeholder or mention.date.month is None:
            continue
        start = max(notice.folded.rfind(mark, 0, mention.start) for mark in _CLAUSE_MARK) + 1
        ends = (notice.folded.find(mark, mention.end) for mark in "。；\n")
        end = min((at for at in ends if at >= 0), default=len(notice.folded))
        yield mention, notice.folded[start : min(end, mention.end + 60)]


def _feedback(notice: Notice, reading: Reading) -> DateMention | None:
    """The day of the feedback, in the year that the lead as a whole gives it."""
    mention = _mention_at(reading, notice.inspection.feedback_passage)
    if mention is None or notice.inspection.feedback is None or mention.year_given:
        return mention
    year = int(notice.inspection.feedback[:4])
    return replace(mention, date=replace(mention.date, year=year))


def _mention_at(reading: Reading, passage: Passage | None) -> DateMention | None:
    if passage is None:
        return None
    return next((m for m in reading.dates if m.start < passage.end and passage.start < m.end), None)


def _hit(mention: DateMention, working: str) -> Hit:
    return Hit(start=mention.start, end=mention.end, values={"working": working})
