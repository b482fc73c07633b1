"""Origin: whether a count goes back to this inspection, or to another one or an audit."""

from __future__ import annotations

import re

from assistant.notice.numerals import value_of
from assistant.review.count_forms import (
    BOTH_WORDS,
    COUNTED_BEFORE,
    EARLIER,
    OWN_ONE,
    ROUND_BEFORE,
    YEAR_OF_INSPECTION,
)

# how far before a figure the words that it belongs to may stand
_REACH = 80


def is_of_another(text: str, left: int, at: int, other_word: str, year: int | None = None) -> bool:
    """Whether the clause before a count speaks of another inspection, or of an audit.

    What stands before a count of problems is that count's own: “回头看”反馈的6个问题与2022年巡察
    反馈的23个问题.
    """
    start = max(left, at - _REACH)
    clause = text[max(start, text.rfind("，", start, at) + 1) : at]
    clause = COUNTED_BEFORE.sub("", clause)
    if EARLIER.search(clause) or ROUND_BEFORE.search(text, left, at):
        return True
    if year is not None and _is_of_earlier_year(text, left, clause, at, year):
        return True
    return bool(other_word) and other_word in BOTH_WORDS.sub("", clause)


def _is_of_earlier_year(text: str, left: int, clause: str, at: int, year: int) -> bool:
    """Whether a count goes back to an inspection of an earlier year, named in its clause.

    A sentence that sets out from it stays with it: 2022年巡察反馈的23个问题中，到位21个，….
    """
    own = list(YEAR_OF_INSPECTION.finditer(clause))
    if own:
        return _year_of(own[-1]) < year
    if OWN_ONE.search(clause):
        return False
    start = max(left, at - _REACH)
    opening = next(YEAR_OF_INSPECTION.finditer(text, start, at), None)
    again = opening is not None and OWN_ONE.search(text, opening.end(), at)
    return opening is not None and not again and _year_of(opening) < year


def _year_of(inspection: re.Match[str]) -> int:
    """The year of a match of YEAR_OF_INSPECTION, in either script (2022, 二〇二二)."""
    return int(value_of(inspection["year"]) or 0)
