"""no-result: a concrete action, but nothing shows that it was done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.excerpt import excerpt
from assistant.review.plans import plan_spans
from assistant.review.reading import Reading, Unit
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="no-result",
    name="措施没有结果",
    severity="warning",
    group="content",
    about="一条措施有具体动作，但没有完成标志（已、完成、均、了……）、日期、数字或印发的文件来说明做成了；"
    "如实写明正在推进的不算。",
    message="只写了做什么，看不出是否做成：“{found}”",
    suggestion="补上结果：完成日期、数量、前后对比或印发的文件；尚未完成的如实写明状态和时限。",
    basis="完成词＋（数或日期或文件名）才算已完成",
)

# 由专人签字确认。: a step so short is asked for no result of its own beside items that show one
_SHORT = 18
_SHORTEST = 10
# 由机关纪委每季度抽查: a standing guard against relapse, fine beside items that show results
_STANDING = re.compile(
    r"每(?:个?月|个?季度?|周|旬|半年|年|学期|两周|半月|两个月)|按[月季周旬]|逐[月季周]"
    r"|(?:定期|不定期|随机|常态化)[^，。；]{0,12}"
    r"(?:抽查|检查|督查|督导|通报|公示|公开|调度|报告|复核|盘点|评估|回访|核对|研判|抽检|比对|会商)"
)
_CLAUSE = re.compile(r"[^，。；：]{4,}")
_OF_A_CHECK = re.compile(
    r"(?:建立|健全|完善|实行|推行|设立)[^，。；]{2,40}(?:机制|制度|台账|清单)$"
    r"|(?:对|凡)?(?:发现|查出|抽查到|检查到)[^，。；]{0,30}(?:问题|的|情况|异常)|(?:及时|立即|当场|限期|一律)[^，。；]{0,16}$|举一反三$"
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield the units with an action and without any sign that it was done."""
    for unit in reading.units:
        if unit.record.status in ("ongoing", "long_term") or len(unit.body) < _SHORTEST:
            continue
        evidence = reading.evidence(unit)
        if evidence.slogans_only or evidence.shows_result or evidence.ongoing:
            continue
        if next(plan_spans(unit.body, afterwards=True), None) is not None:
            continue
        minor = len(unit.body) < _SHORT or _is_guard(unit.body)
        if minor and _has_results(reading, unit):
            continue
        start, end = reading.unit_span(unit)
        yield Hit(start=start, end=end, values={"found": excerpt(notice.text[start:end], 30)})


def _is_guard(body: str) -> bool:
    """Whether a unit is a standing check and no more: a deed beside it is asked for its result.

    What the check is called, and what follows a finding of it, are part of it.
    """
    clauses = _CLAUSE.findall(body)
    if not any(_STANDING.search(clause) for clause in clauses):
        return False
    return all(_STANDING.search(clause) or _OF_A_CHECK.match(clause) for clause in clauses)


def _has_results(reading: Reading, unit: Unit) -> bool:
    """Whether another item under the same problem shows a result."""
    return any(
        reading.evidence(other).shows_result
        for other in reading.units_of[unit.record.id]
        if other is not unit
    )
