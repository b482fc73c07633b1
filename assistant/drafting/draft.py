"""Draft: from a feedback problem to two to four measures, offline and deterministic.

The library says what cures the problem, the user's facts fill the slots they fit, past records
stand beside the draft and lend a sentence only on a strong match. Whatever was put together
passes the fact guard last: a fact that neither the problem nor the user gave becomes a
placeholder before anyone sees it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from assistant.drafting.adapt import Adapted
from assistant.drafting.borrow import Borrower
from assistant.drafting.classify import LONGEST, Classifier, Guess, pick
from assistant.drafting.finish import addressed, guard, named, placeholders_of
from assistant.drafting.given import GivenClause, given_clauses
from assistant.drafting.keep import keep_given
from assistant.drafting.library import Library, Stage
from assistant.drafting.model import Draft, DraftMeasure, Precedent
from assistant.drafting.parts import parts_of
from assistant.drafting.relevance import Relevance
from assistant.drafting.repeats import without_repeats
from assistant.drafting.select import Candidate, Wish, candidates, choose, fresh
from assistant.drafting.several import Several, family_picks, places_of
from assistant.drafting.topic import topic_of
from assistant.drafting.trade import suits
from assistant.drafting.treat import Treated, treated
from assistant.drafting.unit import unit_kind
from assistant.retrieval.index import Index
from assistant.retrieval.record import StoredRecord
from assistant.retrieval.result import Hit

SECOND = 0.6  # what a measure of the second type counts for
VOTE = 0.55  # a precedent from this score on says the type where the library cannot
STRONG = 0.75  # a precedent lends a sentence from this score on
LOOKED = 40  # types whose fit to the whole problem is asked for when a part is classified
ENOUGH = 2  # measures that must suit the problem for a type to answer it
SHOWN = 3  # precedents shown beside a draft


class Drafter:
    """Drafts measures; build once (library and index opened), then under 100 ms a problem."""

    def __init__(self, *, library: Library, classifier: Classifier, index: Index | None) -> None:
        self._library = library
        self._classifier = classifier
        self._index = index
        self._relevance = Relevance(library)
        self._several = Several(library, classifier, self._relevance)
        self._borrower = Borrower(library) if index is not None else None

    @property
    def library(self) -> Library:
        """The measure library that it drafts from."""
        return self._library

    def types_of(self, problem: str) -> tuple[str, ...]:
        """Ids of the problem types that fit; none where the library knows nothing of the kind."""
        return tuple(guess.type_id for guess in pick(self._classifier.guess(problem)))

    def records_of(self, draft: Draft) -> tuple[StoredRecord, ...]:
        """The records that stand beside a draft as precedents, best first."""
        if self._index is None:
            return ()
        known = {record.id: record for record in self._index.records()}
        return tuple(known[item.record] for item in draft.precedents if item.record in known)

    def draft(
        self,
        problem: str,
        *,
        facts: Sequence[str] = (),
        issuer: str | None = None,
        stage: Stage = "progress",
        exclude: Collection[str] = (),
        avoid: Collection[str] = (),
        unit: str | None = None,
    ) -> Draft:
        """Draft one problem; ``exclude`` names notices that must not be used or shown.

        ``issuer`` is named in the first measure; ``unit`` only says what kind of unit it is for.

        ``avoid`` holds ids of library measures and records that another problem of the same notice
        has taken: measures are taken again only where a role has no other, records lend no more.
        """
        wish = _wish(problem, given_clauses(facts), stage, issuer or unit)
        hits = self._precedents(problem, exclude)
        parts = parts_of(problem[:LONGEST])
        guesses, *of_parts = self._guessed((problem, *(parts if len(parts) > 1 else ())), wish)
        types = self._types(wish, guesses, hits)
        found = self._treated(parts, of_parts, wish, guesses, types) if of_parts else ()
        picks = self._picks(wish, types, found, avoid)
        measures = [_written(item) for item in picks]
        if types:
            measures = self._with_precedent(measures, wish, hits, facts, avoid)
        places = places_of(picks, found, wish)
        guarded, masked = self._finished(measures, wish, facts, issuer, places)
        return Draft(
            problem=problem,
            engine="offline",
            model=None,
            stage=stage,
            types=_treating(types, found),
            no_precedent=not hits,
            measures=guarded,
            precedents=tuple(Precedent(record=hit.record.id, score=hit.score) for hit in hits),
            placeholders=tuple(placeholders_of(guarded)),
            masked=masked,
        )

    def _finished(
        self,
        measures: Sequence[DraftMeasure],
        wish: Wish,
        facts: Sequence[str],
        issuer: str | None,
        places: Mapping[int, int],
    ) -> tuple[tuple[DraftMeasure, ...], int]:
        """The measures behind the guard with all that the user gave, and how many facts it took."""
        measures, masked = guard(measures, wish.problem, facts, issuer)
        # behind the guard: a fact that a slot had taken wrongly is out again, and must not be lost;
        # and the unit's name, which would be one word with the first of the measure (…党组组织办公室)
        measures = keep_given(named(measures, issuer), wish.clauses, places)
        measures = without_repeats(measures, wish.clauses, self._library.slots)
        return tuple(addressed(measures, wish.problem)), masked

    def _treated(
        self,
        parts: Sequence[str],
        guesses: Sequence[Sequence[Guess]],
        wish: Wish,
        whole: Sequence[Guess],
        types: Sequence[str],
    ) -> tuple[Treated, ...]:
        """The parts of a problem that names several failings, each with the type that answers."""
        return tuple(
            part
            if part.type_id is None or self._answers(wish, part.type_id)
            else replace(part, type_id=None)
            for part in treated(parts, guesses, whole, types, self._classifier, wish.issuer)
        )

    def _picks(
        self,
        wish: Wish,
        types: Sequence[str],
        parts: Sequence[Treated],
        avoid: Collection[str],
    ) -> Sequence[Candidate]:
        """For each part what treats it; of a problem of one, the type's; else the family's."""
        if parts:
            return self._several.measures(parts, wish, avoid)
        if types:
            return choose(fresh(self._pool(wish, types), avoid))
        return tuple(family_picks(wish, [wish.problem]))

    def _types(self, wish: Wish, guesses: Sequence[Guess], hits: Sequence[Hit]) -> tuple[str, ...]:
        """By the library's wordings, else by what a near precedent's problem belongs to.

        A type none of whose measures suits the problem is no type of it.
        """
        types = pick(guesses)
        if not types and hits and hits[0].score >= VOTE:
            types = pick(self._guessed((hits[0].record.problem,), wish)[0])[:1]
        return tuple(guess.type_id for guess in types if self._answers(wish, guess.type_id))

    def _guessed(self, texts: Sequence[str], wish: Wish) -> Sequence[Sequence[Guess]]:
        return self._classifier.guesses(texts, unit=wish.unit, issuer=wish.issuer, k=LOOKED)

    def _answers(self, wish: Wish, type_id: str) -> bool:
        kind = self._library.type_of(type_id)
        return (
            sum(suits(kind, measure, wish.given, wish.unit) for measure in kind.measures) >= ENOUGH
        )

    def _precedents(self, problem: str, exclude: Collection[str]) -> tuple[Hit, ...]:
        if self._index is None:
            return ()
        return self._index.search(problem[:LONGEST], k=SHOWN, exclude=frozenset(exclude)).hits

    def _pool(self, wish: Wish, types: Sequence[str]) -> list[Candidate]:
        relevance = self._relevance.of(wish.problem[:LONGEST])
        pool: list[Candidate] = []
        for rank, type_id in enumerate(types):
            kind = self._library.type_of(type_id)
            weight = 1.0 if rank == 0 else SECOND
            pool += candidates(kind, wish, self._library.slots, relevance, weight)
        return pool

    def _with_precedent(
        self,
        measures: list[DraftMeasure],
        wish: Wish,
        hits: Sequence[Hit],
        facts: Sequence[str],
        avoid: Collection[str],
    ) -> list[DraftMeasure]:
        """Add one freed sentence of a strong precedent where the draft has room for a fourth."""
        strong = [hit.record for hit in hits if hit.score >= STRONG and hit.record.id not in avoid]
        if self._borrower is None or not strong or wish.stage == "plan" or len(measures) > 3:
            return measures
        best: Adapted | None = self._borrower.best(strong, (wish.problem, *facts))
        if best is None:
            return measures
        borrowed = DraftMeasure(text=best.text, origin="precedent", sources=(best.record,))
        return [*measures, borrowed]


def _wish(problem: str, clauses: tuple[GivenClause, ...], stage: Stage, unit: str | None) -> Wish:
    return Wish(
        problem=problem,
        stage=stage,
        topic=topic_of(problem),
        clauses=clauses,
        unit=unit_kind(unit),
        issuer=unit,
    )


def slot_kinds(draft: Draft, library: Library) -> Mapping[str, str]:
    """Placeholder text → kind of fact that it waits for (names from the library's registry)."""
    kinds: dict[str, str] = {}
    for item in draft.placeholders:
        name = item.text.removeprefix("【待填：").removesuffix("】")
        slot = library.slots.get(name)
        kinds[item.text] = slot.kind if slot else "text"
    return kinds


def _treating(types: Sequence[str], parts: Sequence[Treated]) -> tuple[str, ...]:
    """The types that answer: of a problem of several, those of its parts, the whole's first."""
    if not parts:
        return tuple(types)
    treating = dict.fromkeys(part.type_id for part in parts if part.type_id)
    return tuple(sorted(treating, key=[*types, *treating].index))


def _written(item: Candidate) -> DraftMeasure:
    if item.type_id:
        return DraftMeasure(text=item.text, origin="library", sources=(item.measure.id,))
    return DraftMeasure(text=item.text, origin="skeleton", sources=())
