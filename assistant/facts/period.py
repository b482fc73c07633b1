"""Period: the days that a date's wording names, with or without a year.

A single day, a month, a quarter, 上半年 and 3月5日至4月6日 are all ranges of days, so 1月至6月
equals 上半年 and 3月 is a true coarsening of 3月5日 without a rule of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

Day = tuple[int, int]  # month, day; day 31 stands for the last one


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from ``first`` to ``last``; ``year``/``last_year`` None where the wording gives none.

    ``carried_year`` is the year of an earlier mention in the same text, used only as a source's.
    ``stretch`` marks a period with two stated ends (3月5日至4月6日), ``relative`` a year named by
    去年, 上年, 明年. ``first`` is None where the days cannot be read (run-together digits).
    """

    first: Day | None
    last: Day | None
    year: int | None = None
    last_year: int | None = None
    carried_year: int | None = None
    stretch: bool = False
    relative: str | None = None

    @property
    def is_day(self) -> bool:
        """Whether one single day is meant."""
        return self.first is not None and self.first == self.last and self.year == self.last_year

    def given_years(self) -> set[int]:
        """The years that the wording itself gives."""
        return {year for year in (self.year, self.last_year) if year is not None}

    def follows_from(self, source: Period, *, source_year: int | None) -> bool:
        """Whether this date is true of what ``source`` states.

        ``source_year`` is the year that the case gives for a source without one (None: no year).
        """
        if self.first is None or source.first is None or self.last is None or source.last is None:
            return False
        if self.relative != source.relative and self.relative is not None:
            return False
        if not self._years_follow(source, source_year):
            return False
        return self._days_follow(source)

    def _years_follow(self, source: Period, source_year: int | None) -> bool:
        known = source.given_years() or ({source_year} if source_year is not None else set())
        if source.year is not None and source.last_year is not None and not self.stretch:
            known = set(range(source.year, min(source.last_year, source.year + 50) + 1))
        return self.given_years() <= known

    def _days_follow(self, source: Period) -> bool:
        mine, theirs = (self.first, self.last), (source.first, source.last)
        if mine == theirs:
            return self._same_turn(source)
        if self.stretch:
            return False
        if self.is_day:
            return source.stretch and self.first in theirs
        return _at_most(self.first, source.first) and _at_most(source.last, self.last)

    def _same_turn(self, source: Period) -> bool:
        """Periods over a year's end: both ends' years must agree where both give them."""
        if self.last_year is None or source.last_year is None:
            return True
        return self.last_year == source.last_year or not self.stretch


def _at_most(one: Day | None, two: Day | None) -> bool:
    return one is not None and two is not None and one <= two
