"""Properties of every review: findings lie inside the text, and twice gives the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import Case, load_cases

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.registry import all_rules
from assistant.review.review import review

# of the many that auditors wrote a fourth is enough here
CASES = [
    case for at, case in enumerate(load_cases()) if at % 4 == 0 or not case.id.startswith("auditor")
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_findings_lie_inside_and_recur(case: Case) -> None:
    first, again = case.review(), case.review()
    assert first == again
    places = [-1 if one.start is None else one.start for one in first.findings]
    assert places == sorted(places)
    for finding in first.findings:
        assert (finding.start is None) == (finding.end is None)
        if finding.start is not None and finding.end is not None:
            assert 0 <= finding.start < finding.end <= len(case.text)
        assert "虚假" not in finding.message + finding.suggestion
        assert "{" not in finding.message + finding.suggestion


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=200))
def test_any_text_can_be_reviewed(text: str) -> None:
    for finding in review(parse(Document(text=text))).findings:
        assert finding.rule in all_rules()
        if finding.start is not None and finding.end is not None:
            assert 0 <= finding.start < finding.end <= len(text)
