"""Terms of a precedent that an output must not carry over (invented names)."""

from __future__ import annotations

import pytest

from assistant.facts.leaks import find_leaks

PRECEDENT = (
    "结合梧桐计划开展千名干部结对商户调研活动，依托“澜里潮声”平台推进榕荫汇建设，"
    "联合云汀县水务局完善审批流程，每月抽查凭证30份。"
)


def _terms(output: str, *, user_input: str = "", notices: int = 1) -> list[str]:
    leaks = find_leaks(
        output,
        precedents=[PRECEDENT],
        in_how_many_notices=lambda term: notices,
        user_input=user_input,
    )
    for leak in leaks:
        assert output[leak.start : leak.end] == leak.term
    return [leak.term for leak in leaks]


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("结合梧桐计划走访企业。", "梧桐计划"),
        ("开展千名干部结对商户调研活动。", "千名干部结对商户调研活动"),
        ("用好澜里潮声，逐户回访。", "澜里潮声"),
        ("推进榕荫汇建设。", "榕荫汇"),
        ("会同云汀县水务局复核。", "云汀县水务局"),
    ],
)
def test_names_and_campaigns_are_reported(output: str, expected: str) -> None:
    assert any(expected in term or term in expected for term in _terms(output))


def test_ordinary_words_are_not_reported() -> None:
    assert _terms("完善审批流程，对凭证逐笔复核。") == []


def test_what_the_user_gave_is_not_reported() -> None:
    assert _terms("结合梧桐计划走访企业。", user_input="我们实施了梧桐计划") == []


def test_what_other_notices_have_is_not_reported() -> None:
    assert _terms("结合梧桐计划走访企业。", notices=2) == []


def test_placeholders_are_not_looked_into() -> None:
    assert _terms("结合【待填：梧桐计划】走访企业。") == []


def test_what_stands_in_no_precedent_is_not_reported() -> None:
    assert _terms("推进槐荫汇建设。") == []
