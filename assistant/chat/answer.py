"""Answer: what the box says to a message, piece by piece, so that a page can stream it.

A message with problems yields one DraftAnswer a problem as soon as it is drafted; a draft notice
yields one ReviewAnswer. The page only renders these values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.chat.intent import Intent, understand
from assistant.drafting.draft import Drafter
from assistant.drafting.library import Stage
from assistant.drafting.model import Draft
from assistant.drafting.sections import WrittenSection, write_sections
from assistant.notice.model import Notice
from assistant.review.finding import Review
from assistant.review.review import review


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAnswer:
    """The draft of problem ``number`` (1 first) of ``total``."""

    draft: Draft
    number: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAnswer:
    """A pasted or uploaded notice and what the reviewer found in it."""

    notice: Notice
    review: Review


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionsAnswer:
    """Standard parts that the reviewed draft lacks, written with placeholders."""

    sections: tuple[WrittenSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToDo:
    """The message holds neither a problem nor a notice."""


Answer = DraftAnswer | ReviewAnswer | SectionsAnswer | NothingToDo


def answer(
    text: str,
    drafter: Drafter,
    *,
    issuer: str | None = None,
    stage: Stage = "progress",
    source: str = "",
) -> Iterator[Answer]:
    """Answer one message; problems are drafted in order, none dropped, none merged."""
    intent: Intent = understand(text, source=source)
    if intent.kind == "review" and intent.notice is not None:
        yield ReviewAnswer(notice=intent.notice, review=review(intent.notice))
        return
    if not intent.asks:
        yield NothingToDo()
        return
    for number, ask in enumerate(intent.asks, 1):
        draft = drafter.draft(ask.problem, facts=ask.facts, issuer=issuer, stage=stage)
        yield DraftAnswer(draft=draft, number=number, total=len(intent.asks))


def complete(notice: Notice, found: Review, drafter: Drafter) -> Iterator[Answer]:
    """What the reviewer misses in a draft: its absent parts, and measures where a problem has none.

    The issuer is the draft's own; problems without measures are drafted in their order.
    """
    rules = {finding.rule for finding in found.findings}
    sections = tuple(write_sections(notice, rules))
    if sections:
        yield SectionsAnswer(sections=sections)
    bare = [record.problem.text for record in notice.records if not record.measures]
    for number, problem in enumerate(bare, 1):
        draft = drafter.draft(problem, issuer=notice.issuer)
        yield DraftAnswer(draft=draft, number=number, total=len(bare))
    if not sections and not bare:
        yield NothingToDo()
