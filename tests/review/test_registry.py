"""The registry: the 33 rules of the project's list, each in a file of its own name."""

from __future__ import annotations

import re

import pytest

from assistant.review.registry import all_rules, rule_modules
from assistant.review.rule import Rule

# rules.md; ids never change their meaning
ERROR = """missing-title missing-basis missing-statistics missing-problem-sections
missing-next-steps missing-contact missing-signature missing-date problem-without-measures
feedback-not-covered date-order garbled-date inspection-term-mixed planned-as-done
placeholder-left set-phrase-error personal-id named-individual classified-marking html-residue"""
WARNING = """missing-organization incomplete-contact count-mismatch numbering-gap numbering-style
org-name-inconsistent vague-measure no-result duplicate-measure web-boilerplate unbalanced-quotes
repeated-punctuation"""
INFO = "half-width-punctuation"
LEVELS = {
    rule: level
    for level, rules in (("error", ERROR), ("warning", WARNING), ("info", INFO))
    for rule in rules.split()
}
RULES = list(all_rules().values())


def test_all_rules_with_their_levels() -> None:
    assert {rule.id: rule.severity for rule in RULES} == LEVELS
    assert len(RULES) == 33


def test_files_are_named_after_their_rules() -> None:
    for module in rule_modules():
        name = module.__name__.rpartition(".")[2]  # type: ignore[attr-defined]
        assert module.RULE.id == name.replace("_", "-")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_words_for_the_user(rule: Rule) -> None:
    words = [rule.name, rule.about, rule.message, rule.suggestion, rule.basis]
    assert all(re.search(r"[\u4e00-\u9fff]", text) for text in words)
    assert not any("虚假" in text or "造假" in text for text in words)
    assert rule.about.endswith("。")
    assert rule.suggestion.endswith("。")
