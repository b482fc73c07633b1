"""facts: which facts of a text the problem or the given facts support."""

from __future__ import annotations

import argparse

from assistant.cli.inputs import LIST_HELP, filled, given_facts
from assistant.cli.output import print_json
from assistant.facts.support import check
from assistant.facts.to_json import facts_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``facts``."""
    parser.add_argument("--draft", metavar="TEXT", required=True, help="要核对的文字")
    parser.add_argument("--problem", metavar="TEXT", required=True, help="它所回应的问题")
    parser.add_argument(
        "--fact",
        metavar="TEXT",
        action="append",
        default=[],
        help="已知的事实，可作依据，可重复",
    )
    parser.add_argument("--facts", metavar="FILE", help=f"事实清单，{LIST_HELP}")


def run(arguments: argparse.Namespace) -> int:
    """Print the facts (schema facts/1); offsets count the characters of --draft as given."""
    filled(arguments.draft, "--draft")
    facts = given_facts(arguments.fact, arguments.facts)
    print_json(facts_json(check(arguments.draft, problem=arguments.problem, facts=facts)))
    return 0
