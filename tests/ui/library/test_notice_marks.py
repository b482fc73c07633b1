"""Marks of records: the whole text, overlapping records cut, front matter left out."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.record import StoredRecord
from assistant.ui.library.marks import CURRENT, notice_marks
from assistant.ui.library.view import split_choices

RECORD = StoredRecord(
    id="0123456789ab-02",
    notice_id="0123456789ab",
    source="a.md",
    notice="中共岚川县水务局党组关于巡察整改进展情况的通报",
    issuer=None,
    focus_area=None,
    problem="议事规则陈旧",
    measures=(),
    status="unknown",
    section="problems",
    start=10,
    end=30,
)
TEXT = "标题\n一、问题甲。\n修订制度，已办结。\n二、问题乙。\n开展核查；收回资金。\n"


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_no_character_is_lost(places: list[tuple[int, int]]) -> None:
    records = [
        replace(RECORD, id=f"0123456789ab-{n:02}", start=start, end=end)
        for n, (start, end) in enumerate(places)
    ]
    pieces = notice_marks(TEXT, records, "0123456789ab-00")
    assert "".join(piece for piece, _ in pieces) == TEXT


def test_the_current_record_is_marked_apart() -> None:
    start = TEXT.index("二、")
    record = replace(RECORD, start=start, end=len(TEXT))
    assert notice_marks(f"{TEXT}", [record], record.id)[-1] == (TEXT[start:], CURRENT)


def test_front_matter_is_left_out() -> None:
    head = "---\ntitle: 标题\n---\n"
    assert notice_marks(head + TEXT, [])[0] == (TEXT, None)


def test_a_record_is_split_at_its_sentences() -> None:
    start = TEXT.index("二、")
    record = replace(RECORD, start=start, end=len(TEXT))
    choices = split_choices(record, TEXT)
    assert [words for words, _ in choices] == ["开展核查；", "收回资金。"]
    assert all(TEXT.startswith(words, at) for words, at in choices)
