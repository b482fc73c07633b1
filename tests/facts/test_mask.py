"""What masking puts in the place of unsupported facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.facts.mask import mask
from assistant.facts.support import check

CASES_FILE = Path(__file__).parents[1] / "cases" / "facts" / "mask.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(CASES_FILE.read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    facts = case.get("facts", [])
    masked = mask(case["text"], problem="", facts=facts)
    assert masked.text == case["expect"]
    for placeholder in masked.placeholders:
        assert masked.text[placeholder.start : placeholder.end] == placeholder.text
        assert placeholder.text == f"【待填：{placeholder.name}】"
    assert len(masked.masked) == len(masked.placeholders)
    assert all(item.supported for item in check(masked.text, problem="", facts=facts))


def test_extra_terms_are_masked_everywhere_but_not_in_placeholders() -> None:
    text = "推进河畔帮办行动，用好河畔帮办行动经验，【待填：河畔帮办行动】。"
    masked = mask(text, problem="", facts=(), extra_terms=["河畔帮办行动"])
    expected = "推进【待填：行动名称】，用好【待填：行动名称】经验，【待填：河畔帮办行动】。"
    assert masked.text == expected
    assert [item.start for item in masked.placeholders] == [2, 14]


def test_supported_text_is_returned_unchanged() -> None:
    text = "按月通报，压实“一岗双责”，由办公室牵头。"
    assert mask(text, problem="", facts=()).text == text
