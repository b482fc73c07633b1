"""The JSON answer of ``search`` (schema search/1)."""

from __future__ import annotations

from typing import Any

from assistant.retrieval.result import Hit, SearchResult

SCHEMA = "search/1"


def search_json(result: SearchResult) -> dict[str, Any]:
    """A search result as the contract's object; an array of these answers ``--batch``."""
    return {
        "schema": SCHEMA,
        "query": result.query,
        "abstained": result.abstained,
        "hits": [_hit(hit) for hit in result.hits],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    record = hit.record
    return {
        "record": record.id,
        "source": record.source,
        "notice": record.notice,
        "focus_area": record.focus_area,
        "problem": record.problem,
        "measures": list(record.measures),
        "start": record.start,
        "end": record.end,
        "score": hit.score,
        "why": {"terms": list(hit.why.terms), "fields": list(hit.why.fields)},
    }
