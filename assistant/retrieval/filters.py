"""Filters: which notices and records a question is asked of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.errors import WrongCall
from assistant.notice.fold import fold
from assistant.retrieval.profile import Profile

_YEARS = re.compile(r"((?:19|20)\d\d)(?:[-—~～至]((?:19|20)\d\d))?年?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a notice must be; an empty field asks for nothing, an unknown value never matches.

    ``kinds``, ``levels`` and ``unit_types`` are codes (profile.py), any of which will do;
    ``focus`` are words that the record's focus area must contain, each a choice of its own;
    ``years`` are the first and last year, both included.
    """

    kinds: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    unit_types: frozenset[str] = frozenset()
    focus: frozenset[str] = frozenset()
    years: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        """Does it ask for anything?"""
        return self != Filters()

    def takes_notice(self, profile: Profile) -> bool:
        """Whether a notice of this profile may be offered."""
        wanted = (
            (self.kinds, profile.kind),
            (self.levels, profile.level),
            (self.unit_types, profile.unit_type),
        )
        if any(codes and value not in codes for codes, value in wanted):
            return False
        if self.years is None:
            return True
        first, last = self.years
        return profile.year is not None and first <= profile.year <= last

    def takes_focus(self, focus_area: str | None) -> bool:
        """Whether a record under this focus area may be offered."""
        if not self.focus:
            return True
        area = _plain(focus_area or "")
        return any(_plain(words) in area for words in self.focus if _plain(words))


def _plain(text: str) -> str:
    return re.sub(r"[\s，。、；：“”‘’《》（）]", "", fold(text))


def read_years(text: str) -> tuple[int, int]:
    """ "2024" or "2023-2025" as first and last year; raises WrongCall."""
    match = _YEARS.fullmatch(text.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if first > last:
        raise WrongCall(f"年份“{text}”看不懂：请写 2024 或 2023-2025")
    return first, last
