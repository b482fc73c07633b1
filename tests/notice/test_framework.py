"""Frameworks: told by their areas, one for one and in order; nothing else is one."""

from __future__ import annotations

import pytest

from assistant.notice.document import Document
from assistant.notice.framework import focus_areas, framework_of
from assistant.notice.parse import parse
from assistant.notice.show_tree import show_tree


@pytest.mark.parametrize(
    ("areas", "framework"),
    [
        (
            "落实党中央决策部署方面 全面从严治党责任方面 组织路线方面 监督发现问题整改方面",
            "四个落实",
        ),
        ("决策部署在基层落实 群众身边腐败和不正之风 基层党组织软弱涣散", "三个聚焦"),
        ("决策部署落实 不正之风和腐败问题 党员队伍建设 巡察、审计等整改和成果运用", "四个聚焦"),
        ("党的领导弱化 党的建设缺失 全面从严治党不力", "三大问题"),
        ("党风廉政建设 作风建设 纪律执行 选人用人", "四个着力"),
        ("决策部署落实 群众身边腐败和不正之风", None),
        ("基层党组织建设 群众身边腐败和不正之风 决策部署在基层落实", None),
        ("旧账怎样算 看病的事 钱物", None),
        ("", None),
    ],
)
def test_by_its_areas(areas: str, framework: str | None) -> None:
    assert framework_of(areas.split()) == framework


def test_the_tree_tells_it() -> None:
    text = (
        "中共岚川县水务局党组关于巡察整改进展情况的通报\n"
        "二、问题整改情况\n"
        "（一）决策部署在基层落实方面\n1.管网改造推进缓慢\n一是修复漏损点12处。\n"
        "（二）群众身边腐败和不正之风方面\n2.维修费把关不严\n一是复核凭证416份。\n"
        "（三）基层党组织建设方面\n3.党费收缴不及时\n一是补缴党费0.4万元。\n"
    )
    notice = parse(Document(text=text))
    assert len(focus_areas(notice)) == 3
    assert "聚焦框架：三个聚焦" in show_tree(notice)
    assert "聚焦框架" not in show_tree(parse(Document(text="关于整改进展情况的通报\n")))
