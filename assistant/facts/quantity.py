"""Quantity: a number with its unit as the range of values that its wording allows.

三次 and 3次 are the same point; 十余次 is the range above 10 and below 20, 近百 just under 100. A
draft's quantity follows from a source's when the source's range lies inside the draft's: so a true
rounding passes, while a figure more exact than its source, or a false rounding, does not.
"""

from __future__ import annotations

from dataclasses import dataclass

# units that count the same thing; 个 and the empty unit go with any countable
_SAME_UNIT = (
    ("人", "名", "位"),
    ("次", "场", "场次", "期", "回", "批次", "轮次", "轮"),
    ("个", "项", "条", "件", "处", "家", "种", "类", "款", "方面", "大类", "大", "户", "所", "支"),
    ("天", "日"),
    ("年", "周年"),
    ("份", "张", "笔"),
    ("本", "册"),
    ("台", "辆", "套", "部"),
    ("平方米", "平方", "平"),
    ("倍",),
)
_GROUP = {unit: index for index, units in enumerate(_SAME_UNIT) for unit in units}
# told apart all the same inside these groups, unless one of them is 个 (12个企业 = 12家企业)
_DISTINCT = {
    frozenset(pair)
    for pair in (
        ("家", "户"), ("家", "处"), ("家", "条"), ("家", "件"), ("家", "项"), ("户", "处"),
        ("户", "条"), ("户", "项"), ("户", "件"), ("份", "笔"), ("张", "笔"), ("台", "套"),
        ("辆", "台"), ("辆", "套"), ("支", "项"), ("支", "处"), ("支", "条"), ("支", "家"),
    )
}  # fmt: skip
_WILD_WITH_GE = {"份", "篇", "本", "册", "台", "辆", "套", "座", "间", "名", "人", "户", "村", "支"}
_TINY = 1e-7


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """Values [low, high] that a wording allows, in the base unit (yuan, per cent or ``unit``).

    ``exact`` when one value is stated; ``span`` when a range is stated in figures (3至5个);
    ``ordinal`` for 第N次, which counts nothing. ``decimals`` is the printed precision.
    """

    low: float
    high: float
    unit: str
    exact: bool = True
    span: bool = False
    ordinal: bool = False
    decimals: int = 0

    def same_unit(self, other: Quantity) -> bool:
        """Whether the two count in one unit: 名 = 人, 场 = 次, 个 with any; 人 ≠ 人次."""
        if self.ordinal != other.ordinal:
            return False
        one, two = self.unit, other.unit
        if one == two or not one or not two:
            return True
        if {one, two} & {"个"} and {one, two} & _WILD_WITH_GE:
            return True
        group = _GROUP.get(one)
        return (
            group is not None
            and group == _GROUP.get(two)
            and not {frozenset((one, two))} & _DISTINCT
        )

    def follows_from(self, source: Quantity) -> bool:
        """Whether this wording is true of whatever ``source`` states (units apart)."""
        if self.exact or self.span:
            same_form = source.exact == self.exact and source.span == self.span
            return same_form and _equal(self.low, source.low) and _equal(self.high, source.high)
        return self.low - _TINY <= source.low and source.high <= self.high + _TINY

    def holds(self, value: float) -> bool:
        """Whether a computed value agrees with this wording at its printed precision."""
        if self.span:
            return False
        if self.exact:
            return abs(self.low - value) <= 0.5 * 10.0**-self.decimals + 1e-9
        return self.low - _TINY <= value <= self.high + _TINY


def exactly(value: float, unit: str, *, decimals: int = 0) -> Quantity:
    """A point."""
    return Quantity(low=value, high=value, unit=unit, decimals=decimals)


def between(low: float, high: float, unit: str) -> Quantity:
    """A range that is stated in figures: 3至5, 三四."""
    return Quantity(low=min(low, high), high=max(low, high), unit=unit, exact=False, span=True)


def more_than(value: float, step: float, unit: str) -> Quantity:
    """N余, N多: above ``value``, below the next round number (``value`` + ``step``)."""
    return Quantity(low=value + 1e-6, high=value + step - 1e-6, unit=unit, exact=False)


def nearly(value: float, unit: str) -> Quantity:
    """近N: within a tenth below."""
    return Quantity(low=value * 0.9, high=value - 1e-6, unit=unit, exact=False)


def about(value: float, unit: str) -> Quantity:
    """约N, N左右: within a tenth."""
    return Quantity(low=value * 0.9, high=value * 1.1, unit=unit, exact=False)


def over(value: float, unit: str) -> Quantity:
    """超N, 逾N, N以上: at least, and not twice as much."""
    return Quantity(low=value, high=value * 2 - 1e-6, unit=unit, exact=False)


def _equal(one: float, two: float) -> bool:
    return abs(one - two) <= 1e-6 * max(1.0, abs(one), abs(two))
