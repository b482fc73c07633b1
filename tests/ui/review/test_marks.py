"""Marks: the text stays whole, a click finds its finding, a label quotes once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.review.finding import Finding
from assistant.ui import examples
from assistant.ui.review import desk as work
from assistant.ui.review.desk import Terms
from assistant.ui.review.marks import detail, finding_at, label, marks, review_markdown
from assistant.ui.state import Desk
from assistant.ui.upload import Upload

TEXT = "中心党支部，，已登记46次。" * 3


def _finding(start: int, end: int, severity: str = "warning") -> Finding:
    return Finding(
        rule="repeated-punctuation",
        severity=severity,  # type: ignore[arg-type]  # drawn from the three
        start=start,
        end=end,
        message="标点连用",
        suggestion="删去一个",
    )


spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)).map(
    lambda pair: (pair[0], min(len(TEXT), pair[0] + pair[1]))
)
severities = st.sampled_from(["error", "warning", "info"])


@given(st.lists(st.tuples(spans, severities), max_size=8))
def test_marks_lose_no_character(found: list[tuple[tuple[int, int], str]]) -> None:
    findings = [_finding(start, end, severity) for (start, end), severity in found]
    pieces = marks(TEXT, findings, 0 if findings else None)
    assert "".join(piece for piece, _ in pieces) == TEXT
    for at, (_, mark) in enumerate(pieces):
        assert (finding_at(pieces, at, findings) is None) == (mark is None)


def test_a_click_beside_the_text_finds_nothing() -> None:
    assert finding_at([], 0, []) is None
    assert finding_at([("字", None)], 5, [_finding(0, 1)]) is None


def test_a_label_says_the_place_and_the_words_once(terms: Terms) -> None:
    desk = Desk()
    work.examine(desk, Upload(text=examples.DRAFT), "", terms)
    assert desk.review is not None
    by_rule = {finding.rule: finding for finding in desk.review.findings}
    phrase = label(by_rule["set-phrase-error"], desk.text)
    assert phrase.startswith("第5行　")
    assert phrase.count("截止目前") == 1
    assert label(by_rule["missing-contact"], desk.text).startswith("整篇　")
    assert "截至目前" in detail(by_rule["set-phrase-error"], desk.text)


def test_untrusted_words_are_inert_in_markdown(terms: Terms) -> None:
    text = "<img src=x onerror=alert(1)>" + TEXT
    desk = Desk()
    work.examine(desk, Upload(text=text), "", terms)
    assert desk.review is not None
    assert "<" not in review_markdown(desk.review, text)
