"""Versions: what is marked gone and come is the difference, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.review.versions import CAME, GONE, Comparison, compare

lines = st.text(alphabet="甲乙丙，。", min_size=1, max_size=8)
texts = st.lists(lines, max_size=6).map("\n".join)


def _told(comparison: Comparison) -> tuple[str, str]:
    old = "".join(text for text, mark in comparison.old if mark == GONE)
    new = "".join(text for text, mark in comparison.new if mark == CAME)
    return old, new


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    comparison = compare(text, text)
    assert comparison.changes == 0
    assert _told(comparison) == ("", "")


@given(texts, texts)
def test_what_is_left_is_common_to_both(old: str, new: str) -> None:
    comparison = compare(old, new)
    kept = [
        "".join(text for text, mark in side if mark is None)
        for side in (comparison.old, comparison.new)
    ]
    assert kept[0] == kept[1]
    assert (comparison.changes > 0) == (old.splitlines() != new.splitlines())


def test_letters_within_a_line() -> None:
    comparison = compare("截止目前，已完成2个。\n尾\n", "截至目前，已完成3个。\n尾\n")
    assert _told(comparison) == ("止2", "至3")
    assert comparison.changes == 1


def test_unchanged_lines_are_folded_alike() -> None:
    head = "".join(f"第{n}段。\n\n" for n in range(9))
    comparison = compare(head + "旧\n", head + "新\n")
    assert comparison.old[0][0] == comparison.new[0][0] == "……（8行相同）……\n第8段。\n"


def test_a_long_line_is_compared_as_a_whole() -> None:
    old, new = "旧" * 4000 + "\n", "新" * 4000 + "\n"
    assert _told(compare(old, new)) == (old, new)
