"""Finish: what every draft goes through last, whichever engine wrote it.

The unit's name, the guard (a fact that neither the problem nor the user gave becomes a
placeholder), the problem that is answered, and where the placeholders stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.drafting.library import PLACEHOLDER
from assistant.drafting.model import DraftMeasure, Placeholder
from assistant.drafting.moved import moved_figures
from assistant.drafting.topic import SEVERAL, core_of
from assistant.facts.mask import mask

LONGEST_CORE = 60  # characters of a problem that are repeated; a longer one is only referred to
REFERRED = "针对反馈指出的该问题，"
_OPENING = re.compile(rf"针对“[^“”\n]{{1,{LONGEST_CORE}}}”(?:问题)?，|{REFERRED}")
_BY = re.compile(r"^由(?=【|[\u4e00-\u9fff])")


def named(measures: Sequence[DraftMeasure], issuer: str | None) -> list[DraftMeasure]:
    """The unit speaks under its own name in the first measure."""
    if not issuer or not measures or issuer in measures[0].text:
        return list(measures)
    first = measures[0]
    text = _BY.sub("明确由", first.text)
    return [replace(first, text=f"{issuer}{text}"), *measures[1:]]


def opening_of(text: str, issuer: str | None) -> str:
    """The words by which a first measure names the problem and the unit; "" where it names none."""
    found = _OPENING.match(text)
    opening = found[0] if found else ""
    if issuer and text.startswith(issuer, len(opening)):
        opening += issuer
    return opening


def addressed(measures: Sequence[DraftMeasure], problem: str) -> list[DraftMeasure]:
    """The first measure says which problem it answers: by its whole name, never by a part of it.

    Done behind the guard: the words are the problem's own, so they hold no fact of anybody else.
    """
    core = core_of(problem)
    if SEVERAL.search(core) or measures[0].text.startswith("针对") or len(core) < 2:
        return list(measures)
    quoted = core.replace("“", "‘").replace("”", "’")
    tail = "" if core.endswith("问题") else "问题"
    opening = f"针对“{quoted}”{tail}，" if len(core) <= LONGEST_CORE else REFERRED
    return [replace(measures[0], text=f"{opening}{measures[0].text}"), *measures[1:]]


def guard(
    measures: Sequence[DraftMeasure], problem: str, given: Sequence[str], issuer: str | None
) -> tuple[list[DraftMeasure], int]:
    """Measures without a fact that nobody gave or that was given of another matter; how many."""
    guarded: list[DraftMeasure] = []
    count = 0
    for measure in measures:
        moved = [*moved_figures(measure.text, (problem, *given))]
        result = mask(measure.text, problem=problem, facts=given, issuer=issuer, extra_terms=moved)
        count += len(result.masked)
        guarded.append(replace(measure, text=result.text))
    return guarded, count


def placeholders_of(measures: Sequence[DraftMeasure]) -> Iterator[Placeholder]:
    for index, measure in enumerate(measures):
        for found in PLACEHOLDER.finditer(measure.text):
            yield Placeholder(text=found[0], measure=index, start=found.start(), end=found.end())
