"""Notices of every structure, wholly fictional: what a reader expects stands beside each text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.notice.document import Document
from assistant.notice.model import Notice
from assistant.notice.parse import parse

CASES = Path(__file__).parents[1] / "cases" / "notices" / "structures"
FILES = sorted(CASES.glob("*.yaml"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem, scope="module")
def case(request: pytest.FixtureRequest) -> tuple[Notice, dict[str, Any]]:
    data = yaml.safe_load(request.param.read_text(encoding="utf-8"))
    return parse(Document(text=data["text"])), data["expect"]


def test_there_are_cases() -> None:
    assert len(FILES) >= 12


def test_head(case: tuple[Notice, dict[str, Any]]) -> None:
    notice, expect = case
    assert (notice.title and notice.title.text) == expect["title"]
    assert notice.issuer == expect["issuer"]
    assert notice.date_of_issue == expect["date_of_issue"]
    inspection = notice.inspection
    found = {name: getattr(inspection, name) for name in expect["inspection"]}
    assert found == expect["inspection"]


def test_records(case: tuple[Notice, dict[str, Any]]) -> None:
    notice, expect = case
    assert [r.problem.text for r in notice.records] == [e["problem"] for e in expect["records"]]
    for record, expected in zip(notice.records, expect["records"], strict=True):
        span = notice.text[record.start : record.end]
        assert span.startswith(expected["from"]), span
        assert span.endswith(expected["to"]), span
        assert len(record.measures) == len(expected["measures"]), expected["problem"]
        for measure, opening in zip(record.measures, expected["measures"], strict=True):
            assert measure.text.startswith(opening)
        for name in ("status", "focus_area", "section"):
            if name in expected:
                assert getattr(record, name) == expected[name], expected["problem"]


def test_sections(case: tuple[Notice, dict[str, Any]]) -> None:
    notice, expect = case
    assert [s.kind for s in notice.sections] == [e[0] for e in expect["sections"]]
    for section, (_, opening, ending) in zip(notice.sections, expect["sections"], strict=True):
        span = notice.text[section.start : section.end]
        assert span.startswith(opening), span
        assert span.endswith(ending), span


def test_claims_and_contact(case: tuple[Notice, dict[str, Any]]) -> None:
    notice, expect = case
    assert [[c.kind, c.value, c.unit] for c in notice.claims] == expect["claims"]
    for name, expected in expect["contact"].items():
        assert [passage.text for passage in getattr(notice.contact, name)] == expected
