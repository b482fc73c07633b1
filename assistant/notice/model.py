"""The notice model: frozen values that say what stands where in a notice.

Every ``start``/``end`` is a half-open range of code points of the decoded text exactly as read,
and every ``text`` equals that slice. Names are those of the glossary (domain.md section 8).
What is absent is None or an empty tuple, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SectionKind = Literal[
    "lead",
    "organization",
    "statistics",
    "problems",
    "unfinished",
    "next_steps",
    "contact",
    "signature",
    "boilerplate",
]
Status = Literal["done", "ongoing", "long_term", "unknown"]
InspectionKind = Literal["xunshi", "xuncha"]
ClaimKind = Literal["focus_areas", "problems", "measures", "rule_docs", "people", "money", "rate"]
MarkerStyle = Literal[
    "cn_dun",  # 一、
    "cn_paren",  # （一）
    "arabic_dot",  # 1.
    "arabic_dun",  # 1、
    "arabic_paren",  # （1）
    "circled",  # ①
    "shi",  # 一是
    "ordinal",  # 第一，
    "problem_n",  # 问题1：
    "other",
]
LineRole = Literal[
    "title",
    "lead",
    "organization",
    "statistics",
    "heading",  # a heading that is no problem (part, focus area)
    "problem",  # a line that names a problem (heading, quoted or bare)
    "measure",
    "status",  # 该问题已完成整改。
    "unfinished",
    "next_steps",
    "contact",
    "signature",
    "date",
    "boilerplate",  # page residue: meta line, share bar, advert, markup
    "body",  # anything else inside the notice
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of the text: ``text`` is the slice [start, end)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker(Passage):
    """An ordinal in front of a heading or item, "（一）" or "一是"; ``number`` counts from 1."""

    style: MarkerStyle
    number: int | None
    bracketed_dun: bool = False  # a 、 follows the closing bracket: （一）、


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Passage):
    """A non-blank line without the white space around it.

    ``level`` is the depth of a heading in this notice's own hierarchy (1 = outermost), None for
    body text; ``section`` the kind of the innermost section that holds the line, if any.
    """

    index: int
    role: LineRole
    marker: Marker | None = None
    level: int | None = None
    section: SectionKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A calendar date as far as it is given; ``iso`` only when complete and possible."""

    year: int | None
    month: int | None
    day: int | None

    @property
    def iso(self) -> str | None:
        """ "2024-03-27", or None where a part is missing or the date does not exist."""
        import datetime

        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return datetime.date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What the lead says of the inspection; dates are ISO ("2023-09-11") or None."""

    kind: InspectionKind | None = None
    team: str | None = None
    start: str | None = None
    end: str | None = None
    feedback: str | None = None
    period_passage: Passage | None = None
    feedback_passage: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the notice, its heading (None where it has none) included in the span."""

    kind: SectionKind
    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Passage):
    """The problem's own words, without ordinal, quotation marks, 关于…问题的整改情况 or full stop.

    ``form`` says how it stands in the text; ``heading`` is the whole heading line (or the whole
    针对“…”问题 clause, or the whole bare line) and ``marker`` its ordinal.
    """

    form: Literal["heading", "quoted", "bare"]
    heading: Passage
    marker: Marker | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Passage):
    """One unit of rectification under a problem; ``marker`` is its own ordinal (一是, （一）, 1.).

    The unit is each 一是／（1）／1. item under the problem, else the paragraph (rules.md, "Unit of
    a measure"). ``text`` includes the marker.
    """

    marker: Marker | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A problem and what was done about it: the unit of retrieval.

    ``id`` is ``<document digest>-<two-digit ordinal>``. ``section`` tells records of the
    unfinished list from those of the main part.
    """

    id: str
    focus_area: str | None
    problem: Problem
    measures: tuple[Measure, ...]
    status: Status
    start: int
    end: int
    section: SectionKind = "problems"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Passage):
    """A figure the notice claims about itself: 反馈的32个具体问题 → problems, 32, 个.

    ``done`` tells claims of finished work (已完成30个) from totals (共32个) and planned ones.
    """

    kind: ClaimKind
    value: float
    unit: str
    done: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How the public can reach the issuer; ``span`` covers the contact paragraphs."""

    phones: tuple[Passage, ...] = ()
    emails: tuple[Passage, ...] = ()
    addresses: tuple[Passage, ...] = ()
    postcodes: tuple[Passage, ...] = ()
    span: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node of the parse tree; the leaves cover every non-blank character exactly once."""

    kind: str
    start: int
    end: int
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A parsed notice. ``folded`` has the length of ``text`` (assistant.notice.fold)."""

    text: str
    folded: str
    source: str
    encoding: str
    digest: str
    lines: tuple[Line, ...]
    title: Passage | None
    issuer: str | None
    signature: Passage | None
    date_of_issue: str | None
    date_passage: Passage | None
    inspection: Inspection
    sections: tuple[Section, ...]
    records: tuple[Record, ...]
    claims: tuple[Claim, ...]
    contact: Contact
    tree: Node

    def sections_of(self, kind: SectionKind) -> tuple[Section, ...]:
        """All sections of one kind, in the order of the text."""
        return tuple(section for section in self.sections if section.kind == kind)
