"""Sentences of every notice that state no fact: nothing in them may be asked for a source."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.facts.support import check

SENTENCES = (
    (Path(__file__).parent.parent / "cases" / "facts" / "ordinary.txt")
    .read_text(encoding="utf-8")
    .splitlines()
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_an_ordinary_sentence_needs_no_source(sentence: str) -> None:
    checked = check(sentence, problem="", facts=())
    assert [item.fact.text for item in checked if not item.supported] == []
