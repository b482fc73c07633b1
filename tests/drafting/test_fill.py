"""A user's fact goes into the slot that it fits, or nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.drafting.fill import fill
from assistant.drafting.given import given_clauses
from assistant.drafting.library import Slot

DATA = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "drafting" / "fill.yaml").read_text("utf-8")
)
SLOTS = {
    name: Slot(name=name, kind=body["kind"], verbs=tuple(body["verbs"]))
    for name, body in DATA["slots"].items()
}


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["id"])
def test_fill(case: dict[str, Any]) -> None:
    clauses = given_clauses(case["facts"])
    filled = fill(case["template"], clauses, SLOTS, frozenset(range(len(clauses))))
    assert filled.text == (case["text"] or case["template"])
    assert bool(filled.used) == (case["text"] is not None)


def test_a_lone_date_stays_with_what_was_done_then() -> None:
    clauses = given_clauses(["9月2日，印发《公务接待管理办法》，召开会议3次"])
    assert [clause.text for clause in clauses] == [
        "9月2日，印发《公务接待管理办法》",
        "召开会议3次",
    ]
