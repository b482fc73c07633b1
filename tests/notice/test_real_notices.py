"""The five scraped notices against what a careful reader wrote down (offsets and counts only)."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.notice.document import Document
from assistant.notice.model import Notice
from assistant.notice.parse import parse

CASES = Path(__file__).parents[1] / "cases" / "notices" / "real.yaml"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
COUNTS = {"000": 10, "001": 17, "002": 13, "003": 43, "004": 29}


@pytest.fixture(params=sorted(EXPECTED), scope="module")
def case(request: pytest.FixtureRequest, real_notices: Path) -> tuple[str, Notice, dict[str, Any]]:
    (path,) = real_notices.glob(f"{request.param}_*.txt")
    text = path.read_bytes().decode("utf-8")
    expected = EXPECTED[request.param]
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != expected["sha256"]:
        pytest.skip(f"notice {request.param} is not the text that was annotated")
    return request.param, parse(Document(text=text)), expected


def test_head(case: tuple[str, Notice, dict[str, Any]]) -> None:
    _, notice, expected = case
    assert notice.title is not None
    assert [notice.title.start, notice.title.end] == expected["title"]
    assert notice.date_of_issue == expected["date_of_issue"]
    found = {name: getattr(notice.inspection, name) for name in expected["inspection"]}
    assert found == expected["inspection"]
    assert notice.issuer is not None
    assert notice.inspection.team is not None


def test_records(case: tuple[str, Notice, dict[str, Any]]) -> None:
    name, notice, expected = case
    assert len(notice.records) == COUNTS[name]
    found = [
        [r.start, r.end, r.problem.start, r.problem.end, len(r.measures)] for r in notice.records
    ]
    assert found == expected["records"]
    unfinished = [record for record in notice.records if record.section == "unfinished"]
    assert len(unfinished) == expected["unfinished"]


def test_sections(case: tuple[str, Notice, dict[str, Any]]) -> None:
    _, notice, expected = case
    assert [[s.kind, s.start, s.end] for s in notice.sections] == expected["sections"]


def test_claims_and_contact(case: tuple[str, Notice, dict[str, Any]]) -> None:
    _, notice, expected = case
    found = [[c.kind, c.value, c.unit, c.start, c.end] for c in notice.claims]
    assert found == expected["claims"]
    for name in ("phones", "emails", "addresses", "postcodes"):
        spans = [[passage.start, passage.end] for passage in getattr(notice.contact, name)]
        assert spans == expected[name], name
