"""The fact guard against fifty cases by an examiner who had not read it (audit.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.facts.support import check

CASES = Path(__file__).parent.parent / "cases" / "facts" / "audit.yaml"

# real failures, with the number of their entry in the owner's list; delete a line when it is mended
KNOWN: dict[str, str] = {}


def _cases() -> list[Any]:
    cases = yaml.safe_load(CASES.read_text(encoding="utf-8"))["cases"]
    return [
        pytest.param(
            case,
            id=case["id"],
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN[case["id"]])]
            if case["id"] in KNOWN
            else [],
        )
        for case in cases
    ]


@pytest.mark.parametrize("case", _cases())
def test_what_nothing_supports_is_found_and_nothing_else(case: dict[str, Any]) -> None:
    draft: str = case["draft"]
    checked = check(draft, problem=case["problem"], facts=case["facts"])
    flagged = [item.fact for item in checked if not item.supported]
    expected = [(*_place(draft, item), item["kind"]) for item in case["unsupported"]]
    missed = [
        draft[start:end]
        for start, end, kind in expected
        if not any(f.start < end and start < f.end and f.kind == kind for f in flagged)
    ]
    invented = [
        f.text for f in flagged if not any(f.start < end and s < f.end for s, end, _ in expected)
    ]
    assert (missed, invented) == ([], [])


def _place(draft: str, item: dict[str, Any]) -> tuple[int, int]:
    text, start = str(item["at"]), -1
    for _ in range(item.get("nth", 0) + 1):
        start = draft.index(text, start + 1)
    return start, start + len(text)
