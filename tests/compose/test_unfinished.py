"""Unfinished: every problem under way is listed with reason, next step, owner and deadline."""

from __future__ import annotations

import pytest

from assistant.compose.block import ComposedNotice
from assistant.compose.case import Case
from assistant.compose.notice import compose
from assistant.compose.plain import as_text
from assistant.compose.remainder import remainders
from assistant.compose.unfinished import open_items, unfinished_paragraphs
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.review import review

ONGOING = {"text": "库房盘点不实", "status": "ongoing"}


def _items(case: Case) -> str:
    return "\n".join(unfinished_paragraphs(open_items(case)))


def _composed(given: object) -> ComposedNotice:
    case = Case.model_validate(given)
    return compose(case, [problem.measures or problem.facts for problem in case.problems])


def test_a_problem_under_way_that_nobody_listed_is_listed_and_told() -> None:
    notice = _composed({"problems": [ONGOING, {"text": "台账更新不及时", "status": "done"}]})
    assert (
        "“库房盘点不实”问题尚未完成整改，原因是【待填：未完成原因】，下一步【待填：后续措施】，"
        "由【待填：责任领导和科室】负责，【待填：完成时限】前办结。"
    ) in as_text(notice)
    told = [remark for remark in notice.remarks if "未完成事项" in remark]
    assert len(told) == 1
    assert "库房盘点不实" in told[0]


def test_what_the_case_gives_is_said_in_order() -> None:
    entry = {
        "text": "库房盘点",
        "reason": "因货架正在更换",
        "next_step": "下一步逐柜核对",
        "owner": "资产科",
        "deadline": "2026-03-31",
    }
    text = _items(Case.model_validate({"problems": [ONGOING], "unfinished": [entry]}))
    assert text == (
        "库房盘点尚未完成，原因是货架正在更换，下一步逐柜核对，由资产科负责，2026年3月31日前办结。"
    )


def test_owner_and_deadline_of_the_problem_serve_its_entry() -> None:
    problem = ONGOING | {"owner": "资产科", "deadline": "2026-03-31"}
    text = _items(Case.model_validate({"problems": [problem], "unfinished": ["库房盘点"]}))
    assert "由资产科负责，2026年3月31日前办结" in text


def test_entries_stand_for_the_problems_they_are_about() -> None:
    problems = [
        {"text": "宿舍消防设施老化，门卫值守不严", "status": "ongoing"},
        {"text": "零星维修规避招标", "status": "ongoing"},
    ]
    case = Case.model_validate({"problems": problems, "unfinished": ["宿舍楼消防管网改造"]})
    items = open_items(case)
    assert [item.entry is not None for item in items] == [True, False]
    assert items[0].problem is case.problems[0]
    assert items[1].problem is case.problems[1]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("联农带农机制", "联农带农机制尚未健全"),
        ("设备使用管理办法", "设备使用管理办法尚未出台"),
        ("闲置设备处置", "闲置设备处置尚未完成"),
        ("2处泵房登记手续未办结", "2处泵房登记手续未办结"),
        ("库房盘点不实问题", "“库房盘点不实”问题尚未完成整改"),
        ("3个遗留问题", "3个遗留问题尚未完成整改"),
    ],
)
def test_every_entry_is_a_whole_clause(entry: str, said: str) -> None:
    case = Case.model_validate({"problems": [ONGOING], "unfinished": [entry]})
    assert _items(case).startswith(f"{said}，原因是")


def test_what_is_to_be_kept_up_has_a_next_point() -> None:
    text = _items(Case.model_validate({"problems": [ONGOING | {"status": "long_term"}]}))
    assert "已取得阶段性成效、需长期坚持，原因是【待填：长期坚持的原因】" in text
    assert "下一节点为【待填：下一节点日期】" in text


def test_nothing_under_way_gives_no_chapter() -> None:
    assert "未完成事项" not in as_text(_composed({"problems": [ONGOING | {"status": "done"}]}))


def test_what_is_left_is_subtracted_and_told() -> None:
    notice = _composed({"problems": [ONGOING | {"facts": ["53笔往来款已清理41笔"]}]})
    assert "问题尚未完成整改，53笔中尚余12笔，原因是" in as_text(notice)
    assert any("12笔＝53笔－41笔" in remark for remark in notice.remarks)


def test_an_entry_with_figures_of_its_own_gets_no_other() -> None:
    problem = ONGOING | {"facts": ["53笔往来款已清理41笔"]}
    text = _items(Case.model_validate({"problems": [problem], "unfinished": ["余下12笔未清理"]}))
    assert "53" not in text


def test_a_finished_problem_with_something_left_is_told() -> None:
    done = {"text": "隐患较多", "status": "done", "facts": ["发现隐患147处，已销号141处"]}
    notice = _composed({"problems": [done]})
    assert any("已完成" in r and "6处＝147处－141处" in r for r in notice.remarks)
    assert "未完成事项" not in as_text(notice)


def test_an_entry_about_a_finished_problem_is_told() -> None:
    problems = [
        {"text": "库房盘点不实", "status": "done"},
        {"text": "公车管理松散", "status": "ongoing"},
        {"text": "值班脱岗", "status": "ongoing"},
    ]
    notice = _composed({"problems": problems, "unfinished": ["库房盘点软件未上线"]})
    assert any("像是属于写着已完成的“库房盘点不实”问题" in r for r in notice.remarks)


@pytest.mark.parametrize(
    ("fact", "left"),
    [
        ("53笔往来款已清理41笔", ["12笔"]),
        ("3个问题已完成2个", ["1个"]),
        ("发现隐患147处，已销号141处", ["6处"]),
        ("抽查病历640份，退回返修87份，其中已返修80份", ["7份"]),
        ("2024年度卫片图斑53个，已整改50个", ["3个"]),
        ("复核合同53个，已整改50个", []),
        # how many of them needed it is not said
        ("排查经营性自建房118栋，整治完成105栋", []),
        ("清查闲置设备14台，已调剂使用9台", []),
        ("抽查凭证40份，退回3份", []),
        ("复核项目19个，追回资金3万元", []),
        ("发现问题12个，已全部整改12个", []),
        ("发现隐患20处，已约谈3人", []),
    ],
)
def test_remainders(fact: str, left: list[str]) -> None:
    assert [rest.words for rest in remainders([fact])] == left


def test_many_items_have_a_paragraph_each_and_are_read_back() -> None:
    names = ("库房盘点不实", "公车管理松散", "值班脱岗")
    problems = [{"text": name, "status": "ongoing", "measures": ["7月核对2次"]} for name in names]
    notice = parse(Document(text=as_text(_composed({"problems": problems})), source="a.txt"))
    (section,) = [section for section in notice.sections if section.kind == "unfinished"]
    assert section.end - section.start > 100
    assert len([r for r in notice.records if r.section == "problems"]) == len(names)
    assert not [f for f in review(notice).findings if f.rule == "count-mismatch"]
