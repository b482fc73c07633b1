"""Safe fixes: nothing else changes, and a second run finds nothing to fix."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import Case, load_cases

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.fixes import apply_fixes, edits_of, fix_document, unified_diff
from assistant.review.review import review

# of the many that auditors wrote a fourth is enough here
CASES = [
    case for at, case in enumerate(load_cases()) if at % 4 == 0 or not case.id.startswith("auditor")
]
PIECES = st.sampled_from(
    [
        *"，。、；：！？,;:()（）《》〈〉“”",
        "、、",
        "，，",
        "&nbsp;",
        "<br>",
        "</p>",
        "&lt;",
        "三会一棵",
        "截止目前",
        "“两个维持”",
        "〈办法〉",
        "（一）",
        "1.",
        "一是",
        "清理合同41份",
        "整改",
        "1,000元",
        "8:30",
        "\n",
        "a@example.gov.cn",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_a_second_run_finds_nothing_to_fix(text: str) -> None:
    fixed = fix_document(Document(text=text))
    assert not any(finding.edits for finding in review(parse(fixed)).findings)
    assert fix_document(fixed).text == fixed.text


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_only_the_edits_change(text: str) -> None:
    findings = review(parse(Document(text=text))).findings
    edits = list(edits_of(findings))
    after, at, rest = apply_fixes(text, findings), 0, ""
    for edit in edits:
        rest += text[at : edit.start] + edit.text
        at = edit.end
    assert after == rest + text[at:]
    assert after.count("〈") == text.count("〈")
    digits = [char for char in text if char.isdigit()]
    assert [char for char in after if char.isdigit()] == digits


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_fix_silences_its_finding_and_no_other(case: Case) -> None:
    before = case.review().findings
    fixed = fix_document(Document(text=case.text))
    after = review(parse(fixed), feedback=case.feedback).findings
    left = sorted(finding.rule for finding in before if not finding.edits)
    assert sorted(finding.rule for finding in after) == left


def test_numbering_and_inner_brackets_survive() -> None:
    text = "(一)印发《贯彻〈办法〉细则》,全面清理、、补签\n（二）、落实三会一棵"
    fixed = fix_document(Document(text=text)).text
    assert fixed == "（一）印发《贯彻〈办法〉细则》，全面清理、补签\n（二）、落实三会一课"


def test_a_fix_that_uncovers_another() -> None:
    assert fix_document(Document(text="成果、<br>、推动")).text == "成果、推动"


def test_diff() -> None:
    diff = unified_diff("甲,乙\n丙\n", "甲，乙\n丙\n", name="a.txt")
    assert diff == "--- a.txt\n+++ a.txt\n@@ -1,2 +1,2 @@\n-甲,乙\n+甲，乙\n 丙\n"
    assert unified_diff("甲", "甲", name="a.txt") == ""
