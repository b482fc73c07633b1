"""Properties of extraction and masking on any text, made of the pieces that facts are made of."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.facts.extract import extract
from assistant.facts.leaks import find_leaks
from assistant.facts.mask import mask
from assistant.facts.support import check

CASES = Path(__file__).parents[1] / "cases" / "facts"
PIECES = [*(CASES / "pieces.txt").read_text(encoding="utf-8").split(), "\n", " "]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)
WILD = st.text(max_size=60)
SETTINGS = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SETTINGS
@given(TEXTS | WILD)
def test_spans_are_slices_in_order_without_overlap(text: str) -> None:
    end = 0
    for fact in extract(text):
        assert end <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end] == fact.text
        end = fact.end


@SETTINGS
@given(TEXTS | WILD, TEXTS, st.lists(TEXTS, max_size=2))
def test_a_masked_text_has_nothing_unsupported_and_stays_as_it_is(
    text: str, problem: str, facts: list[str]
) -> None:
    once = mask(text, problem=problem, facts=facts)
    again = mask(once.text, problem=problem, facts=facts)
    assert (again.text, again.placeholders) == (once.text, ())
    assert all(item.supported for item in check(once.text, problem=problem, facts=facts))
    for item in once.placeholders:
        assert once.text[item.start : item.end] == item.text


@SETTINGS
@given(TEXTS)
def test_a_text_supports_its_own_titles_and_names(text: str) -> None:
    kinds = {"document", "organization", "place", "person", "phone", "email", "title"}
    for item in check(text, problem=text, facts=()):
        assert item.supported or item.fact.kind not in kinds


@settings(max_examples=25, deadline=None)
@given(TEXTS, TEXTS)
def test_leaks_are_slices(output: str, precedent: str) -> None:
    leaks = find_leaks(
        output, precedents=[precedent], in_how_many_notices=lambda term: 1, user_input=""
    )
    end = 0
    for leak in leaks:
        assert end <= leak.start < leak.end
        assert output[leak.start : leak.end] == leak.term
        assert leak.term in precedent
        end = leak.end


@pytest.mark.parametrize(
    "unit",
    [
        "县",
        "由县",
        "1",
        "1,",
        "“",
        "”",
        "《",
        "】",
        "【",
        "3月",
        "3至",
        "一",
        "近",
        "第",
        "路",
        "ab@c.",
        "〔2024",
        "三个",
        "王建国、",
        "里小区",
        "县农和",
        "在青石巷",
        "印发车辆",
        "一百四",
    ],
)
def test_time_is_linear_in_one_hostile_line(unit: str) -> None:
    def seconds(size: int) -> float:
        line = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        extract(line)
        return time.process_time() - start

    seconds(1000)
    small, large = seconds(10_000), seconds(40_000)
    # a ratio within one run; the constant lets noise of a busy machine pass
    assert large < 12 * small + 2.0
