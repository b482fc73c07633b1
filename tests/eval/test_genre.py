"""Genre: a draft is numbered, acts, shows a result and keeps the problem from coming back."""

from __future__ import annotations

import pytest

from eval.genre import actions, coverage, items, missing, parts
from eval.sample import Sample
from eval.suites.drafting import DRAFTING

GOOD = (
    "一是9月2日前清理公务接待票据46张，追回超标准费用1.2万元。"
    "二是修订接待办法，一客一单。三是按季度抽查接待清单。"
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (GOOD, 3),
        ("核查票据46张，追回费用1.2万元。", 1),
        ("一是核查票据。三是追回费用。", 1),  # out of order: not numbered
        ("核查票据一是为了摸清底数。", 1),  # no ordinal of an item
        ("", 0),
    ],
)
def test_items(text: str, count: int) -> None:
    assert len(items(text)) == count


def test_what_a_good_draft_has() -> None:
    assert missing(parts(GOOD, 3)) == []


@pytest.mark.parametrize(
    ("text", "count", "lacks"),
    [
        (GOOD.replace("二是", "三是"), 3, "编号"),
        ("一是提高认识，加强领导。二是进一步强化责任担当。", 2, "措施"),
        ("一是清理票据，逐笔核对。二是召集经办人，修订办法。", 2, "结果"),
        ("一是清理票据46张。二是追回费用1.2万元。", 2, "机制"),
        (GOOD.removesuffix("。"), 3, "句子完整"),
    ],
)
def test_what_is_missing_is_named(text: str, count: int, lacks: str) -> None:
    assert lacks in missing(parts(text, count))


def test_slogans_are_no_actions() -> None:
    assert actions("一是提高政治站位，加强组织领导。二是切实增强责任意识。") == 0
    assert actions(GOOD) >= 1


def test_a_problem_is_covered_by_what_is_done_not_by_quoting_it() -> None:
    problem = "公务接待审批不严格，超标准接待时有发生"
    assert coverage(problem, GOOD) > 0.5
    assert coverage(problem, f"针对“{problem}”问题，召开会议，修订办法。") < 0.5
    assert coverage(problem, "") == 0


def test_a_failed_draft_scores_the_worst() -> None:
    sample = Sample(
        id="d",
        group="g",
        input={"problem": "公车管理松", "facts": [], "issuer": None, "notice": "n"},
        target={"measures": ["一是登记46次。"], "type": None},
    )
    scores = {score.name: score.value for score in DRAFTING.score(sample, None)}
    assert scores["coverage"] == scores["actions"] == scores["genre"] == 0
    assert scores["rouge1"] == scores["chrf"] == scores["similarity"] == scores["length"] == 0
    assert scores["unsupported"] > 0
    assert scores["leaked"] > 0
