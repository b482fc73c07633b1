"""Hits: what a search found, each with its score and the words it was found by."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import WrongCall
from assistant.retrieval.filters import Filters, read_years
from assistant.retrieval.record import StoredRecord
from assistant.retrieval.result import Hit, SearchResult
from assistant.ui import wording

_PROBLEM, _NOTICE = 80, 36  # characters of each in a label
_FIRST, _LAST = "1900", "2099"


def hit_label(hit: Hit) -> str:
    """Three lines: the problem; its notice and the score; why it was found."""
    record = hit.record
    return "\n".join(
        (
            _cut(record.problem, _PROBLEM),
            f"{unit_name(record)}　相近程度 {hit.score:.2f}",
            why_label(hit),
        )
    )


def unit_name(record: StoredRecord) -> str:
    """Whose notice a record is of: the unit, which the title only repeats; else the title."""
    return _cut(record.issuer or record.notice, _NOTICE)


def why_label(hit: Hit) -> str:
    """The shared terms and the fields they stand in, in words."""
    if not hit.why.terms:
        return wording.BY_MEANING
    fields = "、".join(wording.FIELD_NAMES[name] for name in hit.why.fields)
    return f"相同的词：{'、'.join(hit.why.terms)}（{fields}）"


def choices(result: SearchResult) -> list[tuple[str, str]]:
    """Label and record id of each hit, best first."""
    return [(hit_label(hit), hit.record.id) for hit in result.hits]


def read_filters(
    kinds: Sequence[str], levels: Sequence[str], types: Sequence[str], focus: str, years: str
) -> Filters:
    """What the page's filters ask for; raises WrongCall for years that are none."""
    return Filters(
        kinds=frozenset(kinds or ()),
        levels=frozenset(levels or ()),
        unit_types=frozenset(types or ()),
        focus=frozenset((focus or "").replace("，", "、").replace("、", " ").split()),
        years=read_years(years) if years else None,
    )


def span_of_years(first: str, last: str) -> str:
    """Two boxes as one span, either of which may be empty; "" where both are."""
    first, last = (first or "").strip(), (last or "").strip()
    if not first and not last:
        return ""
    if first > last and last:
        raise WrongCall(f"年份从{first}到{last}是反的：请对调")
    return f"{first or _FIRST}-{last or _LAST}"


def _cut(words: str, length: int) -> str:
    return words if len(words) <= length else f"{words[: length - 1]}…"
