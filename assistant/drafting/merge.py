"""Merge: measures that a model wrote well, and the offline drafter's where it did not."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.model import DraftMeasure
from assistant.drafting.plausible import pairs_of

FEWEST, MOST = 2, 4  # measures of a draft
ALIKE = 0.5  # share of pairs of characters from which two measures say the same
SAME = 0.85  # and from which the second is only said again


def merge(
    written: Sequence[DraftMeasure], offline: Sequence[DraftMeasure], wanted: int
) -> list[DraftMeasure]:
    """``written`` first, then offline measures that say something else, up to ``wanted``.

    Nothing written: the offline measures as they are.
    """
    if not written:
        return list(offline)
    merged = list(written[:MOST])
    target = min(max(wanted, FEWEST), MOST)
    order = sorted(
        offline, key=lambda item: max(alike(item.text, own.text) for own in merged) > ALIKE
    )
    for measure in order:
        if len(merged) >= target:
            break
        merged.append(measure)
    return merged


def alike(one: str, other: str) -> float:
    """The share of the shorter text's pairs of characters that the other one has, 0 to 1."""
    first, second = sorted((pairs_of(one), pairs_of(other)), key=len)
    return len(first & second) / max(len(first), 1)
