"""Every rule on its cases (tests/cases/rules): exactly the findings that a reader expects."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.cases import FRAMES, Expectation, RuleCase, read_cases
from assistant.review.finding import Finding
from assistant.review.registry import all_rules
from assistant.review.review import review

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "rules"
CASES = [
    case
    for path in sorted(FOLDER.glob("*.yaml"))
    if path.name != FRAMES
    for case in read_cases(path)
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}/{case.id}")
def test_case(case: RuleCase) -> None:
    notice = parse(Document(text=case.text))
    findings = review(notice, feedback=case.feedback).findings
    found = [finding for finding in findings if finding.rule == case.rule]
    for wanted in case.expect:
        met = next((one for one in found if _meets(one, wanted, case.text)), None)
        assert met is not None, f"{wanted} is not among {found}"
        found.remove(met)
        if wanted.severity is not None:
            assert met.severity == wanted.severity
        if wanted.fix is not None:
            assert met.fix(case.text) == wanted.fix
    assert found == []


def _meets(finding: Finding, wanted: Expectation, text: str) -> bool:
    span = wanted.span(text)
    if span is None or finding.start is None or finding.end is None:
        return span is None and finding.start is None
    if wanted.overlaps:
        return finding.start < span[1] and span[0] < finding.end
    return (finding.start, finding.end) == span


@pytest.mark.parametrize("rule", all_rules())
def test_every_rule_has_cases(rule: str) -> None:
    cases = [case for case in CASES if case.rule == rule]
    assert sum(bool(case.expect) for case in cases) >= 3
    assert sum(not case.expect for case in cases) >= 3
    assert len({case.id for case in cases}) == len(cases)


def test_no_cases_of_unknown_rules() -> None:
    assert {case.rule for case in CASES} == set(all_rules())
