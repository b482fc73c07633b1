"""Which facts of a draft are supported: data-driven cases, and by which source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.facts.support import check

FOLDER = Path(__file__).parents[1] / "cases" / "facts"
CASES: list[dict[str, Any]] = [
    case
    for file in sorted(FOLDER.glob("check_*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]
]


def _expected(case: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Unsupported facts as (start, text, kind); ``nth`` counts occurrences from 0."""
    found = []
    for item in case["unsupported"]:
        start = -1
        for _ in range(item.get("nth", 0) + 1):
            start = case["draft"].index(item["at"], start + 1)
        found.append((start, item["at"], item["kind"]))
    return sorted(found)


def test_case_ids_are_unique() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids)) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    checked = check(case["draft"], problem=case["problem"], facts=case["facts"])
    found = [(c.fact.start, c.fact.text, c.fact.kind) for c in checked if not c.supported]
    assert sorted(found) == _expected(case)


def test_by_names_the_source() -> None:
    checked = check(
        "2024年开展检查12次，追回资金1.2万元，县水务局党组专题部署。",
        problem="2024年检查不经常",
        facts=["追回资金12000元", "开展检查12次"],
    )
    by = {item.fact.text: (item.supported, item.by) for item in checked}
    assert by["2024年"] == (True, "problem")
    assert by["1.2万元"] == (True, "fact 1")
    assert by["12次"] == (True, "fact 2")
    assert by["县水务局党组"] == (True, None)


@pytest.mark.parametrize(
    ("said", "loose"),
    [
        ("中共岚川县水务局党组组织办公室、财务科学习接待规定。", []),
        ("中共岚川县水务局党组组织部牵头整改。", ["中共岚川县水务局党组组织部"]),
        ("会同云汀县水务局党组组织办公室清查。", ["云汀县水务局党组组织办公室"]),
    ],
)
def test_the_issuer_calls_its_own_office_together(said: str, loose: list[str]) -> None:
    checked = check(said, problem="接待费混用", facts=(), issuer="中共岚川县水务局党组")
    assert [item.fact.text for item in checked if not item.supported] == loose


def test_the_issuer_needs_no_source() -> None:
    draft = "印发通知，由岚川县水务局和县水务局党组负责，云汀县水务局协助。"
    issuer = "中共岚川县水务局党组"
    checked = check(draft, problem="", facts=(), issuer=issuer)
    assert [c.fact.text for c in checked if not c.supported] == ["云汀县水务局"]


def test_nothing_given_supports_nothing() -> None:
    checked = check("2024年3月5日检查12次。", problem="", facts=())
    assert [item.supported for item in checked] == [False, False]
