"""Which facts a text has: data-driven cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.facts.extract import extract

CASES_FILE = Path(__file__).parents[1] / "cases" / "facts" / "extract.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(CASES_FILE.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    found = extract(case["text"])
    assert [f"{fact.kind} {fact.text}" for fact in found] == case["expect"]
    for fact in found:
        assert case["text"][fact.start : fact.end] == fact.text


def test_a_body_that_speaks_of_itself_needs_no_source() -> None:
    (own,) = extract("县水务局党组召开专题会议。")
    (other,) = extract("经县审计局复核。")
    assert (own.needs_source, other.needs_source) == (False, True)


def test_quoted_words_that_nothing_calls_a_name_need_no_source() -> None:
    (words,) = extract("取消“通用模板”。")
    (name,) = extract("打造“河畔帮办”品牌。")
    assert (words.needs_source, name.needs_source) == (False, True)
