"""Matching: what was found against what a reader marked, each used once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from eval.sample import Score

Label = TypeVar("Label")
Found = TypeVar("Found")


def match(
    labels: Sequence[Label], found: Sequence[Found], meets: Callable[[Label, Found], bool]
) -> tuple[list[Label], list[Found]]:
    """(labels that nothing meets, findings that meet no label)."""
    _, missed, left = paired(labels, found, meets)
    return missed, left


def paired(
    labels: Sequence[Label], found: Sequence[Found], meets: Callable[[Label, Found], bool]
) -> tuple[list[tuple[Label, Found]], list[Label], list[Found]]:
    """(labels with the finding that meets them, labels that nothing meets, other findings)."""
    left = list(found)
    pairs, missed = [], []
    for label in labels:
        met = next((i for i, item in enumerate(left) if meets(label, item)), None)
        if met is None:
            missed.append(label)
        else:
            pairs.append((label, left.pop(met)))
    return pairs, missed, left


def recall_and_precision(
    labels: Sequence[tuple[str, str]],
    missed: Sequence[tuple[str, str]],
    found: Sequence[str],
    extra: Sequence[tuple[str, str]],
) -> Iterator[Score]:
    """Scores by group. Labels, misses and extras are (group, quotation); found are groups.

    A score of one group weighs as much as the labels (recall) or findings (precision) it speaks of.
    """
    wanted = Counter(group for group, _ in labels)
    lost = Counter(group for group, _ in missed)
    for group, count in sorted(wanted.items()):
        quotes = "、".join(quote for kind, quote in missed if kind == group)
        yield Score(
            name="recall",
            value=1 - lost[group] / count,
            weight=count,
            group=group,
            answer=f"{count - lost[group]}/{count}",
            explanation=f"漏报：{quotes}" if quotes else "",
        )
    wrong = Counter(group for group, _ in extra)
    for group, count in sorted(Counter(found).items()):
        quotes = "、".join(quote for kind, quote in extra if kind == group)
        yield Score(
            name="precision",
            value=1 - wrong[group] / count,
            weight=count,
            group=group,
            answer=f"{count - wrong[group]}/{count}",
            explanation=f"误报：{quotes}" if quotes else "",
        )
