"""Arithmetic: figures of a draft that follow from given ones by one plain step.

Sum, difference, rate, mean, product (家数 × 每家金额), and counting what the facts list: three
《…》 are 制度3项, two meeting days are 会议2次. The draft must speak of what the given figures
speak of, or say that it adds up (共, 合计, 累计); else any two numbers would support a third.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Literal

from assistant.facts.context import Context, classes_in
from assistant.facts.evidence import Evidence, Stated
from assistant.facts.fact import Fact
from assistant.facts.quantity import Quantity

_Step = Literal["sum", "total", "change", "rate", "mean", "product"]
_TOTAL = re.compile(r"共|合计|累计|总计|总|先后|一并|全年|两项|两次|合共|达|各类|均")
_CHANGE = re.compile(r"减|降|增|提高|上升|节约|剩余|剩|尚|还有|余|未|差|净|多|少|缩短|提升|下调")
_FALL = re.compile(r"减|降|缩短|节约|下调")
_GROWTH = re.compile(r"增|提高|上升|提升|上涨")
_REACHES = re.compile("[降减增升高低加](?:至|到|为)")
_RATE = re.compile(r"([\u4e00-\u9fff]{2})率[\u4e00-\u9fff]{0,3}\n")
# rates that any share may be called
_ANY_RATE = frozenset({"覆盖", "参与", "参训", "普及", "占比", "比例"})
_PARTS = re.compile(r"其中|其余|余下|另有?")
_MEAN = re.compile(r"平均|人均|均|每|户均|日均|月均")
_LISTED_UNITS = frozenset({"项", "个", "份", "部", "篇", "件", ""})
_EVENT_UNITS = frozenset({"次", "场", "期", "场次"})
_WRITING = frozenset({"act_make", "act_revise", "act_issue", "thing_rule"})
# more figures of one unit than this are only added up as a whole or in pairs
_FEW = 8
_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    value: float
    quantity: Quantity
    item: Stated


def derived(fact: Fact, context: Context, evidence: Evidence) -> str | None:
    """The label of the first figure that ``fact`` follows from, or None."""
    quantity = fact.quantity
    if quantity is None or quantity.ordinal:
        return None
    figures = list(islice(_figures(evidence), _MOST))
    for step, used in _ways(fact, quantity, context, figures):
        agrees = context.total_agrees_with if step == "total" else context.agrees_with
        agreeing = [agrees(figure.item.context) for figure in used]
        # the whole of a rate (受理64件) and what is shared out (1140人) go by words of their own
        if all(agreeing) or (step not in {"sum", "total"} and any(agreeing)):
            return used[0].item.label
    return _counted(quantity, context, evidence)


def _figures(evidence: Evidence) -> Iterator[_Figure]:
    for item in evidence.numbers:
        quantity = item.fact.quantity
        if quantity is not None and quantity.exact and not quantity.ordinal:
            yield _Figure(value=quantity.low, quantity=quantity, item=item)


def _ways(
    fact: Fact, quantity: Quantity, context: Context, figures: Sequence[_Figure]
) -> Iterator[tuple[_Step, tuple[_Figure, ...]]]:
    """The given figures, in pairs or more, from which the wording follows, and by which step."""
    same = [f for f in figures if f.item.fact.kind == fact.kind and quantity.same_unit(f.quantity)]
    if fact.kind == "percent":
        yield from (("rate", used) for used in _rates(quantity, context, figures))
        percents = [f for f in figures if f.item.fact.kind == "percent"]
        yield from (("change", used) for used in _changes(quantity, context, percents))
        return
    adds_up: _Step = "total" if _TOTAL.search(context.near.partition("\n")[0]) else "sum"
    yield from ((adds_up, used) for used in _sums(quantity, context, same))
    if quantity.unit == "倍":
        yield from (("change", used) for used in _multiples(quantity, figures))
    yield from (("change", used) for used in _changes(quantity, context, same))
    if _MEAN.search(context.near):
        yield from (("mean", used) for used in _means(quantity, figures))
    if fact.kind == "money" and _TOTAL.search(context.near):
        yield from (("product", used) for used in _products(quantity, figures))


def _sums(
    quantity: Quantity, context: Context, same: Sequence[_Figure]
) -> Iterator[tuple[_Figure, ...]]:
    sizes: Iterable[int] = range(2, len(same) + 1) if len(same) <= _FEW else (2, len(same))
    says_total = _TOTAL.search(context.near) is not None
    for size in sizes:
        for group in combinations(same, size):
            if not quantity.holds(sum(figure.value for figure in group)):
                continue
            if says_total or all(_related(context, figure) for figure in group):
                yield group


def _changes(
    quantity: Quantity, context: Context, same: Sequence[_Figure]
) -> Iterator[tuple[_Figure, ...]]:
    turns = context.acts & {"act_cut", "act_grow"} or _CHANGE.search(context.near)
    shares = _PARTS.search(context.lead) is not None
    for one, two in combinations(same, 2):
        if not quantity.holds(abs(one.value - two.value)) or not quantity.low:
            continue
        if turns or (shares and _is_part(one, two)):
            yield one, two


def _is_part(one: _Figure, two: _Figure) -> bool:
    """4.8万元，其中在职3.6万元: the smaller of two figures is stated as part of the larger."""
    small, large = sorted((one, two), key=lambda figure: figure.value)
    return small.item.label == large.item.label and "其中" in small.item.context.lead


def _multiples(quantity: Quantity, figures: Sequence[_Figure]) -> Iterator[tuple[_Figure, ...]]:
    """翻一番, 增长1倍, 是…的2倍: how many times one figure is another, or exceeds it."""
    for one, two in combinations(figures, 2):
        small, large = sorted((one, two), key=lambda figure: figure.value)
        if small.value and one.quantity.same_unit(two.quantity):
            times = large.value / small.value
            if quantity.holds(times) or quantity.holds(times - 1):
                yield small, large


def _rates(
    quantity: Quantity, context: Context, figures: Sequence[_Figure]
) -> Iterator[tuple[_Figure, ...]]:
    """a of b in per cent; behind 下降 or 增长 the change from the one to the other."""
    falls = "act_cut" in context.acts or _FALL.search(context.near) is not None
    grows = "act_grow" in context.acts or _GROWTH.search(context.near) is not None
    plain = [f for f in figures if f.item.fact.kind != "percent"]
    for one, two in combinations(plain, 2):
        if one.item.fact.kind != two.item.fact.kind or not one.quantity.same_unit(two.quantity):
            continue
        small, large = sorted((one, two), key=lambda figure: figure.value)
        if not large.value:
            continue
        share = 100 * small.value / large.value
        values = [share] if not (falls or grows) or _REACHES.search(context.near) else []
        parts = (small, large) if share == 100 else (small,)
        if not any(_rate_is_of(context, part) for part in parts):
            continue
        if falls:
            values.append(100 - share)
        if grows and small.value:
            values.append(100 * (large.value - small.value) / small.value)
        if any(quantity.holds(value) for value in values):
            yield small, large


def _products(quantity: Quantity, figures: Sequence[_Figure]) -> Iterator[tuple[_Figure, ...]]:
    """每家2万元, 5家 → 共10万元."""
    counts = [figure for figure in figures if figure.item.fact.kind == "count"]
    for one in figures:
        for two in counts:
            if one.item.fact.kind == "money" and quantity.holds(one.value * two.value):
                yield one, two


def _rate_is_of(context: Context, part: _Figure) -> bool:
    """Whether a rate's name (办结率) goes with what its part counts (办结152件), not 满意率."""
    name = _RATE.search(context.near)
    if name is None or name[1] in _ANY_RATE:
        return True
    other = part.item.context
    acts, things = classes_in(name[1], "act_"), classes_in(name[1], "thing_")
    if acts or things:
        return bool(acts & other.all_acts or things & other.all_things)
    return name[1] in other.pairs


def _means(quantity: Quantity, figures: Sequence[_Figure]) -> Iterator[tuple[_Figure, ...]]:
    for one in figures:
        for two in figures:
            if one is two or not two.value or one.item.fact.kind == "percent":
                continue
            if quantity.holds(one.value / two.value):
                yield one, two


def _related(context: Context, figure: _Figure) -> bool:
    other = figure.item.context
    return bool(
        context.acts & other.all_acts
        or context.things & other.all_things
        or context.pairs & other.pairs
    )


def _counted(quantity: Quantity, context: Context, evidence: Evidence) -> str | None:
    """制度3项 where the facts list three titles, 会议2次 where they give two days of meetings."""
    if quantity.unit in _LISTED_UNITS and (context.acts | context.things) & _WRITING:
        return _count_of(quantity, list(evidence.named(frozenset({"document"}))))
    if quantity.unit in _EVENT_UNITS:
        days = [
            item
            for item in evidence.dates
            if item.fact.period is not None
            and item.fact.period.is_day
            and context.acts & item.context.all_acts
        ]
        return _count_of(quantity, days)
    return None


def _count_of(quantity: Quantity, items: Sequence[Stated]) -> str | None:
    """The first label where all items together, or those of one source, are as many as said."""
    groups: dict[str, set[str]] = {}
    for item in items:
        groups.setdefault(item.label, set()).add(item.fact.text)
    every = set().union(*groups.values()) if groups else set()
    if len(every) > 1 and quantity.holds(len(every)):
        return items[0].label
    return next(
        (label for label, texts in groups.items() if len(texts) > 1 and quantity.holds(len(texts))),
        None,
    )
