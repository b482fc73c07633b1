"""Answer: what the box says to a message, piece by piece, so that a page can stream it.

The page only renders these values; every text in them is plain text and has passed the guard.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.chat.standing import Gap, Standing
from assistant.drafting.draft import Drafter
from assistant.drafting.events import DraftEvent
from assistant.drafting.model import Draft
from assistant.drafting.order import sources_used
from assistant.drafting.sections import WrittenSection, write_sections
from assistant.notice.model import Notice
from assistant.review.finding import Review


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftProgress:
    """Provisional: what the draft of problem ``number`` looks like so far, behind the guard."""

    number: int
    total: int
    problem: str
    event: DraftEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A draft on the table after a command; ``changed`` counts its measures from 0."""

    draft: Draft
    number: int
    total: int
    changed: tuple[int, ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """The placeholders on the table; ``waiting`` is the one that the next message answers."""

    gaps: tuple[Gap, ...]
    waiting: Gap | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A short answer to a question, with what it rests on (Chinese lines)."""

    text: str
    basis: tuple[str, ...]
    origin: Literal["rule", "glossary", "model"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBack:
    """The message could mean several things, or nothing that can be done: one line back."""

    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line for the user beside the answer: what was left out, what was not used."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What lies on the table now: after each draft of several, and the last piece of every reply."""

    standing: Standing


Answer = (
    DraftAnswer
    | DraftProgress
    | Revised
    | ReviewAnswer
    | SectionsAnswer
    | Missing
    | Explained
    | AskBack
    | Said
    | NothingToDo
    | Table
)


def complete(notice: Notice, found: Review, drafter: Drafter) -> Iterator[Answer]:
    """What the reviewer misses in a draft: its absent parts, and measures where a problem has none.

    The issuer is the draft's own; problems without measures are drafted in their order.
    """
    rules = {finding.rule for finding in found.findings}
    sections = tuple(write_sections(notice, rules))
    if sections:
        yield SectionsAnswer(sections=sections)
    bare = [record.problem.text for record in notice.records if not record.measures]
    drafts: list[Draft] = []
    for number, problem in enumerate(bare, 1):
        draft = drafter.draft(problem, issuer=notice.issuer, avoid=sources_used(drafts))
        drafts.append(draft)
        yield DraftAnswer(draft=draft, number=number, total=len(bare))
    if not sections and not bare:
        yield NothingToDo()
