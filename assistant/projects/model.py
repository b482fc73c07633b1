"""Model of a project: frozen values, as the store gives them out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Role = Literal["owner", "editor", "reader"]
Status = Literal["done", "ongoing", "long_term", "unknown"]
STATUSES: tuple[Status, ...] = ("done", "ongoing", "long_term", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One inspection of one unit. ``profile`` maps paths of a case ("inspection.team") to text."""

    id: str
    name: str
    profile: Mapping[str, str]
    created: str
    changed: str
    version: int
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A fed-back problem; ``position`` counts from 1. What is not known is ""."""

    id: str
    project: str
    position: int
    text: str
    focus_area: str
    owner: str
    deadline: str
    status: Status
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFact:
    """A fact of the ledger; ``problem`` is None where it belongs to the whole project."""

    id: str
    project: str
    problem: str | None
    text: str
    date: str
    figure: str
    document: str
    evidence: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftVersion:
    """One version of a problem's measures; ``engine`` is "" where a person wrote it."""

    problem: str
    number: int
    measures: tuple[str, ...]
    engine: str
    author: str
    note: str
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding that stands with a reason: the rule and the words it quotes ("": any).

    ``given`` is when, "" where an older release did not write it down.
    """

    id: str
    rule: str
    quote: str
    reason: str
    user: str
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who changed what when; ``fields`` are names, never the text itself."""

    at: str
    user: str
    action: str
    object: str
    fields: tuple[str, ...]
