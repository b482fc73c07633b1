"""Draft: from a feedback problem to two to four measures, offline and deterministic.

The library says what cures the problem, the user's facts fill the slots they fit, past records
stand beside the draft and lend a sentence only on a strong match. Whatever was put together
passes the fact guard last: a fact that neither the problem nor the user gave becomes a
placeholder before anyone sees it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.drafting.adapt import Adapted
from assistant.drafting.borrow import Borrower
from assistant.drafting.classify import LONGEST, Classifier, Guess, pick
from assistant.drafting.fill import GivenClause, given_clauses
from assistant.drafting.library import PLACEHOLDER, Library, Stage
from assistant.drafting.model import Draft, DraftMeasure, Placeholder, Precedent
from assistant.drafting.relevance import Relevance
from assistant.drafting.select import Candidate, Wish, candidates, choose
from assistant.drafting.skeleton import skeleton_measures
from assistant.drafting.topic import SEVERAL, core_of, topic_of
from assistant.drafting.unit import unit_kind
from assistant.facts.mask import mask
from assistant.retrieval.index import Index
from assistant.retrieval.result import Hit

SECOND = 0.8  # and its measures count a fifth less
VOTE = 0.55  # a precedent from this score on says the type where the library cannot
STRONG = 0.75  # a precedent lends a sentence from this score on
LONGEST_CORE = 40  # characters of a problem that are repeated whole
SHOWN = 3  # precedents shown beside a draft
_UNIT = "[份人件项户处个家笔条篇]"
_BY = re.compile(r"^由(?=【|[\u4e00-\u9fff])")


class Drafter:
    """Drafts measures; build once (library and index opened), then under 100 ms a problem."""

    def __init__(self, *, library: Library, classifier: Classifier, index: Index | None) -> None:
        self._library = library
        self._classifier = classifier
        self._index = index
        self._relevance = Relevance(library)
        self._borrower = Borrower(library) if index is not None else None

    def draft(
        self,
        problem: str,
        *,
        facts: Sequence[str] = (),
        issuer: str | None = None,
        stage: Stage = "progress",
        exclude: Collection[str] = (),
    ) -> Draft:
        """Draft one problem; ``exclude`` names notices that must not be used or shown."""
        clauses = given_clauses(facts)
        wish = Wish(problem=problem, stage=stage, topic=topic_of(problem), clauses=clauses)
        hits = self._precedents(problem, exclude)
        types = self._types(problem, unit_kind(issuer), hits)
        if types:
            measures = self._from_library(wish, types, hits, facts)
        else:
            measures = [
                DraftMeasure(text=text, origin="skeleton", sources=())
                for text in skeleton_measures(problem, stage)
            ]
        measures = _named(measures, issuer)
        measures, masked = _guard(measures, problem, facts, issuer)
        # behind the guard: a fact that a slot had taken wrongly is out again, and must not be lost
        measures = _keep(measures, clauses)
        guarded = tuple(_addressed(measures, problem))
        return Draft(
            problem=problem,
            engine="offline",
            model=None,
            stage=stage,
            types=tuple(guess.type_id for guess in types),
            no_precedent=not hits,
            measures=guarded,
            precedents=tuple(Precedent(record=hit.record.id, score=hit.score) for hit in hits),
            placeholders=tuple(_placeholders(guarded)),
            masked=masked,
        )

    def _types(self, problem: str, unit: str | None, hits: Sequence[Hit]) -> tuple[Guess, ...]:
        """By the library's wordings, else by what a near precedent's problem belongs to."""
        types = pick(self._classifier.guess(problem, unit=unit))
        if types or not hits or hits[0].score < VOTE:
            return types
        return pick(self._classifier.guess(hits[0].record.problem, unit=unit))[:1]

    def _precedents(self, problem: str, exclude: Collection[str]) -> tuple[Hit, ...]:
        if self._index is None:
            return ()
        return self._index.search(problem[:LONGEST], k=SHOWN, exclude=frozenset(exclude)).hits

    def _from_library(
        self, wish: Wish, types: Sequence[Guess], hits: Sequence[Hit], facts: Sequence[str]
    ) -> list[DraftMeasure]:
        relevance = self._relevance.of(wish.problem[:LONGEST])
        pool: list[Candidate] = []
        for rank, guess in enumerate(types):
            kind = self._library.type_of(guess.type_id)
            weight = 1.0 if rank == 0 else SECOND
            pool += candidates(kind, wish, self._library.slots, relevance, weight)
        chosen = choose(pool)
        measures = [
            DraftMeasure(text=item.text, origin="library", sources=(item.measure.id,))
            for item in chosen
        ]
        return self._with_precedent(measures, wish, hits, facts)

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


def _keep(measures: list[DraftMeasure], clauses: Sequence[GivenClause]) -> list[DraftMeasure]:
    """What the user gave and no slot took is said in the user's own words, never lost.

    What is left of one fact stays together, behind the measure that took another part of it.
    """
    said = {i: home for i, c in enumerate(clauses) if (home := _home(measures, c)) is not None}
    for fact in sorted({clause.fact for clause in clauses}):
        left = [c.text for i, c in enumerate(clauses) if c.fact == fact and i not in said]
        if not left:
            continue
        text = "，".join(part.rstrip("。；，") for part in left)
        taken = [i for i, c in enumerate(clauses) if c.fact == fact and i in said]
        near = [said[i] for i in taken]
        if taken and _part_of(left[0], clauses[taken[-1]].text):
            text = f"其中{text}"
        best = (
            near[-1]
            if near
            else max(range(len(measures)), key=lambda i: (_shared(measures[i].text, text), -i))
        )
        measures[best] = replace(measures[best], text=f"{measures[best].text}{text}。")
    return measures


def _part_of(part: str, whole: str) -> bool:
    """抽查凭证40份，退回3份: the second counts among the first, told by the unit."""
    units = [re.search(rf"[0-9０-９]({_UNIT})(?!.*[0-9])", text) for text in (whole, part)]
    return None not in units and len({found[1] for found in units if found}) == 1


def _home(measures: Sequence[DraftMeasure], clause: GivenClause) -> int | None:
    """The measure that says all facts of the clause already, if there are any."""
    if not clause.items:
        return None
    return next(
        (
            index
            for index, measure in enumerate(measures)
            if all(item.text.strip("《》") in measure.text for item in clause.items)
        ),
        None,
    )


def _shared(text: str, clause: str) -> int:
    pairs = {clause[i : i + 2] for i in range(len(clause) - 1)}
    return sum(pair in text for pair in pairs)


def _named(measures: list[DraftMeasure], issuer: str | None) -> list[DraftMeasure]:
    """The unit speaks under its own name in the first measure."""
    if not issuer or not measures or issuer in measures[0].text:
        return measures
    first = measures[0]
    text = _BY.sub("明确由", first.text)
    return [replace(first, text=f"{issuer}{text}"), *measures[1:]]


def _addressed(measures: list[DraftMeasure], problem: str) -> list[DraftMeasure]:
    """The first measure says which problem it answers.

    Done behind the guard: the words are the problem's own, so they hold no fact of anybody else.
    """
    core = core_of(problem)
    if len(core) > LONGEST_CORE:
        core = re.split(r"[，。：]", core)[0]
    if SEVERAL.search(core) or measures[0].text.startswith("针对"):
        return measures
    if not 2 <= len(core) <= LONGEST_CORE:
        return measures
    quoted = core.replace("“", "‘").replace("”", "’")
    tail = "" if core.endswith("问题") else "问题"
    text = f"针对“{quoted}”{tail}，{measures[0].text}"
    return [replace(measures[0], text=text), *measures[1:]]


def _guard(
    measures: Sequence[DraftMeasure], problem: str, given: Sequence[str], issuer: str | None
) -> tuple[list[DraftMeasure], int]:
    guarded: list[DraftMeasure] = []
    count = 0
    for measure in measures:
        result = mask(measure.text, problem=problem, facts=given, issuer=issuer)
        count += len(result.masked)
        guarded.append(replace(measure, text=result.text))
    return guarded, count


def _placeholders(measures: Sequence[DraftMeasure]) -> Iterator[Placeholder]:
    for index, measure in enumerate(measures):
        for found in PLACEHOLDER.finditer(measure.text):
            yield Placeholder(text=found[0], measure=index, start=found.start(), end=found.end())


def slot_kinds(draft: Draft, library: Library) -> Mapping[str, str]:
    """Placeholder text → kind of fact that it waits for (names from the library's registry)."""
    kinds: dict[str, str] = {}
    for item in draft.placeholders:
        name = item.text.removeprefix("【待填：").removesuffix("】")
        slot = library.slots.get(name)
        kinds[item.text] = slot.kind if slot else "text"
    return kinds
