"""Figure: a number with its unit found in a text, and how a rounding word bends its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.facts import quantity as q
from assistant.facts.quantity import Quantity

NumberKind = Literal["count", "money", "percent"]
_ABOUT = frozenset({"约", "大约", "约合", "约为", "折合", "大概"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNumber:
    """A number at [start, end) of the folded text, unit included (also 近, 约, 余)."""

    start: int
    end: int
    kind: NumberKind
    quantity: Quantity


def approached(near: str, value: float, unit: str) -> Quantity:
    """The values that 近, 约 or 超 before ``value`` allow."""
    if near in {"近", "将近", "接近", "近乎"}:
        return q.nearly(value, unit)
    return q.about(value, unit) if near in _ABOUT else q.over(value, unit)
