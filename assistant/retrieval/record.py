"""Records and notices as the store keeps them: plain text and numbers, no parser types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.notice.model import SectionKind, Status
from assistant.retrieval.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRecord:
    """A problem with its measures: the unit of retrieval.

    ``id`` is ``<notice id>-<two-digit ordinal>``; ``measures`` are whole units in the order of the
    notice; ``start``/``end`` are code points of the notice's text as it was read. ``source`` is
    the file name and ``notice`` the title (or the file name where there is no title).
    """

    id: str
    notice_id: str
    source: str
    notice: str
    issuer: str | None
    focus_area: str | None
    problem: str
    measures: tuple[str, ...]
    status: Status
    section: SectionKind
    start: int
    end: int

    @property
    def text(self) -> str:
        """Problem and measures in one string, as they are embedded and indexed."""
        return "。".join((self.problem, *self.measures))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNotice:
    """What the store knows of one notice (its text is asked for separately).

    ``meta`` is the front matter as flat strings (unit_type, level, year, …); ``quarantined`` is
    the reason why its records are kept back, or None. ``residue`` says how many characters of which
    kind of page furniture were left out. ``duplicate_of`` is the id of the notice that is offered in
    this one's place; ``trashed`` (ISO time, UTC) and ``trash_reason`` are set while it lies in the
    trash. ``version`` counts the corrections of its parse, 0 where the parse itself is in force.
    """

    id: str
    source: str
    path: str
    title: str | None
    issuer: str | None
    kind: str | None
    date_of_issue: str | None
    records: int
    characters: int
    quarantined: str | None
    added: str
    meta: Mapping[str, str] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
    residue: Mapping[str, int] = field(default_factory=dict)
    duplicate_of: str | None = None
    trashed: str | None = None
    trash_reason: str | None = None
    version: int = 0

    @property
    def offered(self) -> bool:
        """Are its records precedents?"""
        return self.quarantined is None and self.duplicate_of is None and self.trashed is None
