"""The topic is cut out of the user's own words or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.topic import core_of, topic_of

CASES = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "drafting" / "topics.yaml").read_text("utf-8")
)["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_topic(case: dict[str, Any]) -> None:
    assert topic_of(case["problem"]) == case["topic"]


@given(st.text(alphabet="公务接待不严格对落实“”‘’。，；：问题关于（）一、1.的审批", max_size=40))
def test_topic_is_a_piece_of_the_problem(problem: str) -> None:
    topic = topic_of(problem)
    assert topic is None or topic.replace("“", "").replace("”", "") in problem.replace(
        "“", ""
    ).replace("”", "")


@given(st.text(max_size=60))
def test_core_never_raises_and_is_never_empty_for_text(problem: str) -> None:
    assert bool(core_of(problem)) == bool(problem.strip())
