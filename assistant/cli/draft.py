"""draft: measures for one problem, or for each problem of a feedback list."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.chat.spending import spent_line
from assistant.chat.workspace import CACHE_NAME, open_drafter, open_writer
from assistant.cli.inputs import LIST_HELP, filled, given_facts, stdin
from assistant.cli.options import add_corpus, add_exclude
from assistant.cli.output import print_json, tell
from assistant.drafting.assign import assign
from assistant.drafting.model import Draft
from assistant.drafting.order import Order, sources_used
from assistant.drafting.to_json import draft_json
from assistant.drafting.writer import Writer, written
from assistant.errors import ModelUnavailable
from assistant.files.problems import read_problem_list
from assistant.settings import read_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``draft``."""
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--problem", metavar="TEXT", help="要整改的问题，一句话")
    asked.add_argument("--feedback", metavar="FILE", help=f"问题清单，{LIST_HELP}；输出 JSON 数组")
    parser.add_argument(
        "--fact",
        metavar="TEXT",
        action="append",
        default=[],
        help="已经做到的事实，会写进措施，可重复；有多个问题时归入最相关的一个",
    )
    parser.add_argument("--facts", metavar="FILE", help=f"事实清单，{LIST_HELP}")
    parser.add_argument("--issuer", metavar="NAME", help="本单位名称")
    parser.add_argument(
        "--engine",
        choices=("auto", "offline", "llm"),
        default="auto",
        help="auto：有语言模型就用，否则离线（默认）；offline：只用措施库和范例；llm：只用语言模型",
    )
    parser.add_argument(
        "--stage",
        choices=("plan", "progress"),
        default="progress",
        help="plan：整改方案，写将要做什么；progress：进展通报，写做成了什么（默认）",
    )
    add_exclude(parser)
    add_corpus(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print a draft (schema draft/1); with --feedback an array of drafts in the list's order."""
    if arguments.feedback is None:
        problems = [filled(arguments.problem, "--problem")]
    else:
        problems = read_problem_list(arguments.feedback, stdin(), on_remark=tell)
    facts = given_facts(arguments.fact, arguments.facts)
    assigned = assign(facts, problems)
    for fact in assigned.left:
        tell(f"没有用上的事实（看不出属于哪个问题）：{fact}")
    orders = [
        Order(
            problem=problem,
            facts=tuple(given),
            issuer=arguments.issuer,
            stage=arguments.stage,
            exclude=frozenset(arguments.exclude),
            engine=arguments.engine,
        )
        for problem, given in zip(problems, assigned.by_problem, strict=True)
    ]
    answers = asyncio.run(_drafts(_writer(arguments), orders))
    print_json(answers if arguments.feedback is not None else answers[0])
    return 0


def _writer(arguments: argparse.Namespace) -> Writer:
    settings = read_settings()
    if arguments.engine == "llm" and settings.model.wanted == "none":
        raise ModelUnavailable("没有配置语言模型：请设置 LLM_BASE_URL，或改用 --engine offline")
    if not (settings.data_dir / CACHE_NAME).exists():
        tell("第一次起草：正在准备措施库，约需半分钟")
    _, index, drafter = open_drafter(settings, arguments.corpus)
    if index is None:
        tell(f"语料库“{arguments.corpus}”里还没有通报：只用措施库起草，不带范例")
    if arguments.engine == "offline":
        return Writer(drafter, engine=None, prompts={})
    return open_writer(settings, drafter)


async def _drafts(writer: Writer, orders: Sequence[Order]) -> list[dict[str, Any]]:
    """The drafts as JSON; what the user should know of each goes to standard error.

    Two like problems of one list do not get the same measures.
    """
    drafts: list[Draft] = []
    for number, order in enumerate(orders, 1):
        draft = await written(writer, replace(order, avoid=sources_used(drafts)))
        drafts.append(draft)
        for note in draft.notes:
            tell(f"第{number}个问题：{note}")
        if draft.masked:
            tell(f"第{number}个问题：{draft.masked}处没有依据的事实已改为待填项")
        if draft.usage is not None:
            tell(f"第{number}个问题：{spent_line(draft.usage)}")
    return [draft_json(draft) for draft in drafts]
