"""Keep: what the user gave is said somewhere in the draft, whatever an engine did with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.drafting.content import content_pairs
from assistant.drafting.given import GivenClause
from assistant.drafting.model import DraftMeasure

SAID = 0.8  # share of a clause's pairs of characters that a measure must have to say it
_DEED = 3  # pairs that another measure must share beyond the first to take a counted deed
_UNIT = "[份人件项户处个家笔条篇]"


def keep_given(
    measures: Sequence[DraftMeasure],
    clauses: Sequence[GivenClause],
    places: Mapping[int, int] | None = None,
) -> list[DraftMeasure]:
    """What the user gave and no slot took is said in the user's own words, never lost.

    ``places`` says for some facts which measure answers the failing that they speak of.
    What is left of one fact stays together, behind the measure that took another part of it.
    """
    measures = list(measures)
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
        known = (places or {}).get(fact)
        best = near[-1] if near else known
        if best is None:
            best = _place_of(text, clauses, fact, measures)
        measures[best] = replace(measures[best], text=f"{measures[best].text}{text}。")
    return measures


def _place_of(
    text: str, clauses: Sequence[GivenClause], fact: int, measures: Sequence[DraftMeasure]
) -> int:
    """The measure nearest in words; deeds that were counted rather behind the first, an action."""
    kinds = {item.kind for clause in clauses if clause.fact == fact for item in clause.items}
    deed = bool(kinds & {"count", "money", "percent"}) and "document" not in kinds
    return max(
        range(len(measures)),
        key=lambda i: (_shared(_plain(measures[i]), text) + _DEED * (deed and i == 0), -i),
    )


def _plain(measure: DraftMeasure) -> str:
    """The measure without titles: that a document is named so does not make it the place."""
    return re.sub(r"《[^《》]{1,80}》", "", measure.text)


def _part_of(part: str, whole: str) -> bool:
    """抽查凭证40份，退回3份: the second counts among the first, told by the unit."""
    units = [re.search(rf"[0-9０-９]({_UNIT})(?!.*[0-9])", text) for text in (whole, part)]
    return None not in units and len({found[1] for found in units if found}) == 1


def _home(measures: Sequence[DraftMeasure], clause: GivenClause) -> int | None:
    """The measure that says all facts of the clause already; without facts, nearly its words."""
    if not clause.items:
        wanted = max(len(clause.text) - 1, 1) * SAID
        return next(
            (i for i, m in enumerate(measures) if _shared(m.text, clause.text) >= wanted), None
        )
    facts = [item.text.strip("《》") for item in clause.items]
    own = content_pairs(clause.text, facts)
    return next(
        (
            index
            for index, measure in enumerate(measures)
            if all(fact in measure.text for fact in facts)
            and (not own or own & content_pairs(measure.text))
        ),
        None,
    )


def _shared(text: str, clause: str) -> int:
    pairs = {clause[i : i + 2] for i in range(len(clause) - 1)}
    return sum(pair in text for pair in pairs)
