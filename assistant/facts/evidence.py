"""Evidence: what the problem and the user's facts state, read once for a whole check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.facts.context import Context, contexts
from assistant.facts.extract import extract, fold_figures
from assistant.facts.fact import Fact

_MARKS = re.compile(r"[\s“”‘’\"'「」『』〈〉<>《》〔〕\[\]【】（）()·.。，、：:—\-]")
_BRACKETED = re.compile(r"《[^《》\n]{0,200}》")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
# beyond this many stated facts of a source, further ones are no longer compared with each other
_MOST = 400


def bare(text: str) -> str:
    """``text`` folded, without blanks, marks, brackets and pauses: for comparing names."""
    return _MARKS.sub("", fold_figures(text))


@dataclass(frozen=True, kw_only=True)
class Source:
    """One source: ``label`` is "problem" or "fact N"; ``contexts`` go with ``facts`` one by one."""

    label: str
    text: str
    facts: tuple[Fact, ...]
    contexts: tuple[Context, ...]

    @cached_property
    def bare(self) -> str:
        """The whole text for comparing names."""
        return bare(self.text)

    @cached_property
    def unbracketed(self) -> str:
        """The text for comparing names, without what stands in title brackets."""
        return bare(_BRACKETED.sub("。", self.text))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that its dates give, in order."""
        return tuple(
            year
            for fact in self.facts
            if fact.period is not None
            for year in sorted(fact.period.given_years())
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A fact that a source states, with what it is about."""

    fact: Fact
    context: Context
    label: str


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """All sources of a case, in order: the problem, then the user's facts."""

    sources: tuple[Source, ...]

    @cached_property
    def stated(self) -> tuple[Stated, ...]:
        """The facts of all sources, in order."""
        return tuple(
            Stated(fact=fact, context=context, label=source.label)
            for source in self.sources
            for fact, context in list(zip(source.facts, source.contexts, strict=True))[:_MOST]
        )

    @cached_property
    def dates(self) -> tuple[Stated, ...]:
        """The dates among the stated facts."""
        return tuple(item for item in self.stated if item.fact.kind == "date")

    @cached_property
    def numbers(self) -> tuple[Stated, ...]:
        """Counts, sums of money and percentages among the stated facts."""
        return tuple(
            item
            for item in self.stated
            if item.fact.quantity is not None and item.fact.kind != "date"
        )

    @cached_property
    def case_years(self) -> dict[str, int | None]:
        """The year to carry over into each source that gives none, by label.

        It is the last year given before the source; where none is, the first one given after it;
        where no date has a year at all, the one year that stands in titles or document numbers.
        """
        every = [
            (index, year) for index, source in enumerate(self.sources) for year in source.years
        ]
        titled = {
            int(year)
            for item in self.stated
            if item.fact.kind == "document"
            for year in _YEAR.findall(fold_figures(item.fact.text))
        }
        fallback = titled.pop() if len(titled) == 1 else None
        found: dict[str, int | None] = {}
        for index, source in enumerate(self.sources):
            before = [year for place, year in every if place < index]
            after = [year for place, year in every if place > index]
            nearest = before[-1:] or after[:1]
            found[source.label] = nearest[0] if nearest else fallback
        return found

    def year_of(self, item: Stated) -> int | None:
        """The year of a stated date that gives none itself."""
        period = item.fact.period
        if period is None:
            return None
        return period.carried_year or self.case_years.get(item.label)

    def named(self, kinds: frozenset[str]) -> Iterator[Stated]:
        """The stated facts of the given kinds."""
        return (item for item in self.stated if item.fact.kind in kinds)


def read_evidence(problem: str, facts: Sequence[str]) -> Evidence:
    """The sources of a case: labels are "problem", "fact 1", "fact 2", …"""
    return _read(problem, tuple(facts))


@lru_cache(maxsize=64)  # a draft is checked sentence by sentence against the same case
def _read(problem: str, facts: tuple[str, ...]) -> Evidence:
    texts = [("problem", problem)] + [(f"fact {n}", text) for n, text in enumerate(facts, start=1)]
    return Evidence(sources=tuple(_source(label, text) for label, text in texts))


def _source(label: str, text: str) -> Source:
    facts = extract(text)
    return Source(
        label=label,
        text=text,
        facts=facts,
        contexts=tuple(contexts(fold_figures(text), facts)),
    )
