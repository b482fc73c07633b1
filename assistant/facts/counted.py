"""Counted: whether a source gives a count, a sum of money or a percentage, for the same thing.

Supported: the same value in any script and unit, a true rounding, and what follows from given
figures by plain arithmetic (assistant.facts.arithmetic). Not: the right number on another thing
(会议3次 against 检查3次, 追回 against 发放), a finer figure than the source's, a false rounding.
"""

from __future__ import annotations

import re

from assistant.facts.arithmetic import derived
from assistant.facts.context import Context
from assistant.facts.evidence import Evidence, Stated, bare
from assistant.facts.fact import Fact
from assistant.facts.quantity import Quantity

_RATE = re.compile(r"([\u4e00-\u9fff]{2})率[\u4e00-\u9fff]{0,3}\n")
_SAME_RATE = frozenset({"完成", "整改", "办结", "落实", "销号"})


def support_of_number(fact: Fact, context: Context, evidence: Evidence) -> str | None:
    """The label of the (first) source that gives the number, or None."""
    quantity = fact.quantity
    if quantity is None:
        return _same_wording(fact, evidence)
    given = [item for item in evidence.numbers if _gives(item, fact, quantity)]
    for item in given:
        if _same_thing(context, item.context) and not _better_elsewhere(
            fact, context, item, evidence
        ):
            return item.label
    return derived(fact, context, evidence)


def _gives(item: Stated, fact: Fact, quantity: Quantity) -> bool:
    theirs = item.fact.quantity
    if theirs is None or not quantity.follows_from(theirs) or not quantity.same_unit(theirs):
        return False
    # "追回金额 12000": a figure without a unit goes with any kind
    return item.fact.kind == fact.kind or not theirs.unit or not quantity.unit


def _same_thing(draft: Context, source: Context) -> bool:
    if not draft.agrees_with(source):
        return False
    mine, theirs = _RATE.search(draft.near), _RATE.search(source.near)
    if mine is None or theirs is None or mine[1] == theirs[1]:
        return True
    return {mine[1], theirs[1]} <= _SAME_RATE


def _better_elsewhere(fact: Fact, context: Context, match: Stated, evidence: Evidence) -> bool:
    """Whether another figure is stated for just what the draft says of this one."""
    own = context.shared(match.context)
    for rival in evidence.numbers:
        if not _rivals(rival, fact):
            continue
        theirs = context.shared(rival.context)
        if own <= theirs and len(theirs - own) >= 2 and context.agrees_with(rival.context):
            return True
    return False


def _rivals(rival: Stated, fact: Fact) -> bool:
    """Another value of the same kind and unit."""
    mine, theirs = fact.quantity, rival.fact.quantity
    if mine is None or theirs is None or rival.fact.kind != fact.kind or mine.unit != theirs.unit:
        return False
    return not mine.follows_from(theirs)


def _same_wording(fact: Fact, evidence: Evidence) -> str | None:
    wording = bare(fact.text)
    return next((s.label for s in evidence.sources if wording and wording in s.bare), None)
