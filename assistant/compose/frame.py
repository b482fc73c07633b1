"""Frame: the parts around the problems: title, lead, next steps, contact, end.

The wording is the plain one of domain.md sections 2 and 7; places and people are the user's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.compose.block import Block
from assistant.compose.case import Case
from assistant.compose.wording import (
    blank,
    clause,
    date_words,
    enumerated,
    issuer_name,
    kind_word,
    own_name,
    superior,
)


def title_text(case: Case) -> str:
    """Issuer + 关于 + round + kind + 整改进展情况的通报, in one line without punctuation."""
    inspection, kind = case.inspection, kind_word(case)
    round_name = (inspection.round or blank("届次和轮次")).removesuffix(kind)
    return f"{issuer_name(case)}关于{round_name}{kind}整改进展情况的通报"


def lead_text(case: Case) -> str:
    """Basis, dates, group, manner, date of the feedback, and that it is published herewith."""
    inspection, kind = case.inspection, kind_word(case)
    team = inspection.team or blank(f"{kind}组名称")
    sender = superior(inspection.team) or blank("派出党组织")
    start = date_words(inspection.start, f"{kind}起始日期")
    end = _until(case, kind)
    short = f"（以下简称{case.short_name}）" if case.short_name else ""
    feedback = _later(case, kind)
    return (
        f"根据{sender}统一部署，{start}至{end}，{team}对{issuer_name(case)}{short}"
        f"开展了{inspection.mode or ''}{kind}。{feedback}，{team}反馈了{kind}意见。"
        "按照有关要求，现将集中整改进展情况公布如下。"
    )


def _until(case: Case, kind: str) -> str:
    start, end = case.inspection.start, case.inspection.end
    if start is not None and end is not None and start.year == end.year:
        return f"{end.month}月{end.day}日"
    return date_words(end, f"{kind}结束日期")


def _later(case: Case, kind: str) -> str:
    """The day of the feedback, its year left out where it is the year named just before."""
    end, feedback = case.inspection.end, case.inspection.feedback
    if end is not None and feedback is not None and end.year == feedback.year:
        return f"{feedback.month}月{feedback.day}日"
    return date_words(feedback, "反馈日期")


def next_steps_text(case: Case) -> str:
    """The case's next steps, else two to three that follow from what is open."""
    if case.next_steps:
        return enumerated([clause(step) for step in case.next_steps])
    steps = [
        f"{blank('复查时间')}对已完成的问题开展“回头看”，发现反弹的重新列账",
        f"每季度抽查制度执行情况，抽查结果向{own_name(case)}报告，防止前改后犯",
    ]
    if any(problem.status in ("ongoing", "long_term") for problem in case.problems):
        steps.insert(0, "盯住未完成事项按月督办，办结一项销号一项")
    return enumerated(steps)


def closing_blocks(case: Case) -> Iterator[Block]:
    """Contact, signature and date of issue."""
    contact, kind = case.contact, kind_word(case)
    hours = f"请于{clause(contact.hours)}反映意见。" if contact.hours else ""
    ways = [
        f"联系电话：{_all(contact.phones, '带区号的电话')}",
        f"通信地址：{_all(contact.addresses, '通信地址')}",
        f"邮政编码：{_all(contact.postcodes, '邮政编码')}",
        f"电子邮箱：{_all(contact.emails, '单位邮箱')}",
    ]
    yield Block(
        kind="contact",
        text=f"欢迎广大干部群众对{kind}整改落实情况进行监督。{hours}" + "；".join(ways) + "。",
    )
    yield Block(kind="signature", text=issuer_name(case))
    yield Block(kind="date", text=date_words(case.date_of_issue, "成文日期"))


def _all(values: Sequence[str], name: str) -> str:
    return "、".join(values) if values else blank(name)
