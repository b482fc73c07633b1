"""One box: problems are split, none dropped or merged; a notice is told from a list."""

from __future__ import annotations

import pytest

from assistant.chat.intent import Ask, is_courtesy, split_asks, understand

NOTICE = """中共云汀县园林服务中心党支部关于十届县委第四轮巡察整改情况的通报

2025年4月7日至5月23日，县委第二巡察组进驻中共云汀县园林服务中心党支部开展常规巡察。

一、关于“公车管理松”问题

7月2日印发《公务用车管理办法》，派车单逐次登记，已登记46次。

中共云汀县园林服务中心党支部

2025年11月25日
"""


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("公务接待审批不严格", ["公务接待审批不严格"]),
        ("1. 往来款长期挂账\n2、党费收缴不及时\n（三）三会一课不规范", None),
        ("一是学习走过场；二是调研不深入。", ["学习走过场；", "调研不深入。"]),
        ("问题1：报销附件不全\n\n问题2：公车管理松", ["报销附件不全", "公车管理松"]),
        ("- 资产账实不符\n• 出租未公开招租", ["资产账实不符", "出租未公开招租"]),
        ("2021年以来审计问题屡改屡犯", ["2021年以来审计问题屡改屡犯"]),
        ("3.5万元津补贴违规发放", ["3.5万元津补贴违规发放"]),
    ],
)
def test_problems_of_a_list(text: str, problems: list[str] | None) -> None:
    asks = split_asks(text)
    expected = problems or ["往来款长期挂账", "党费收缴不及时", "三会一课不规范"]
    assert [ask.problem for ask in asks] == expected


def test_facts_belong_to_the_problem_before_them() -> None:
    asks = split_asks("公车管理松\n事实：9月2日印发《派车办法》\n已知事实：登记46次\n学习不深入")
    assert asks == (
        Ask(problem="公车管理松", facts=("9月2日印发《派车办法》", "登记46次")),
        Ask(problem="学习不深入"),
    )


def test_a_notice_is_reviewed_and_a_list_is_drafted() -> None:
    assert understand(NOTICE).kind == "review"
    assert understand("公车管理松\n学习不深入").kind == "draft"
    long_list = "\n".join(f"{i}. 科室{i}的采购合同审核把关不严，资料不全" for i in range(1, 40))
    intent = understand(long_list)
    assert intent.kind == "draft"
    assert len(intent.asks) == 39


@pytest.mark.parametrize("text", ["", "  \n\u3000", "。。。", "1."])
def test_nothing_to_do(text: str) -> None:
    assert understand(text).kind == "empty"


@pytest.mark.parametrize(
    "text", ["谢谢", "多谢您！", "好的，谢谢。", "收到", "嗯嗯", "你好", "太感谢了", "OK", "辛苦了"]
)
def test_courtesies_are_nothing_to_draft(text: str) -> None:
    assert is_courtesy(text)
    assert understand(text).kind == "empty"


@pytest.mark.parametrize(
    "text", ["感谢信代替整改", "好人好事宣传不够", "行政审批超时", "可以公开的不公开"]
)
def test_problems_that_begin_like_a_courtesy(text: str) -> None:
    assert not is_courtesy(text)
    assert understand(text).kind == "draft"
