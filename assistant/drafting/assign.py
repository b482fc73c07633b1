"""Assign: which problem of a list a fact belongs to, where the user gave facts for the whole list.

A fact in the wrong place is worse than none (rules.md: right numbers on the wrong things are
unsupported), so a fact that shares no telling words with any problem is assigned to none.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """``by_problem`` has the facts of each problem, in order; ``left`` those of none."""

    by_problem: tuple[tuple[str, ...], ...]
    left: tuple[str, ...]


def assign(facts: Sequence[str], problems: Sequence[str]) -> Assigned:
    """Each fact to the problem that it shares the rarest pairs of characters with.

    Pairs that many problems have count little; of equal problems the first takes the fact. For a
    single problem every fact is its own.
    """
    if len(problems) == 1:
        return Assigned(by_problem=(tuple(facts),), left=())
    pairs = [_pairs(problem) for problem in problems]
    spread = Counter(pair for found in pairs for pair in found)
    chosen: list[list[str]] = [[] for _ in problems]
    left: list[str] = []
    for fact in facts:
        said = _pairs(fact)
        weights = [
            sum(math.log(len(problems) / spread[pair]) for pair in said & found) for found in pairs
        ]
        best = max(range(len(problems)), key=lambda i: (weights[i], -i))
        (chosen[best] if weights[best] > 0 else left).append(fact)
    return Assigned(by_problem=tuple(map(tuple, chosen)), left=tuple(left))


def _pairs(text: str) -> set[str]:
    runs = _CHINESE.findall(text)
    return {run[i : i + 2] for run in runs for i in range(len(run) - 1)}
