"""Facts given for a whole list of problems go where they belong, or nowhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.assign import assign

PROBLEMS = [
    "公务接待不规范，超标准接待问题",
    "党费收缴不及时问题",
    "固定资产管理不规范，账实不符问题",
]


def test_each_fact_to_its_problem() -> None:
    facts = ["7月3日印发《公务接待管理办法》", "盘点固定资产312件", "补交党费0.4万元", "9月开会2次"]
    assigned = assign(facts, PROBLEMS)
    assert assigned.by_problem == ((facts[0],), (facts[2],), (facts[1],))
    assert assigned.left == (facts[3],)


def test_words_that_all_problems_have_decide_nothing() -> None:
    assert assign(["问题已整改"], PROBLEMS).left == ("问题已整改",)


def test_a_single_problem_takes_every_fact() -> None:
    assert assign(["甲", "乙"], ["丙"]).by_problem == (("甲", "乙"),)


@given(
    st.lists(st.text("公务接待党费资产账实", max_size=8)), st.lists(st.text("公务党费"), min_size=1)
)
def test_no_fact_is_lost_or_doubled(facts: list[str], problems: list[str]) -> None:
    assigned = assign(facts, problems)
    said = [fact for group in assigned.by_problem for fact in group]
    assert sorted([*said, *assigned.left]) == sorted(facts)
    assert len(assigned.by_problem) == len(problems)
