"""Extract: every fact of a text, with its span, none inside another.

Offsets are code points of the text as read. What the user is asked for (【待填：…】) and what is a
placeholder (X, ××) is never a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.facts.bodies import find_bodies
from assistant.facts.dates import find_date_facts
from assistant.facts.fact import NUMERIC, Fact, Kind
from assistant.facts.numbers import find_numbers
from assistant.facts.people import find_people
from assistant.facts.period import Period
from assistant.facts.places import find_places
from assistant.facts.quantity import Quantity
from assistant.facts.titles import find_titles
from assistant.facts.wording import in_set_phrase, is_common_quoted
from assistant.notice.fold import fold

# who wins where two readings overlap: what is most certain of its borders
_RANK: dict[Kind, int] = {
    "email": 0,
    "phone": 1,
    "document": 2,
    "title": 3,
    "date": 4,
    "organization": 5,
    "person": 6,
    "place": 7,
    "money": 8,
    "percent": 8,
    "count": 8,
}
_PLACEHOLDER = re.compile(r"【[^【】\n]{0,40}】")
_OPEN, _CLOSE = frozenset('“‘"'), frozenset('”’"')
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    start: int
    end: int
    kind: Kind
    quantity: Quantity | None = None
    period: Period | None = None
    needs_source: bool = True


def extract(text: str) -> tuple[Fact, ...]:
    """The facts of ``text`` in order, without overlap; see assistant.facts.fact for the kinds."""
    folded = fold_figures(text)
    taken = _Taken(len(folded))
    for placeholder in _PLACEHOLDER.finditer(folded):
        taken.take(placeholder.start(), placeholder.end())
    candidates = sorted(_candidates(folded), key=_preference)
    facts = [
        _fact(text, candidate)
        for candidate in candidates
        if _stands(folded, candidate) and taken.take(candidate.start, candidate.end)
    ]
    return tuple(sorted(facts, key=lambda fact: fact.start))


def fold_figures(text: str) -> str:
    """``text`` folded (same length), with the commas inside figures (12,000) left as they are."""
    folded = fold(text)
    if "," not in text:
        return folded
    chars = list(folded)
    for match in _GROUPED.finditer(text):
        chars[match.start()] = ","
    return "".join(chars)


class _Taken:
    """Which characters already belong to a fact or a placeholder."""

    def __init__(self, length: int) -> None:
        self._mark = bytearray(length)

    def take(self, start: int, end: int) -> bool:
        """Take [start, end) if it is free and not empty; False otherwise."""
        if end <= start or any(self._mark[start:end]):
            return False
        self._mark[start:end] = b"\x01" * (end - start)
        return True


def _preference(candidate: _Candidate) -> tuple[int, int, int]:
    return (_RANK[candidate.kind], candidate.start - candidate.end, candidate.start)


def _candidates(folded: str) -> Iterator[_Candidate]:
    for title in find_titles(folded):
        yield _Candidate(
            start=title.start, end=title.end, kind=title.kind, needs_source=title.needs_source
        )
    for date in find_date_facts(folded):
        yield _Candidate(
            start=date.start,
            end=date.end,
            kind="date",
            quantity=date.quantity,
            period=date.period,
        )
    for body in find_bodies(folded):
        yield _Candidate(
            start=body.start, end=body.end, kind="organization", needs_source=body.needs_source
        )
    for place in find_places(folded):
        yield _Candidate(start=place.start, end=place.end, kind="place")
    for person in find_people(folded):
        yield _Candidate(start=person.start, end=person.end, kind=person.kind)
    for number in find_numbers(folded):
        yield _Candidate(
            start=number.start, end=number.end, kind=number.kind, quantity=number.quantity
        )


def _stands(folded: str, candidate: _Candidate) -> bool:
    """Whether a candidate is a fact and not (part of) a set phrase or a common quoted word."""
    if candidate.kind in {"organization", "place"}:
        before, after = (
            folded[max(0, candidate.start - 1) : candidate.start],
            folded[candidate.end : candidate.end + 1],
        )
        if (
            before in _OPEN
            and after in _CLOSE
            and is_common_quoted(folded[candidate.start : candidate.end])
        ):
            return False
    if candidate.kind in NUMERIC or candidate.kind in {"date", "place", "organization"}:
        return not in_set_phrase(folded, candidate.start, candidate.end)
    return True


def _fact(text: str, candidate: _Candidate) -> Fact:
    return Fact(
        text=text[candidate.start : candidate.end],
        kind=candidate.kind,
        start=candidate.start,
        end=candidate.end,
        quantity=candidate.quantity,
        period=candidate.period,
        needs_source=candidate.needs_source,
    )
