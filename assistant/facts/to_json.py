"""The facts contract (facts/1): checked facts as JSON-ready values, offsets in the draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.facts.fact import CheckedFact, Fact

SCHEMA = "facts/1"


def facts_json(checked: Sequence[CheckedFact]) -> dict[str, Any]:
    """All facts of a draft, and once more those that nothing supports."""
    return {
        "schema": SCHEMA,
        "facts": [
            {**_fact(item.fact), "supported": item.supported, "by": item.by} for item in checked
        ],
        "unsupported": [_fact(item.fact) for item in checked if not item.supported],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {"text": fact.text, "kind": fact.kind, "start": fact.start, "end": fact.end}
