"""Notice: a case and the measures of its problems become the blocks of the whole notice.

Title, lead, organization, statistics, problem sections in one of the two skeletons of domain.md
section 2, unfinished items, next steps, contact, signature, date. What the case does not give is
a placeholder. Nothing here drafts: the measures come in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.compose.block import Block, ComposedNotice
from assistant.compose.case import Case, CaseProblem
from assistant.compose.frame import (
    closing_blocks,
    lead_text,
    next_steps_text,
    title_text,
)
from assistant.compose.ledger import Ledger, count, ledger_remarks, statistics_text
from assistant.compose.organization import organization_text
from assistant.compose.own_measures import under_heading
from assistant.compose.unfinished import open_items, unfinished_paragraphs, unfinished_remarks
from assistant.compose.wording import blank, clause, enumerated, marker, quoted

_STATUS = {
    "done": "该问题已完成整改。",
    "ongoing": "该问题正在推进整改。",
    "long_term": "该问题已取得阶段性成效，需长期坚持。",
    "unknown": f"该问题{blank('整改状态')}。",
}


@dataclass(slots=True)
class _Numbers:
    """Counts the headings of the outermost level."""

    last: int = 0

    def heading(self, text: str) -> Block:
        self.last += 1
        return Block(kind="heading", text=marker(1, self.last) + text, level=1)


def compose(case: Case, measures: Sequence[Sequence[str]]) -> ComposedNotice:
    """The notice of a case; ``measures`` holds those of each problem, in the order of the case.

    Raises ValueError where the two differ in length.
    """
    if len(measures) != len(case.problems):
        raise ValueError("a list of measures for each problem")
    own = [
        under_heading(problem, texts)
        for problem, texts in zip(case.problems, measures, strict=True)
    ]
    ledger = count(case, own)
    direct = case.skeleton == "direct"
    body = _direct(case, own, ledger) if direct else _three_part(case, own, ledger)
    blocks = (
        Block(kind="title", text=title_text(case)),
        Block(kind="paragraph", text=lead_text(case)),
        *body,
        *closing_blocks(case),
    )
    return ComposedNotice(blocks=blocks, remarks=tuple(dict.fromkeys(_remarks(case, ledger))))


def _three_part(case: Case, measures: list[list[str]], ledger: Ledger) -> Iterator[Block]:
    numbers = _Numbers()
    yield numbers.heading("组织情况")
    yield Block(kind="paragraph", text=organization_text(case, ledger))
    yield Block(kind="paragraph", text=statistics_text(case, ledger))
    yield numbers.heading("问题整改情况")
    yield from _problems(case, measures, level=2)
    yield from _end(case, numbers)


def _direct(case: Case, measures: list[list[str]], ledger: Ledger) -> Iterator[Block]:
    yield Block(kind="paragraph", text=organization_text(case, ledger))
    yield Block(kind="paragraph", text=statistics_text(case, ledger))
    yield from _problems(case, measures, level=1)
    yield from _end(case, _Numbers(last=max(len(case.problems), 1)))


def _end(case: Case, numbers: _Numbers) -> Iterator[Block]:
    """What is left and what comes next, as chapters of their own."""
    items = open_items(case)
    if items:
        yield numbers.heading("未完成事项")
        for paragraph in unfinished_paragraphs(items):
            yield Block(kind="paragraph", text=paragraph)
    yield numbers.heading("下一步工作")
    yield Block(kind="paragraph", text=next_steps_text(case))


def _problems(case: Case, measures: list[list[str]], *, level: int) -> Iterator[Block]:
    """The problem sections, under their focus areas where every problem has one."""
    pairs = list(zip(case.problems, measures, strict=True))
    if not pairs:
        text = f"关于“{blank('问题原文')}”问题"
        yield Block(kind="heading", text=marker(level, 1) + text, level=level)
        yield Block(kind="paragraph", text=f"{blank('具体整改动作和结果')}。{_STATUS['unknown']}")
        return
    areas = list(dict.fromkeys(problem.focus_area for problem in case.problems))
    if level == 1 or None in areas:
        for number, (problem, texts) in enumerate(pairs, 1):
            yield from _problem(problem, texts, level, number)
        return
    for area_number, area in enumerate(areas, 1):
        yield Block(
            kind="heading", text=marker(level, area_number) + clause(area or ""), level=level
        )
        within = [pair for pair in pairs if pair[0].focus_area == area]
        for number, (problem, texts) in enumerate(within, 1):
            yield from _problem(problem, texts, level + 1, number)


def _problem(problem: CaseProblem, texts: list[str], level: int, number: int) -> Iterator[Block]:
    heading = f"{marker(level, number)}关于{quoted(problem.text)}问题"
    yield Block(kind="heading", text=heading, level=level)
    said = enumerated(texts) if texts else f"{blank('具体整改动作和结果')}。"
    yield Block(kind="paragraph", text=said + _STATUS[problem.status])


def _remarks(case: Case, ledger: Ledger) -> Iterator[str]:
    yield from ledger_remarks(case, ledger)
    yield from unfinished_remarks(case, open_items(case))
