"""Suppression: which rule keeps quiet where another one has spoken (rules.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.review.rule import Hit

Hits = Mapping[str, tuple[Hit, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """``winner`` silences ``losers``: in the whole notice, or where their spans overlap."""

    winner: str
    losers: tuple[str, ...]
    scope: Literal["notice", "overlap"] = "overlap"


SILENCES: tuple[Silence, ...] = (
    Silence(
        winner="missing-problem-sections",
        losers=("vague-measure", "no-result", "count-mismatch"),
        scope="notice",
    ),
    Silence(
        winner="problem-without-measures",
        losers=("planned-as-done", "vague-measure", "no-result", "duplicate-measure"),
    ),
    Silence(winner="planned-as-done", losers=("vague-measure", "no-result")),
    Silence(winner="vague-measure", losers=("no-result",)),
    Silence(winner="inspection-term-mixed", losers=("org-name-inconsistent",)),
    Silence(winner="garbled-date", losers=("date-order",)),
    Silence(winner="classified-marking", losers=("web-boilerplate",)),
)


def suppress(hits: Hits) -> dict[str, tuple[Hit, ...]]:
    """``hits`` by rule id without those that another rule silences; the table is read in order."""
    left = dict(hits)
    for silence in SILENCES:
        winners = left.get(silence.winner, ())
        if not winners:
            continue
        for loser in silence.losers:
            keep = () if silence.scope == "notice" else _apart(left.get(loser, ()), winners)
            left[loser] = keep
    return left


def _apart(losers: tuple[Hit, ...], winners: tuple[Hit, ...]) -> tuple[Hit, ...]:
    return tuple(hit for hit in losers if not any(_overlap(hit, winner) for winner in winners))


def _overlap(one: Hit, other: Hit) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start < other.end and other.start < one.end
