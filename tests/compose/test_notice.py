"""The composed notice: every part, either skeleton, and nothing that the case does not say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.compose.case import Case
from assistant.compose.notice import compose
from assistant.compose.plain import as_markdown, as_text
from assistant.compose.read_case import read_case
from assistant.notice.document import Document
from assistant.notice.model import Notice
from assistant.notice.parse import parse
from assistant.review.review import review

CASE = Path(__file__).parent.parent / "cases" / "compose" / "water-bureau.yaml"


def _case(**changes: object) -> Case:
    case = read_case(CASE.read_text("utf-8"), "a.yaml")
    return case.model_copy(update=changes)


def _text(case: Case) -> str:
    return as_text(compose(case, [problem.measures for problem in case.problems]))


def _parsed(text: str) -> Notice:
    return parse(Document(text=text, source="a.txt"))


@pytest.mark.parametrize("skeleton", ["three_part", "direct"])
def test_the_reviewer_finds_nothing(skeleton: str) -> None:
    notice = _parsed(_text(_case(skeleton=skeleton)))
    assert [(found.rule, found.message) for found in review(notice).findings] == []


@pytest.mark.parametrize("skeleton", ["three_part", "direct"])
def test_the_parser_reads_back_what_was_composed(skeleton: str) -> None:
    case = _case(skeleton=skeleton)
    notice = _parsed(_text(case))
    assert notice.issuer == case.issuer
    assert notice.date_of_issue == "2025-11-28"
    assert notice.inspection.feedback == "2025-05-20"
    assert notice.inspection.team == "县委第三巡察组"
    assert len(notice.records) == 3
    assert [record.status for record in notice.records] == ["done", "done", "ongoing"]
    assert [len(record.measures) for record in notice.records] == [2, 2, 1]
    kinds = {section.kind for section in notice.sections}
    assert {"lead", "statistics", "problems", "unfinished", "next_steps", "contact"} <= kinds


def test_statistics_are_counted_from_the_problems() -> None:
    text = _text(_case())
    assert "反馈的3个问题，已完成整改2个、正在推进1个，完成率66.7%" in text
    assert "制定整改措施5条，完成4条" in text
    assert "制定制度1项、修订制度1项" in text


def test_all_done_is_said_so() -> None:
    problems = tuple(p.model_copy(update={"status": "done"}) for p in _case().problems)
    assert "3个问题，已全部完成整改，完成率100%" in _text(_case(problems=problems, unfinished=()))


def test_quotation_marks_are_nested() -> None:
    text = _text(_case())
    assert "（三）关于“上轮巡察指出的‘闲置泵房’未处置”问题" in text
    assert "（二）关于“维修费把关不严”问题" in text
    assert "（一）关于“管网改造推进缓慢”问题" in text


def test_focus_areas_become_headings() -> None:
    areas = ("聚焦中心工作方面", "聚焦群众身边不正之风方面", "聚焦中心工作方面")
    problems = tuple(
        problem.model_copy(update={"focus_area": area})
        for problem, area in zip(_case().problems, areas, strict=True)
    )
    text = _text(_case(problems=problems))
    order = [
        "（一）聚焦中心工作方面",
        "1.关于“管网",
        "2.关于“上轮",
        "（二）聚焦群众",
        "1.关于“维修费",
    ]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert not review(_parsed(text)).findings


def test_an_empty_case_is_all_placeholders() -> None:
    notice = compose(Case(), [])
    text = as_text(notice)
    assert not re.search(r"\d", re.sub(r"【[^】]*】|1\.", "", text))
    named = {name[4:-1] for name in notice.placeholders()}
    assert {
        "发文机关全称",
        "巡察组名称",
        "反馈日期",
        "带区号的电话",
        "成文日期",
        "问题原文",
    } <= named


def test_numbers_that_disagree_are_told() -> None:
    case = _case()
    statistics = case.statistics.model_copy(update={"problems": 5})
    notice = compose(_case(statistics=statistics), [problem.measures for problem in case.problems])
    assert any("5个问题，清单里有3个" in remark for remark in notice.remarks)


@pytest.mark.parametrize(
    ("problem", "opening"),
    [
        ("台账更新不及时", "针对“台账更新不及时”问题，"),
        ("“三会一课”不规范，记录不全", "针对“‘三会一课’不规范，记录不全”问题，"),
        ("“三会一课”不规范", "针对“三会一课”不规范问题，"),
        ("“三会一课”", "针对“三会一课”问题，"),
    ],
)
def test_the_words_that_name_the_problem_again_are_cut(problem: str, opening: str) -> None:
    measures = [f"{opening}补录台账。", "按月核对。"]
    case = Case.model_validate({"problems": [{"text": problem, "measures": measures}]})
    assert "一是补录台账。二是按月核对。" in as_text(compose(case, [measures]))


def test_markdown_shows_the_text_as_it_is() -> None:
    case = Case.model_validate({"problems": [{"text": "报*表_重", "focus_area": "聚焦一方面"}]})
    marked = as_markdown(compose(case, [["1.压减报表"]]))
    assert "### （一）聚焦一方面" in marked
    assert r"报\*表\_重" in marked
    assert r"1\.压减报表" in marked or "1.压减报表" in marked


@pytest.mark.parametrize(
    "opening",
    [
        "针对反馈指出的该问题，",
        "针对“党建与教学‘两张皮’，组织生活会质量不高”问题，",
        "针对“党建与教学‘两张皮’”问题，",
    ],
)
def test_no_measure_under_a_heading_names_the_problem_again(opening: str) -> None:
    problem = "党建与教学“两张皮”，组织生活会质量不高"
    case = Case.model_validate({"problems": [problem]})
    text = as_text(compose(case, [[f"{opening}补录台账。", "针对缺课党员，补课2次。"]]))
    assert "一是补录台账。二是针对缺课党员，补课2次。" in text


def test_a_drafted_mechanism_says_since_when_it_runs() -> None:
    drafted = ["7月复核凭证40份。", "每季度抽查凭证，结果计入考核。"]
    done = {"text": "凭证不全", "status": "done"}
    since = "二是自【待填：施行日期】起，每季度抽查凭证，结果计入考核。"
    assert since in as_text(compose(Case.model_validate({"problems": [done]}), [drafted]))
    ongoing = Case.model_validate({"problems": [done | {"status": "ongoing"}]})
    assert since not in as_text(compose(ongoing, [drafted]))
    own = Case.model_validate({"problems": [done | {"measures": drafted}]})
    assert since not in as_text(compose(own, [drafted]))
