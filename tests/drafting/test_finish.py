"""How a first measure names the problem it answers: by its whole name, or by reference."""

from __future__ import annotations

import pytest

from assistant.drafting.finish import LONGEST_CORE, REFERRED, addressed, opening_of
from assistant.drafting.model import DraftMeasure

LONG = (
    "执行“三重一大”制度不严格，前置研究讨论事项清单不具体，" + "“一把手”末位表态制度执行不严，" * 3
)


def _first(problem: str, text: str = "补录台账。") -> str:
    measures = [DraftMeasure(text=text, origin="library", sources=())]
    return addressed(measures, problem)[0].text


@pytest.mark.parametrize(
    ("problem", "opening"),
    [
        ("台账更新不及时", "针对“台账更新不及时”问题，"),
        (
            "前置研究讨论事项清单不具体，“一把手”末位表态制度执行不严，记录要素不全，会后督办缺位",
            "针对“前置研究讨论事项清单不具体，‘一把手’末位表态制度执行不严，记录要素不全，会后督办缺位”问题，",
        ),
        (LONG, REFERRED),
        ("台账不全；记录不实", ""),
    ],
)
def test_the_problem_is_named_whole_or_not_at_all(problem: str, opening: str) -> None:
    text = _first(problem)
    assert text == f"{opening}补录台账。"
    assert opening_of(text, None) == opening


def test_no_clause_of_a_name_is_lost() -> None:
    for clauses in range(1, 12):
        problem = "，".join(["台账更新不及时"] * clauses)
        named = opening_of(_first(problem), None)
        assert problem in named or named == REFERRED
        assert (named == REFERRED) == (len(problem) > LONGEST_CORE)


def test_a_measure_that_names_it_already_is_left_alone() -> None:
    assert _first("台账不全", "针对台账不全问题，补录。") == "针对台账不全问题，补录。"
