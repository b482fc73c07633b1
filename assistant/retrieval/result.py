"""Results: what a search returns, and why each hit is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.retrieval.record import StoredRecord

Field = Literal["problem", "focus_area", "measures", "meaning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a record was found: the terms it shares with the query, and where they stand.

    ``fields`` holds "meaning" where the embedding found it near without shared terms.
    """

    terms: tuple[str, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A record with its score in [0, 1]; the score means the same from query to query."""

    record: StoredRecord
    score: float
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """Hits, best first; ``abstained`` (then no hits) when nothing in the corpus is relevant."""

    query: str
    abstained: bool
    hits: tuple[Hit, ...]
