"""Waiving: the waivers of one user's drafts, kept with the projects, read as the reviewer does.

It lives here because the reviewer may not see a database. The file format is that of the command
``review`` (a.txt.waivers.toml), so that page and command agree.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.notice.model import Notice
from assistant.projects.model import AuditEntry
from assistant.projects.model import Waiver as Kept
from assistant.projects.waivers import Asked, Place, Waivers, place_of_draft
from assistant.review.finding import Finding
from assistant.review.registry import all_rules
from assistant.review.waivers import Waiver, read_waivers, waiver_file

_MOST_WIDER = 40  # characters by which a quotation is widened, at most, to be unique


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiving:
    """The waivers as ``user`` sees them; ``owner`` is whose drafts outside projects are ("": all).

    Everything raises NotPermitted for a project that the user may not see or change.
    """

    store: Waivers
    user: str
    owner: str

    def place(self, project: str | None, title: str) -> Place:
        """Where the waivers of a draft are: its project, else the draft of that title."""
        return Place(project=project) if project else place_of_draft(self.owner, title)

    def all(self, place: Place) -> Sequence[Kept]:
        """What stands now, the oldest first."""
        return self.store.all(place, self.user)

    def give(self, place: Place, finding: Finding, text: str, reason: str) -> Kept:
        """Waive a finding of ``text``; raises WrongCall without a reason.

        It covers what it was given for, and not the same slip elsewhere.
        """
        asked = Asked(rule=finding.rule, quote=quotation(finding, text), reason=reason)
        return self.store.give(place, self.user, asked)[0]

    def end(self, place: Place, waiver: str) -> None:
        """Withdraw a waiver."""
        self.store.end(place, self.user, waiver)

    def history(self, place: Place) -> Sequence[AuditEntry]:
        """Who gave and withdrew what when, the newest first."""
        return self.store.history(place, self.user)

    def take_in(self, place: Place, file: str, source: str) -> int:
        """Give what a waiver file holds; returns how many were new.

        Raises WrongCall for what is not understood; then none was taken in.
        """
        found = read_waivers(file, source=source, rules=list(all_rules()))
        before = {one.id for one in self.all(place)}
        asked = [Asked(rule=one.rule, quote=one.quote or "", reason=one.reason) for one in found]
        return len({one.id for one in self.store.give(place, self.user, *asked)} - before)


def as_waivers(kept: Iterable[Kept]) -> tuple[Waiver, ...]:
    """As the reviewer takes them."""
    return tuple(Waiver(rule=one.rule, reason=one.reason, quote=one.quote or None) for one in kept)


def exported(kept: Sequence[Kept]) -> str:
    """A waiver file for the command ``review``; remarks say who gave each one and when.

    Sorted, so that a version control system shows what has changed.
    """
    ordered = sorted(kept, key=lambda one: (one.rule, one.quote))
    remarks = [f"{one.user} {day(one.given)}" for one in ordered]
    return waiver_file(zip(as_waivers(ordered), remarks, strict=True))


def day(given: str) -> str:
    """A time of the database as a day here, 2025-09-02; "" where none is known."""
    if not given:
        return ""
    return datetime.datetime.fromisoformat(given).astimezone().date().isoformat()


def known_by(notice: Notice) -> str:
    """What a draft is known by from version to version: its title, else its first line."""
    if notice.title is not None:
        return notice.title.text
    return next((line.strip() for line in notice.text.splitlines() if line.strip()), "")


def quotation(finding: Finding, text: str) -> str:
    """What a waiver quotes: the flagged words, with as little beside them as makes them unique.

    It stays within its line while it can: line ends are written differently from file to file.
    What nothing near tells apart is quoted as it is, and covers its likes. An absence has no words
    of the text: its message is quoted.
    """
    if finding.start is None or finding.end is None:
        return finding.message
    start, end = finding.start, finding.end
    if text.count(text[start:end]) == 1:
        return text[start:end]
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    for bounds in ((first, last), (0, len(text))):
        for low, high in _around(start, end, *bounds):
            if text.count(text[low:high]) == 1:
                return text[low:high]
    return text[start:end]


def _around(start: int, end: int, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Wider and wider stretches round [start, end) within [first, last), the narrowest first."""
    for more in range(1, _MOST_WIDER + 1):
        for before in range(more + 1):
            low, high = start - before, end + more - before
            if low >= first and high <= last:
                yield low, high
