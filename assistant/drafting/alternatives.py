"""Alternatives: other measures of the library for a draft that stands, for when one is not liked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.drafting.finish import guard
from assistant.drafting.given import GivenClause, given_clauses
from assistant.drafting.library import Library, LibraryMeasure, Role, Style
from assistant.drafting.merge import alike
from assistant.drafting.model import Draft, DraftMeasure
from assistant.drafting.orders import sift
from assistant.drafting.parts import parts_of
from assistant.drafting.relevance import Relevance
from assistant.drafting.select import Wish, candidates
from assistant.drafting.topic import topic_of
from assistant.drafting.unit import unit_kind

ALIKE = 0.6  # share of pairs of characters from which a measure is no alternative to another


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A measure that could stand in the draft, and what the library says of it."""

    measure: DraftMeasure
    role: Role
    style: Style


class Alternatives:
    """Knows the library; build once."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def _relevance(self) -> Relevance:
        """Made when somebody first dislikes a measure: a third of a second nobody waits for."""
        return Relevance(self._library)

    def role_of(self, measure: DraftMeasure) -> Role | None:
        """The role of the library measure that it goes back to, or None."""
        found = (self._known(key) for key in measure.sources)
        return next((known.role for known in found if known is not None), None)

    def of(
        self,
        draft: Draft,
        facts: Sequence[str],
        free: Sequence[GivenClause],
        issuer: str | None = None,
    ) -> tuple[Alternative, ...]:
        """Measures that the draft does not have yet, best first, behind the guard.

        ``free`` are given clauses that no measure says and that may fill slots; ``facts`` all the
        user gave, for the guard; ``issuer`` the unit, in whose words and powers they are.
        """
        problem = sift(draft.problem).kept
        # of several failings, which one a type's measures speak of is not known here
        topic = topic_of(problem) if len(parts_of(problem)) == 1 else None
        wish = Wish(
            problem=problem,
            stage=draft.stage,
            topic=topic,
            clauses=tuple(free),
            unit=unit_kind(issuer),
            issuer=issuer,
        )
        relevance = self._relevance.of(problem)
        pool = [
            item
            for type_id in draft.types
            for item in candidates(
                self._library.type_of(type_id), wish, self._library.slots, relevance
            )
        ]
        pool.sort(key=lambda item: (-item.gain, item.measure.id))
        used = {key for measure in draft.measures for key in measure.sources}
        texts = [measure.text for measure in draft.measures]
        found = []
        for item in pool:
            if item.measure.id in used or any(alike(item.text, text) > ALIKE for text in texts):
                continue
            written = DraftMeasure(text=item.text, origin="library", sources=(item.measure.id,))
            (safe,), _ = guard([written], problem, facts, issuer)
            found.append(
                Alternative(measure=safe, role=item.measure.role, style=item.measure.style)
            )
        return tuple(found)

    def _known(self, key: str) -> LibraryMeasure | None:
        return next(
            (item for kind in self._library.types for item in kind.measures if item.id == key), None
        )


def clauses_in(measure: DraftMeasure, facts: Sequence[str]) -> tuple[GivenClause, ...]:
    """The given clauses that a measure says: all their facts, or their words, stand in it."""
    return tuple(
        clause
        for clause in given_clauses(facts)
        if (
            all(item.text.strip("《》") in measure.text for item in clause.items)
            if clause.items
            else clause.text.strip("。；，") in measure.text
        )
    )
