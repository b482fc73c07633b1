"""The organization: the user's sentences under the unit's name, and the usual steps they leave out."""

from __future__ import annotations

import pytest

from assistant.compose.case import Case
from assistant.compose.ledger import count
from assistant.compose.organization import organization_text

LISTED = (
    "反馈的1个问题分解为【待填：措施数】条措施，逐条明确责任领导、责任科室和完成时限，建立台账，"
    "【待填：调度频次】调度进展，对账销号。"
)


def _text(
    *sentences: str, issuer: str = "中共岚川县水务局党组", short: str | None = "局党组"
) -> str:
    case = Case.model_validate(
        {
            "issuer": issuer,
            "short_name": short,
            "problems": ["台账不全"],
            "organization": list(sentences),
        }
    )
    return organization_text(case, count(case, [[]]))


def test_without_sentences_the_usual_steps() -> None:
    assert _text() == (
        "局党组成立由【待填：组长职务】任组长的整改工作领导小组，【待填：印发日期】印发整改方案，"
        "【待填：会议日期】召开专题民主生活会。" + LISTED
    )


def test_sentences_without_a_subject_stand_under_the_units_name() -> None:
    text = _text(
        "7月18日成立由党组书记任组长的整改工作领导小组",
        "8月1日召开党组会议审定整改方案",
        "8月26日召开专题民主生活会",
    )
    assert text == (
        "局党组7月18日成立由党组书记任组长的整改工作领导小组，8月1日召开党组会议审定整改方案，"
        "8月26日召开专题民主生活会。" + LISTED
    )


def test_what_is_left_out_follows_and_nothing_is_said_twice() -> None:
    text = _text("党组书记任整改工作领导小组组长", "局党组6月30日审定整改方案")
    assert text == (
        "党组书记任整改工作领导小组组长。局党组6月30日审定整改方案，"
        "【待填：会议日期】召开专题民主生活会。" + LISTED
    )


@pytest.mark.parametrize(
    ("sentence", "same"),
    [
        ("整改方案6月30日印发", True),
        ("反馈后第一时间召开会议", False),
        ("先后3次召开会议", False),
        ("对反馈的问题逐条认领", False),
        ("组织部牵头督办", True),
        ("局党组多次研究", True),
        ("分管领导包抓", True),
        ("逐项建立台账", False),
        ("自7月起每月调度", False),
        ("截至11月底，召开会议5次", False),
    ],
)
def test_who_needs_a_subject(sentence: str, same: bool) -> None:
    assert _text(sentence).startswith(sentence if same else f"局党组{sentence}")


def test_a_whole_account_is_left_as_it_is() -> None:
    given = (
        "局党组成立由党组书记任组长的整改工作领导小组，6月16日印发整改方案，7月11日召开专题民主生活会",
        "反馈的1个问题分解为5条措施，逐条明确责任领导、股室和时限，建立台账，对账销号",
    )
    assert _text(*given) == "".join(f"{sentence}。" for sentence in given)


def test_a_branch_holds_another_meeting() -> None:
    text = _text(issuer="中共岚川县档案馆支部委员会", short="馆党支部")
    assert "召开组织生活会" in text
    assert "民主生活会" in _text(issuer="中共岚川县中学总支部委员会", short="校党总支")


def test_the_parts_of_the_unit_are_called_as_it_calls_them() -> None:
    assert "责任领导、责任部门和完成时限" in _text(issuer="中共岚川县白沙镇委员会", short="镇党委")
