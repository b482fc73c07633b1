"""The draft in the shape of the contract draft/1."""

from __future__ import annotations

from typing import Any

from assistant.drafting.model import Draft


def draft_json(draft: Draft) -> dict[str, Any]:
    """A dict that validates against the schema draft/1; ``unsupported`` is empty by the guard."""
    return {
        "schema": "draft/1",
        "problem": draft.problem,
        "engine": draft.engine,
        "model": draft.model,
        "stage": draft.stage,
        "types": list(draft.types),
        "no_precedent": draft.no_precedent,
        "measures": [
            {"text": item.text, "origin": item.origin, "sources": list(item.sources)}
            for item in draft.measures
        ],
        "precedents": [{"record": item.record, "score": item.score} for item in draft.precedents],
        "placeholders": [
            {"text": item.text, "measure": item.measure, "start": item.start, "end": item.end}
            for item in draft.placeholders
        ],
        "unsupported": [],
    }
