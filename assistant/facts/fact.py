"""Fact: what the guard speaks of. Frozen values; offsets are code points of the text as read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.facts.period import Period
from assistant.facts.quantity import Quantity

Kind = Literal[
    "date",
    "count",
    "money",
    "percent",
    "document",
    "organization",
    "place",
    "person",
    "phone",
    "email",
    "title",
]
NUMERIC: frozenset[Kind] = frozenset({"count", "money", "percent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One item of one kind (contracts.md, `facts`): ``text`` is the slice [start, end).

    ``quantity`` is given for count, money and percent, ``period`` for dates. ``needs_source`` is
    False for what is a fact of the text but no claim that a source would have to support: a body
    named by level and organ that speaks of itself (县水务局党组召开…), and words in quotation marks
    that nothing near them calls a name.
    """

    text: str
    kind: Kind
    start: int
    end: int
    quantity: Quantity | None = None
    period: Period | None = None
    needs_source: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFact:
    """A fact of a draft and what supports it.

    ``by`` is "problem" or "fact N" (N counts the user's facts from 1); None where nothing supports
    the fact, and where it needs no source (not ``fact.needs_source``, or the issuer's own name).
    """

    fact: Fact
    supported: bool
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholder:
    """A 【待填：name】 put into a text: ``text`` is the slice [start, end) of the masked text."""

    text: str
    name: str
    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A text in which nothing unsupported stands any more.

    ``placeholders`` are those that masking put in (offsets in ``text``, in order), ``masked`` the
    facts they replaced (offsets in the text as it was when they were found).
    """

    text: str
    placeholders: tuple[Placeholder, ...]
    masked: tuple[Fact, ...]
