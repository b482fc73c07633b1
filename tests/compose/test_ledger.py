"""The statistics: figures of the user's, counted or added where that is safe, else asked for."""

from __future__ import annotations

import re

import pytest

from assistant.compose.case import Case
from assistant.compose.deeds import money_totals, people_totals
from assistant.compose.notice import compose
from assistant.compose.plain import as_text


def _money(*facts: str, also: str = "") -> list[str]:
    said = [[fact] for fact in facts]
    return [t.text for t in money_totals(said, [f"{fact}。{also}" for fact in facts])]


def _people(*facts: str, also: str = "") -> list[str]:
    said = [[fact] for fact in facts]
    return [t.text for t in people_totals(said, [f"{fact}。{also}" for fact in facts])]


@pytest.mark.parametrize(
    ("facts", "totals"),
    [
        (["退还教辅费3.27万元，涉及学生412人"], ["退还教辅费3.27万元"]),
        (["退还红包0.85万元", "退还违规收费12.6万元"], ["退还资金13.45万元"]),
        (["追回加油费0.48万元", "收回租金3万元"], ["追回加油费0.48万元", "收回租金3万元"]),
        (["3.27万元已退还学生"], ["退还资金3.27万元"]),
        (["扣罚绩效1.2万元"], ["扣罚绩效1.2万元"]),
        # other units, rough figures, a whole beside its part: asked for
        (["退还0.5万元", "退还300元"], ["退还资金【待填：退还资金合计】"]),
        (["退还10余万元", "退还3万元"], ["退还资金【待填：退还资金合计】"]),
        (["退还3万元", "累计退还8万元"], ["退还资金【待填：退还资金合计】"]),
        (["追回津贴补贴，共3.2万元"], ["追回资金【待填：追回资金合计】"]),
        # nothing that came back
        (["清理白条213张、金额9.6万元"], []),
        (["应退还12万元"], []),
        (["拟收回资金5万元"], []),
        (["收取服务费3万元"], []),
        (["退还12万元，其中退还学生8万元"], ["退还12万元"]),
    ],
)
def test_money(facts: list[str], totals: list[str]) -> None:
    assert _money(*facts) == totals


@pytest.mark.parametrize(
    ("facts", "totals"),
    [
        (["对2名责任人批评教育"], ["批评教育2人"]),
        (["对4名责任人批评教育，对1人诫勉"], ["批评教育4人", "诫勉1人"]),
        (["提醒谈话3人次"], ["提醒谈话3人次"]),
        # one person may have been dealt with in both
        (["批评教育2人", "批评教育3人"], ["批评教育5人次"]),
        (["批评教育2人", "批评教育3人次"], ["批评教育【待填：批评教育人次】"]),
        (["给予2人党纪处分"], ["党纪处分2人"]),
        (["培训干部40人"], []),
        (["约谈供应商3家"], []),
    ],
)
def test_people(facts: list[str], totals: list[str]) -> None:
    assert _people(*facts) == totals


def test_an_open_place_of_the_same_deed_leaves_the_sum_open() -> None:
    assert _money("退还红包1万元", also="退还会费【待填：退还金额】") == [
        "退还资金【待填：退还资金合计】"
    ]
    assert _people("提醒谈话2人", also="提醒谈话经办人【待填：谈话人次】") == [
        "提醒谈话【待填：提醒谈话人次】"
    ]


def test_a_figure_that_the_notice_does_not_print_is_not_counted() -> None:
    assert list(money_totals([["退还红包1万元"]], ["按规定退还红包。"])) == []


def test_how_a_sum_came_about_is_told() -> None:
    facts = ["退还红包0.85万元", "退还违规收费12.6万元"]
    (total,) = money_totals([[fact] for fact in facts], facts)
    assert total.remark is not None
    assert "0.85万元＋12.6万元" in total.remark


def _case(**changes: object) -> Case:
    problems = [
        {"text": "收费不规范", "status": "done", "facts": ["退还收费3万元", "批评教育2人"]},
        {"text": "红包", "status": "done", "facts": ["退还红包1.5万元"]},
    ]
    return Case.model_validate({"problems": problems, **changes})


def _text(case: Case, *more: str) -> str:
    return as_text(compose(case, [[*problem.facts, *more] for problem in case.problems]))


def test_measures_that_the_program_wrote_are_not_counted() -> None:
    text = _text(_case(), "按月核对。")
    assert "问题分解为【待填：措施数】条措施" in text
    assert "制定整改措施" not in text
    drafted = [p | {"measures": ["按月核对。"], "drafted": True} for p in _given()]
    assert "分解为【待填：措施数】条" in _text(_case(problems=drafted))
    own = [p | {"measures": ["按月核对。"]} for p in _given()]
    assert "分解为2条措施" in _text(_case(problems=own))


def _given() -> list[dict[str, object]]:
    return [problem.model_dump(exclude={"measures"}) for problem in _case().problems]


def test_the_two_places_of_a_number_agree() -> None:
    text = _text(_case(statistics={"measures": 38, "measures_done": 31}))
    assert "分解为38条措施" in text
    assert "制定整改措施38条，完成31条" in text
    case = _case(organization=["反馈的2个问题分解为6条措施"])
    assert "制定整改措施6条" in _text(case)
    both = _case(organization=["反馈的2个问题分解为6条措施"], statistics={"measures": 7})
    remarks = compose(both, [[], []]).remarks
    assert any("6条措施，统计写的是7条" in remark for remark in remarks)


def test_no_number_of_the_frame_is_nobodys() -> None:
    """Every figure of the two opening paragraphs is in the input, or computed and told."""
    case = _case(statistics={"as_of": "2025-11-30"})
    notice = compose(case, [list(problem.facts) for problem in case.problems])
    paragraphs = [block.text for block in notice.blocks if block.kind == "paragraph"][1:3]
    figures = re.findall(r"\d+(?:\.\d+)?", "".join(paragraphs))
    known = {"2025", "11", "30", "2", "100"}  # the day, two problems, all of them done
    assert set(figures) - known == {"4.5"}
    assert any("3万元＋1.5万元" in remark for remark in notice.remarks)


def test_rules_are_not_counted_while_a_title_is_open() -> None:
    text = _text(_case(), "修订《【待填：文件名称】》。")
    assert "制定、修订制度【待填：制度数】项" in text
    text = _text(_case(), "修订印发《收费管理办法》。")
    assert "修订制度1项" in text
