"""Sections: the standard parts of a notice as fact-free text, for a draft that lacks them.

The wording is the plain one of domain.md section 2 ("必须有"); what the draft itself says (issuer,
team, kind, dates) is taken over from it, everything else is a placeholder.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from assistant.notice.model import Notice

_KINDS = {"xunshi": "巡视", "xuncha": "巡察", None: "巡察"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSection:
    """A missing part: the reviewer's rule that misses it, its Chinese name, and text for it."""

    rule: str
    name: str
    text: str


def write_sections(notice: Notice, rules: Collection[str]) -> Iterator[WrittenSection]:
    """Text for each missing part that ``rules`` names, in the order of a notice."""
    kind = _KINDS[notice.inspection.kind]
    issuer = notice.issuer or "【待填：发文机关全称】"
    team = notice.inspection.team or f"【待填：{kind}组名称】"
    for rule, name, template in _PARTS:
        if rule in rules:
            text = template.format(
                kind=kind,
                issuer=issuer,
                team=team,
                start=_date(notice.inspection.start, f"{kind}起始日期"),
                end=_date(notice.inspection.end, f"{kind}结束日期"),
                feedback=_date(notice.inspection.feedback, "反馈日期"),
            )
            yield WrittenSection(rule=rule, name=name, text=text)


def _date(iso: str | None, name: str) -> str:
    if iso is None:
        return f"【待填：{name}】"
    year, month, day = (int(part) for part in iso.split("-"))
    return f"{year}年{month}月{day}日"


_PARTS = (
    ("missing-title", "标题", "{issuer}关于【待填：届次和轮次】{kind}整改进展情况的通报"),
    (
        "missing-basis",
        "导语",
        "{start}至{end}，{team}对{issuer}进行了{kind}。{feedback}，{team}反馈了{kind}意见。"
        "现将整改进展情况通报如下。",
    ),
    (
        "missing-organization",
        "组织情况",
        "成立由【待填：组长职务】任组长的整改工作领导小组，【待填：印发日期】印发整改方案，把反馈的【待填：问题数】"
        "个问题分解为【待填：措施数】条措施，逐条明确责任领导、责任科室和完成时限；召开专题会议【待填：会议次数】次，"
        "【待填：会议日期】召开专题民主生活会，按台账逐项督办销号。",
    ),
    (
        "missing-statistics",
        "总体数据",
        "截至【待填：截至日期】，反馈的【待填：问题数】个问题已完成整改【待填：完成问题数】个、正在推进"
        "【待填：推进问题数】个，完成率【待填：完成率】；制定、修订制度【待填：制度数量】项，"
        "追回或清退资金【待填：清退金额】，处理【待填：处理人数】人。",
    ),
    (
        "missing-problem-sections",
        "逐项整改",
        "（一）关于“【待填：问题原文】”问题。一是【待填：具体整改动作和结果】。二是【待填：印发日期】印发"
        "《【待填：文件名称】》。该问题【待填：整改状态】。",
    ),
    (
        "missing-next-steps",
        "下一步工作",
        "一是对【待填：未完成事项】由【待填：责任领导】牵头，【待填：完成时限】前办结，每月报告进展。"
        "二是【待填：复查时间】对已完成的问题开展“回头看”，发现反弹的重新列账。"
        "三是每季度抽查制度执行情况，防止前改后犯。",
    ),
    (
        "missing-contact",
        "监督方式",
        "欢迎广大干部群众对{kind}整改情况进行监督。联系电话：【待填：带区号的电话】；通信地址：【待填：通信地址】；"
        "邮政编码：【待填：邮政编码】；电子邮箱：【待填：单位邮箱】。",
    ),
    ("missing-signature", "落款", "{issuer}"),
    ("missing-date", "成文日期", "【待填：成文日期】"),
)
