"""Inspection: who inspected, when, and when the findings were fed back, as the lead tells it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.notice.dates import DateMention, find_dates
from assistant.notice.model import Inspection, InspectionKind, Passage
from assistant.notice.sheet import Sheet

_TEAM = re.compile(
    r"(?:第 ?[一二三四五六七八九十百\dX×x]{0,4} ?)(?:轮)?(?:巡[察视查])(?:工作)?组"
    r"|巡[察视查](?:工作)?组"
)
_CUT = re.compile(
    r"[^\u4e00-\u9fffXx×]|根据|按照|(?<![省市县区])由|经过|接受|配合|针对|期间|派出的?|(?<=\d)日|(?<=[一二三四五六七八九十])日|下旬|上旬|中旬|年度|以来|收到|关于|围绕|落实|对照|[一二三四五六七八九十]{1,3}届|[被受向把将与和在于从是了经对]"
)
# behind a period: who inspected whom in it, nothing of feedback or rectification before that
_CARRIED_OUT = re.compile(
    r"(?:(?!反馈|整改|通报)[^。；]){0,60}?(?:巡[察视查]组|巡[察视查])(?:(?!反馈|整改)[^。；]){0,60}?(?:开展|进行|实施)"
    r"|(?:(?!反馈|整改|通报)[^。；]){0,60}?(?:开展|进行|实施|接受)(?:(?!反馈|整改)[^。；]){0,24}?巡[察视查]"
)
_OF_FEEDBACK = re.compile(
    r"(?:将|把|对|就|针对|对照|收到|接到|传达|学习|根据|按照|围绕)(?:巡[察视]组?)?$|印发|召开会议|制定"
)
_OVER = re.compile(r"[^，。；]{0,4}(?:结束|撤离|离开)[，；]")
_REACH = 14
_WINDOW = 200  # characters behind a date in which its purpose is told
_LONGEST_LEAD = 4000


def read_inspection(sheet: Sheet, lead: tuple[int, int], whole: tuple[int, int]) -> Inspection:
    """Read the lead [start, end); ``whole`` (the notice proper) decides the kind of inspection."""
    shape, text = sheet.shape, sheet.document.text
    lead = lead[0], min(lead[1], lead[0] + _LONGEST_LEAD)
    mentions = list(find_dates(shape[lead[0] : lead[1]]))
    period = _period(shape, lead, mentions)
    feedback = _in_its_year(_feedback(shape, lead, mentions, period), period, mentions)
    start, end = _bounds(shape, lead, mentions, period)
    team = _team(shape, *lead) or _team(shape, *whole)
    return Inspection(
        kind=_kind(shape, team, whole),
        team=None if team is None else text[team[0] : team[1]],
        start=start,
        end=end,
        feedback=None if feedback is None else _iso(feedback),
        period_passage=_passage(text, lead[0], period),
        feedback_passage=_passage(text, lead[0], feedback),
    )


def _iso(mention: DateMention) -> str | None:
    return None if mention.placeholder else mention.date.iso


def _passage(text: str, offset: int, mention: DateMention | None) -> Passage | None:
    if mention is None:
        return None
    start, end = mention.start + offset, mention.end + offset
    return Passage(text=text[start:end], start=start, end=end)


def _context(shape: str, lead: tuple[int, int], mentions: Sequence[DateMention], at: int) -> str:
    """The words between a mention and the next one or the end of the sentence."""
    start = lead[0] + mentions[at].end
    stop = lead[0] + mentions[at + 1].start if at + 1 < len(mentions) else lead[1]
    stop = min(stop, start + _WINDOW)
    return re.split("[。；]", shape[start:stop], maxsplit=1)[0]


def _period(
    shape: str, lead: tuple[int, int], mentions: Sequence[DateMention]
) -> DateMention | None:
    """The first period whose sentence speaks of the inspection; the latest where several do.

    A follow-up (“回头看”) tells of the inspection before it too.
    """
    told = [
        mention
        for at, mention in enumerate(mentions)
        if mention.until is not None
        and mention.date.month is not None
        and _CARRIED_OUT.match(_context(shape, lead, mentions, at))
    ]
    if len(told) > 1:
        return max(told, key=lambda mention: (mention.date.year or 0, -mention.start))
    for at, mention in enumerate(mentions):
        if (mention.until is not None and mention.date.month is not None) or (
            mention.until is not None and mention.placeholder
        ):
            context = _context(shape, lead, mentions, at)
            if re.search("巡[察视查]", context) or not re.search("反馈|整改", context):
                return mention
    for at, mention in enumerate(mentions):
        context = _context(shape, lead, mentions, at)
        if (
            mention.date.month is not None
            and re.search("巡[察视查]", context)
            and not re.search("反馈", context)
        ):
            return mention
    return None


def _feedback(
    shape: str,
    lead: tuple[int, int],
    mentions: Sequence[DateMention],
    period: DateMention | None,
) -> DateMention | None:
    """The first date (no period) that the feedback is said to have been given on.

    One of an earlier year than the period goes back to another inspection, unless it is alone.
    """
    found = list(_fed_back(shape, lead, mentions, period))
    own = (m for m in found if period is None or _years(m, period) < 1 or not m.year_given)
    return next(own, next(iter(found), None))


def _fed_back(
    shape: str,
    lead: tuple[int, int],
    mentions: Sequence[DateMention],
    period: DateMention | None,
) -> Iterator[DateMention]:
    for at, mention in enumerate(mentions):
        if mention is period or mention.until is not None:
            continue
        if period is not None and mention.start < period.start and _years(mention, period) > 0:
            continue
        if mention.date.month is None and not mention.placeholder and not mention.garbled:
            continue
        context = _context(shape, lead, mentions, at)
        before = _words_before(shape, lead[0], lead[0] + mention.start)
        told = context.partition("反馈")[0]
        if _OF_FEEDBACK.search(told):  # 7月15日印发方案，将反馈的6个问题…
            continue
        if _OVER.match(context):  # 至6月14日结束，随后反馈意见: on no day that is told
            continue
        if "反馈" in context or re.search(r"反馈[^，]{0,16}$", before):
            yield mention


def _years(earlier: DateMention, later: DateMention) -> int:
    """The years from one mention to another; 0 where one of them has none."""
    first, last = earlier.date.year, later.date.year
    return 0 if first is None or last is None else last - first


def _in_its_year(
    feedback: DateMention | None, period: DateMention | None, mentions: Sequence[DateMention]
) -> DateMention | None:
    """The feedback with the year of the period where its own was carried over from elsewhere.

    2025年4月14日至5月15日，…检查2022年巡察反馈问题的整改。6月10日反馈: 10 June 2025.
    """
    if feedback is None or period is None or feedback.year_given or _years(feedback, period) < 1:
        return feedback
    between = [m for m in mentions if period.start < m.start < feedback.start]
    if not any(m.year_given and _years(m, period) > 0 for m in between):
        return feedback
    return replace(feedback, date=replace(feedback.date, year=(period.until or period.date).year))


def _words_before(shape: str, begin: int, at: int) -> str:
    """The last words of the sentence before ``at``."""
    return re.split("[。；]", shape[max(begin, at - 30) : at])[-1]


def _bounds(
    shape: str,
    lead: tuple[int, int],
    mentions: Sequence[DateMention],
    period: DateMention | None,
) -> tuple[str | None, str | None]:
    """First and last day of the inspection as ISO text."""
    if period is not None and period.until is not None:
        return _iso(period), None if period.placeholder else period.until.iso
    start = end = None
    for at, mention in enumerate(mentions):
        context = _context(shape, lead, mentions, at)[:40]
        if start is None and re.search("进驻|入驻", context):
            start = _iso(mention)
        elif end is None and re.search("结束|撤离", context):
            end = _iso(mention)
    return start, end


def _team(shape: str, start: int, end: int) -> tuple[int, int] | None:
    """The inspection group's name exactly as written; one with an ordinal is preferred."""
    best: tuple[int, int] | None = None
    for match in _TEAM.finditer(shape, start, min(end, start + 20000)):
        numbered = match.group().startswith("第")
        if not numbered and best is not None:
            continue
        left = max(start, match.start() - _REACH)
        before = shape[left : match.start()]
        cuts = [cut.end() for cut in _CUT.finditer(before)]
        span = (left + (cuts[-1] if cuts else 0), match.end())
        if numbered:
            return span
        best = span
    return best


def _kind(
    shape: str, team: tuple[int, int] | None, whole: tuple[int, int]
) -> InspectionKind | None:
    """xunshi or xuncha: what the group is called, else what the notice mostly says."""
    if team is not None:
        name = shape[team[0] : team[1]]
        if "巡察" in name or "巡视" in name:
            return "xuncha" if "巡察" in name else "xunshi"
    words = Counter(re.findall("巡视(?!巡察|工作条例)|(?<!巡视)巡察", shape[whole[0] : whole[1]]))
    if not words:
        return None
    return "xuncha" if words.most_common(1)[0][0] == "巡察" else "xunshi"
