"""Measures: those that the case gives, and drafted ones where it gives none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.compose.case import Case
from assistant.drafting.assign import assign
from assistant.drafting.draft import Drafter


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMeasures:
    """``texts``: the measures of each problem, in the order of the case.

    ``drafted`` counts problems that were drafted, ``masked`` facts that the guard took out;
    ``left`` are facts of the whole case that fit none of its problems.
    """

    texts: tuple[tuple[str, ...], ...]
    drafted: int
    masked: int
    left: tuple[str, ...]


def measures_of(case: Case, open_drafter: Callable[[], Drafter]) -> CaseMeasures:
    """The measures of each problem; the drafter is opened only where one has to be drafted.

    Facts of the whole case go to the problem they are about (assistant.drafting.assign).
    """
    wanting = [n for n, problem in enumerate(case.problems) if not problem.measures]
    assigned = assign(case.facts, [case.problems[n].text for n in wanting])
    texts = [problem.measures for problem in case.problems]
    drafter = open_drafter() if wanting else None
    masked = 0
    used: set[str] = set()
    for n, facts in zip(wanting, assigned.by_problem, strict=True):
        assert drafter is not None
        problem = case.problems[n]
        known = (*problem.facts, *facts)
        draft = drafter.draft(problem.text, facts=known, avoid=used, unit=case.issuer)
        used.update(source for measure in draft.measures for source in measure.sources)
        texts[n] = tuple(measure.text for measure in draft.measures)
        masked += draft.masked
    return CaseMeasures(
        texts=tuple(texts), drafted=len(wanting), masked=masked, left=tuple(assigned.left)
    )
