"""missing-basis: the lead lacks the inspection period or the feedback date."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.notice.model import Notice, Passage
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="missing-basis",
    name="缺巡察依据",
    severity="error",
    group="document",
    about="导语须同时写明巡视巡察起止时间（到日或到月、旬均可）和反馈日期，缺一即报；"
    "年份可承前省略，日期残缺的只报“日期残缺”。",
    message="导语缺少{what}",
    suggestion="在导语写明何年何月何日至何月何日开展巡视巡察、何月何日反馈意见。",
    basis="通报导语须写明部署依据、巡察起止日、巡察组、反馈日",
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit that names what the lead lacks."""
    inspection = notice.inspection
    end = _lead_end(notice, reading)
    lacking = []
    # …进驻，…结束 tells the period by its two days
    both_ends = inspection.start is not None and inspection.end is not None
    if not _within(inspection.period_passage, end) and not both_ends:
        lacking.append("巡视巡察起止时间")
    if not _within(inspection.feedback_passage, end):
        lacking.append("反馈日期")
    broken = sum(start < end for start, _ in reading.broken_dates)
    if len(lacking) > broken:
        yield Hit(values={"what": "和".join(lacking)})


def _lead_end(notice: Notice, reading: Reading) -> int:
    """Where the lead ends: with its section, else where the next part begins."""
    ends = [end for _, end in reading.spans_of("lead")]
    if ends:
        return max(ends)
    starts = [s.start for s in notice.sections if s.kind not in ("lead", "boilerplate")]
    return min(starts, default=len(notice.text))


def _within(passage: Passage | None, end: int) -> bool:
    return passage is not None and passage.start < end
