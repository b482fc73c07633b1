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
from assistant.drafting.parts import further
from assistant.drafting.relevance import Relevance
from assistant.drafting.repeats import without_repeats
from assistant.drafting.select import Candidate, Wish, candidates, choose, fresh
from assistant.drafting.skeleton import skeleton_measures
from assistant.drafting.topic import topic_of
from assistant.drafting.trade import suits
from assistant.drafting.unit import unit_kind
from assistant.retrieval.index import Index
from assistant.retrieval.record import StoredRecord
from assistant.retrieval.result import Hit

SECOND = 0.6  # what a measure of the second type counts for
VOTE = 0.55  # a precedent from this score on says the type where the library cannot
STRONG = 0.75  # a precedent lends a sentence from this score on
LOOKED = 6  # types looked at for a clause that the first ones pass over
ENOUGH = 2  # measures that must suit the problem for a type to answer it
SHOWN = 3  # precedents shown beside a draft


class Drafter:
    """Drafts measures; build once (library and index opened), then under 100 ms a problem."""

    def __init__(self, *, library: Library, classifier: Classifier, index: Index | None) -> None:
        self._library = library
        self._classifier = classifier
        self._index = index
        self._relevance = Relevance(library)
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
        guesses = self._guessed(problem, wish)
        types = self._types(wish, guesses, hits)
        measures = self._measures(wish, types, hits, facts, avoid)
        measures = named(self._with_part(measures, wish, guesses, types, avoid), issuer)
        measures, masked = guard(measures, problem, facts, issuer)
        # behind the guard: a fact that a slot had taken wrongly is out again, and must not be lost
        measures = keep_given(measures, wish.clauses)
        measures = without_repeats(measures, wish.clauses, self._library.slots)
        guarded = tuple(addressed(measures, problem))
        return Draft(
            problem=problem,
            engine="offline",
            model=None,
            stage=stage,
            types=tuple(guess.type_id for guess in types),
            no_precedent=not hits,
            measures=guarded,
            precedents=tuple(Precedent(record=hit.record.id, score=hit.score) for hit in hits),
            placeholders=tuple(placeholders_of(guarded)),
            masked=masked,
        )

    def _measures(
        self,
        wish: Wish,
        types: Sequence[Guess],
        hits: Sequence[Hit],
        facts: Sequence[str],
        avoid: Collection[str],
    ) -> list[DraftMeasure]:
        """From the library, a freed sentence of a precedent beside them; else the skeleton."""
        if not types:
            return [
                DraftMeasure(text=text, origin="skeleton", sources=())
                for text in skeleton_measures(wish.problem, wish.stage)
            ]
        pool = fresh(self._pool(wish, types), avoid)
        free = [hit for hit in hits if hit.record.id not in avoid]
        return self._with_precedent(_chosen(pool), wish, free, facts)

    def _types(
        self, wish: Wish, guesses: Sequence[Guess], hits: Sequence[Hit]
    ) -> tuple[Guess, ...]:
        """By the library's wordings, else by what a near precedent's problem belongs to.

        A type none of whose measures suits the problem is no type of it.
        """
        types = pick(guesses)
        if not types and hits and hits[0].score >= VOTE:
            types = pick(self._guessed(hits[0].record.problem, wish))[:1]
        return tuple(guess for guess in types if self._answers(wish, guess))

    def _guessed(self, problem: str, wish: Wish) -> tuple[Guess, ...]:
        return self._classifier.guess(problem, unit=wish.unit, issuer=wish.issuer, k=LOOKED)

    def _answers(self, wish: Wish, guess: Guess) -> bool:
        kind = self._library.type_of(guess.type_id)
        return (
            sum(suits(kind, measure, wish.given, wish.unit) for measure in kind.measures) >= ENOUGH
        )

    def _with_part(
        self,
        measures: list[DraftMeasure],
        wish: Wish,
        guesses: Sequence[Guess],
        types: Sequence[Guess],
        avoid: Collection[str],
    ) -> list[DraftMeasure]:
        """One action more for a clause that the types of the whole pass over."""
        part = further(wish.problem, guesses, types, self._classifier.covers)
        if part is None or len(measures) > 3:
            return measures
        kind = self._library.type_of(part[0].type_id)
        clause = replace(wish, problem=part[1], topic=None, clauses=())
        pool = candidates(kind, clause, self._library.slots, self._relevance.of(part[1]))
        actions = [item for item in pool if item.measure.role == "action"]
        best = max(
            fresh(actions, avoid), key=lambda item: (item.gain, item.measure.id), default=None
        )
        if best is None:
            return measures
        added = DraftMeasure(text=best.text, origin="library", sources=(best.measure.id,))
        return [measures[0], added, *measures[1:]]

    def _precedents(self, problem: str, exclude: Collection[str]) -> tuple[Hit, ...]:
        if self._index is None:
            return ()
        return self._index.search(problem[:LONGEST], k=SHOWN, exclude=frozenset(exclude)).hits

    def _pool(self, wish: Wish, types: Sequence[Guess]) -> list[Candidate]:
        relevance = self._relevance.of(wish.problem[:LONGEST])
        pool: list[Candidate] = []
        for rank, guess in enumerate(types):
            kind = self._library.type_of(guess.type_id)
            weight = 1.0 if rank == 0 else SECOND
            pool += candidates(kind, wish, self._library.slots, relevance, weight)
        return pool

    def _with_precedent(
        self,
        measures: list[DraftMeasure],
        wish: Wish,
        hits: Sequence[Hit],
        facts: Sequence[str],
    ) -> list[DraftMeasure]:
        """Add one freed sentence of a strong precedent where the draft has room for a fourth."""
        strong = [hit.record for hit in hits if hit.score >= STRONG]
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


def _chosen(pool: Sequence[Candidate]) -> list[DraftMeasure]:
    return [
        DraftMeasure(text=item.text, origin="library", sources=(item.measure.id,))
        for item in choose(pool)
    ]
