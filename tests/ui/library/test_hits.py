"""Hits: labels say why, filters are read, spans of years are checked."""

from __future__ import annotations

import pytest

from assistant.errors import WrongCall
from assistant.retrieval.record import StoredRecord
from assistant.retrieval.result import Hit, Why
from assistant.ui.library.hits import hit_label, read_filters, span_of_years, why_label

RECORD = StoredRecord(
    id="0123456789ab-02",
    notice_id="0123456789ab",
    source="a.md",
    notice="中共岚川县水务局党组关于巡察整改进展情况的通报",
    issuer="中共岚川县水务局党组",
    focus_area="组织路线",
    problem="议事规则陈旧",
    measures=("修订议事规则。",),
    status="done",
    section="problems",
    start=10,
    end=30,
)


def test_a_label_has_problem_unit_score_and_reason() -> None:
    why = Why(terms=("末位表态", "议事规则"), fields=("problem", "measures"))
    label = hit_label(Hit(record=RECORD, score=0.4567, why=why))
    assert label.splitlines() == [
        "议事规则陈旧",
        "中共岚川县水务局党组　相近程度 0.46",
        "相同的词：末位表态、议事规则（问题、措施）",
    ]


def test_without_shared_words_it_says_so() -> None:
    why = Why(terms=(), fields=("meaning",))
    assert why_label(Hit(record=RECORD, score=0.4, why=why)) == "意思相近，没有相同的词"


def test_filters() -> None:
    assert not read_filters([], [], [], "", "")
    filters = read_filters(["xuncha"], ["county"], ["bureau"], "党建，选人用人 ", "2023-2025")
    assert filters.kinds == {"xuncha"}
    assert filters.focus == {"党建", "选人用人"}
    assert filters.years == (2023, 2025)


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("", "", ""),
        ("2023", "", "2023-2099"),
        ("", "2024", "1900-2024"),
        ("2023", "2024 ", "2023-2024"),
    ],
)
def test_spans_of_years(first: str, last: str, span: str) -> None:
    assert span_of_years(first, last) == span


def test_years_that_are_none() -> None:
    with pytest.raises(WrongCall, match="反的"):
        span_of_years("2025", "2023")
    with pytest.raises(WrongCall, match="看不懂"):
        read_filters([], [], [], "", span_of_years("去年", ""))
