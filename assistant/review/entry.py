"""Entry: one count that a notice states of itself, and what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

What = Literal["areas", "problems", "measures", "tasks", "rate"]
Role = Literal["total", "done", "basic", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One count at [start, end); ``group`` numbers the clause group (between 。 or ；) it is in.

    ``decimals`` is the printed precision of a rate; ``special`` marks a count of a special
    inspection (选人用人、意识形态专项检查) that may come on top of the main one.
    """

    what: What
    role: Role
    value: float
    unit: str
    start: int
    end: int
    group: int
    decimals: int = 0
    special: bool = False
    all_done: bool = False
