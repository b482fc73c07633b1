"""missing-statistics: no overall results anywhere in the notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.claims import find_claims, is_result
from assistant.notice.model import Claim, Notice
from assistant.review.entry import Entry
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="missing-statistics",
    name="缺总体数据",
    severity="error",
    group="document",
    about="全文没有总体结果：完成的问题或措施数、完成率、制度总数、资金、处理人数；"
    "只有反馈问题数、措施总数或逐项状态的，仍算缺。",
    message="没有总体整改数据（完成数、完成率、制度、资金、处理人数等结果）",
    suggestion="在组织情况末尾补一句总体数据：反馈问题总数、完成数、推进数、完成率，以及制度、资金、人员处理情况。",
    basis="通报结构：总体数据须有问题总数、完成数与完成率等",
)

# an overall result without a figure: 反馈问题已全部整改到位
_ALL_DONE = re.compile(
    r"(?:反馈[^。；]{0,16}意见|(?:反馈|指出|具体|整改)[^。；]{0,16}(?:问题|任务|事项|措施))[^。；，]{0,10}(?:全部|均|基本|逐一|都)[^。；，]{0,8}"
    r"(?:完成|整改|办结|销号|落实|解决)"
)

# rules made, by other names than 制度: 新订规章5件
_RULES_MADE = re.compile(
    r"(?:新?[制修订立建]定?|完善|废止|出台)(?:了)?[^，。；《》\d]{0,8}(?:规章|办法|规定|机制|规矩|规范性文件)"
    r"[^，。；\d]{0,3}\d{1,3}(?:[件项个条])"
)

# results that are still placeholders are placeholder-left, not absent
_OPEN = re.compile(r"(?:完成|整改到位|办结|销号|率)[^。；，]{0,8}[X×x_＿【]")

# talks held to speed the work up are part of its organisation
_SUPERVISED = re.compile(r"约谈|通报")
_REFERRED = re.compile(r"(?:已|全部)?(?:完成(?:整改)?|整改(?:完成|到位)|办结|销号)的")


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit where no result is claimed outside the records."""
    held = [(record.start, record.end) for record in notice.records]
    for claim in notice.claims:
        outside = not any(start <= claim.start < end for start, end in held)
        if outside and is_result(claim) and not _SUPERVISED.match(claim.text):
            return
    if any(_is_told(entry, reading) for entry in reading.ledger.entries):
        return
    for line in reading.frame_lines:
        if line.role == "heading" and len(line.text) < 40:
            continue
        for pattern in (_ALL_DONE, _RULES_MADE, _OPEN):
            if pattern.search(notice.folded, line.start, line.end):
                return
    for start, end in reading.spans_of("next_steps", "unfinished", "contact"):
        if any(_looks_back(claim) for claim in find_claims(notice.folded, notice.text, start, end)):
            return
    yield Hit()


def _is_told(entry: Entry, reading: Reading) -> bool:
    """Whether a count in the frame tells how many are finished."""
    if reading.inside(entry.start, "next_steps", "unfinished", "contact"):
        return False
    return entry.what == "rate" or entry.role in ("done", "basic") or entry.all_done


def _looks_back(claim: Claim) -> bool:
    """A result among plans: a rate, or what is said (not just referred to) to be done."""
    if _REFERRED.match(claim.text):
        return False
    return claim.kind == "rate" or (claim.kind in ("problems", "measures") and claim.done is True)
