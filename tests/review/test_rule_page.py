"""The rule page (assistant/review/RULES.md) is what the registry and the cases make of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli.rules import cases_of
from assistant.review.registry import all_rules
from assistant.review.rule_page import explanation, rule_list, rule_page

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_fresh() -> None:
    page = rule_page(all_rules().values(), {rule: cases_of(rule) for rule in all_rules()})
    assert (ROOT / "assistant" / "review" / "RULES.md").read_text("utf-8") == page, (
        "run `python -m assistant rules --markdown > assistant/review/RULES.md`"
    )


@pytest.mark.parametrize("rule", all_rules())
def test_an_explanation_gives_examples(rule: str) -> None:
    shown = explanation(all_rules()[rule], cases_of(rule))
    assert shown.startswith(f"{rule}  ")
    assert "会报：\n" in shown
    assert "不报：\n" in shown


def test_the_list_has_a_line_a_rule() -> None:
    assert len(rule_list(all_rules().values()).splitlines()) == 33
