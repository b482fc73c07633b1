"""rules: what the reviewer checks, with tested examples."""

from __future__ import annotations

import argparse
import difflib
import sys

from assistant.errors import WrongCall
from assistant.review.cases import RuleCase, read_cases
from assistant.review.registry import all_rules
from assistant.review.rule_page import explanation, rule_list, rule_page
from assistant.settings import ROOT

CASES = ROOT / "tests" / "cases" / "rules"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``rules``."""
    parser.add_argument("rule", metavar="ID", nargs="?", help="规则编号：说明这一条并给出例子")
    parser.add_argument("--markdown", action="store_true", help="打印整页规则说明（Markdown）")


def run(arguments: argparse.Namespace) -> int:
    """Print the list, one rule, or the page; raises WrongCall for an unknown id."""
    rules = all_rules()
    if arguments.rule is not None:
        if arguments.rule not in rules:
            raise WrongCall(_unknown(arguments.rule, list(rules)))
        sys.stdout.write(explanation(rules[arguments.rule], cases_of(arguments.rule)))
    elif arguments.markdown:
        sys.stdout.write(rule_page(rules.values(), {rule: cases_of(rule) for rule in rules}))
    else:
        sys.stdout.write(rule_list(rules.values()))
    return 0


def cases_of(rule: str) -> tuple[RuleCase, ...]:
    """The tested examples of a rule; none where the project came without its tests."""
    path = CASES / f"{rule}.yaml"
    return tuple(read_cases(path)) if path.is_file() else ()


def _unknown(rule: str, known: list[str]) -> str:
    near = difflib.get_close_matches(rule, known, n=1, cutoff=0.4)
    hint = f"是否指 {near[0]}" if near else "全部编号见 python -m assistant rules"
    return f"没有规则“{rule}”：{hint}"
