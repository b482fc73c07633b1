"""Texts of a JSON answer, read while it comes: the same however it is cut into pieces."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.sentences import RawSentence, SentenceReader

texts = st.lists(st.text(max_size=60), max_size=4)


def _read(raw: str, cuts: list[int]) -> tuple[list[RawSentence], list[str]]:
    reader = SentenceReader()
    found: list[RawSentence] = []
    at = 0
    for cut in [*sorted(cut % (len(raw) + 1) for cut in cuts), len(raw)]:
        found += reader.feed(raw[at:cut])
        at = cut
    return found, reader.texts


@given(texts, st.lists(st.integers(0, 5000), max_size=8), st.booleans())
def test_any_json_in_any_pieces(items: list[str], cuts: list[int], ascii_only: bool) -> None:
    measures = [
        {"text": text, "precedents": ['"text": "R1。"'], "facts": [1], "note": {"text。": 2}}
        for text in items
    ]
    raw = json.dumps({"measures": measures}, ensure_ascii=ascii_only)
    sentences, read = _read(raw, cuts)
    assert read == items
    assert sentences == _read(raw, [])[0]
    for number, text in enumerate(items):
        assert "".join(s.text for s in sentences if s.measure == number).strip() == text.strip()


@given(st.text(max_size=300), st.lists(st.integers(0, 300), max_size=5))
def test_any_text_can_be_fed(raw: str, cuts: list[int]) -> None:
    _read(raw, cuts)


def test_sentences_come_before_the_json_ends() -> None:
    reader = SentenceReader()
    raw = '好的：\n```json\n{"measures": [{"text": "一句。两句；余下'
    assert [s.text for s in reader.feed(raw)] == ["一句。", "两句；"]
    assert [s.text for s in reader.feed('的", "facts": []}]}')] == ["余下的"]
    assert reader.texts == ["一句。两句；余下的"]


@pytest.mark.parametrize(
    "raw",
    ["", "一是加强管理。", '"text": "没有括号。"', '{"text": 5}', '{"items": ["甲。"]}', "{" * 500],
)
def test_other_shapes_give_nothing(raw: str) -> None:
    assert _read(raw, []) == ([], [])


def test_an_escaped_pair_is_one_character() -> None:
    assert _read('{"text": "\\ud83d\\ude00\\u4e00"}', [12])[1] == ["😀一"]
    assert _read('{"text": "\\ud83d甲\\uzzzz"}', [])[1] == ["\ufffd甲"]
