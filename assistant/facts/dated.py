"""Dated: whether a source gives a date of the draft, and for the same event.

Supported: the same days in any writing, a true coarsening (3月5日 → 3月, 1月至6月 → 上半年), an
end of a stated period, a year carried over from the case. Not: a finer date than the source's, a
year that nothing gives, the right day for another event (召开 against 印发).
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.facts.context import Context
from assistant.facts.evidence import Evidence, Stated, bare
from assistant.facts.fact import Fact
from assistant.facts.period import Day, Period


def support_of_date(fact: Fact, context: Context, evidence: Evidence) -> str | None:
    """The label of the source that gives the date, or None."""
    if fact.period is None or fact.period.first is None:
        return _same_wording(fact, evidence)
    period = fact.period
    given = [item for item in evidence.dates if _gives(item, period, evidence)]
    if _is_year(period):
        return given[0].label if given else None
    for item in given:
        if context.agrees_with(item.context) and not _better_elsewhere(
            period, context, item, evidence
        ):
            return item.label
    if not given and period.stretch:
        return _both_ends(period, evidence)
    return None


def _gives(item: Stated, period: Period, evidence: Evidence) -> bool:
    theirs = item.fact.period
    return theirs is not None and period.follows_from(theirs, source_year=evidence.year_of(item))


def _is_year(period: Period) -> bool:
    return (period.first, period.last) == ((1, 1), (12, 31)) and not period.stretch


def _better_elsewhere(period: Period, context: Context, match: Stated, evidence: Evidence) -> bool:
    """Whether another day is stated for just what the draft says of this one.

    That is so where the other's clause has all that the match's clause shares with the draft and
    two pieces more: 9月2日印发甲办法, 10月8日印发乙办法 against a draft's 9月2日印发乙办法.
    """
    return any(
        _says_more(context, rival.context, match.context)
        for rival in evidence.dates
        if rival.fact.period is not None and _differ(period, rival.fact.period)
    )


def _says_more(draft: Context, rival: Context, match: Context) -> bool:
    theirs, own = draft.shared(rival), draft.shared(match)
    return own <= theirs and len(theirs - own) >= 2 and draft.agrees_with(rival)


def _differ(one: Period, two: Period) -> bool:
    if one.year is not None and two.year is not None and one.year != two.year:
        return True
    return not (_within(one, two) or _within(two, one))


def _within(inner: Period, outer: Period) -> bool:
    if inner.first is None or outer.first is None or inner.last is None or outer.last is None:
        return False
    return outer.first <= inner.first and inner.last <= outer.last


def _both_ends(period: Period, evidence: Evidence) -> str | None:
    """A period whose two ends are stated as days of their own, and not as another period's."""
    first, last = _end(period.first, period.year), _end(period.last, period.last_year)
    stretches = [item for item in evidence.dates if item.fact.period and item.fact.period.stretch]
    if _first_label(stretches, first, evidence) or _first_label(stretches, last, evidence):
        return None
    begins = _first_label(evidence.dates, first, evidence)
    ends = _first_label(evidence.dates, last, evidence)
    return begins if ends is not None else None


def _end(day: Day | None, year: int | None) -> Period:
    """The day itself; for the first or last day of a month (8月至10月) the month."""
    first = last = day
    if day is not None and day[1] in {1, 31}:
        first, last = (day[0], 1), (day[0], 31)
    return Period(first=first, last=last, year=year, last_year=year)


def _first_label(items: Iterable[Stated], day: Period, evidence: Evidence) -> str | None:
    return next((item.label for item in items if _gives(item, day, evidence)), None)


def _same_wording(fact: Fact, evidence: Evidence) -> str | None:
    """近三年 (its figure counts), a clock time, or digits run together: the same must be stated."""
    for item in evidence.dates:
        theirs = item.fact.quantity
        if fact.quantity is not None and theirs is not None:
            same_unit = fact.quantity.unit.replace("度", "") == theirs.unit.replace("度", "")
            if same_unit and fact.quantity.low == theirs.low:
                return item.label
    wording = bare(fact.text)
    return next((s.label for s in evidence.sources if wording and wording in s.bare), None)
