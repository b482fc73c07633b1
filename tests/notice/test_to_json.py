"""The contract of ``parse``: the JSON that other programs rely on, and the outline for people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.notice.show_tree import show_tree
from assistant.notice.to_json import notice_json

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases" / "notices" / "structures"
SCHEMA = json.loads((ROOT / "assistant" / "schemas" / "notice-1.json").read_text("utf-8"))
TEXTS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))["text"]
    for path in sorted(CASES.glob("*.yaml"))
}


def strings(value: Any, text: str) -> None:
    """Every {text, start, end} quotes the slice that it names."""
    if isinstance(value, dict):
        if {"text", "start", "end"} <= value.keys():
            assert text[value["start"] : value["end"]] == value["text"]
        for item in value.values():
            strings(item, text)
    elif isinstance(value, list):
        for item in value:
            strings(item, text)


@pytest.mark.parametrize("name", [*TEXTS, "empty"])
def test_json_is_the_contract(name: str) -> None:
    text = TEXTS.get(name, "")
    out = notice_json(parse(Document(text=text, source="a.txt")))
    jsonschema.validate(out, SCHEMA)
    assert json.loads(json.dumps(out, ensure_ascii=False)) == out
    strings(out, text)


def test_text_on_request() -> None:
    notice = parse(Document(text=TEXTS["fragment"]))
    assert "text" not in notice_json(notice)
    assert notice_json(notice, with_text=True)["text"] == notice.text


def test_whole_numbers_have_no_point() -> None:
    out = notice_json(parse(Document(text=TEXTS["run-in-headings"])))
    assert [claim["value"] for claim in out["claims"]] == [3, 7, 2, 1, 66.7, 2, 0.42, 3]


def test_outline_for_people() -> None:
    lines = show_tree(parse(Document(text=TEXTS["run-in-headings"]))).splitlines()
    assert lines[0].startswith("中共岚川县气象局党组关于")
    assert lines[1] == "├ 发文机关：中共岚川县气象局党组　成文日期：2025-12-05"
    assert lines[-1] == "└ 共 3 条问题、6 条措施"
    assert any("预警信息传到村组慢 [已完成]" in line for line in lines)
    assert all("None" not in line for line in lines)


def test_outline_of_nothing() -> None:
    assert show_tree(parse(Document(text=""))).startswith("（无标题）")
