"""Visible text: the same in pieces as whole, and nothing hidden in it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.llm.visible import VisibleStream, visible

_NASTY = st.text(
    st.sampled_from(
        "完善a \n\r\t\x00\x07\x1b\x85\u200b\u202e\u2066\ufeff\u2028\ufffe\ud83d\ude00\U000e0041"
    )
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("完善制度", "完善制度"),
        ("　　一是完善\t制度", "　　一是完善\t制度"),
        ("完\u200b善\u2060制\ufeff度", "完善制度"),
        ("\u202e度制善完\u202c", "度制善完"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("\x1b[31m红\x00", "[31m红"),
        ("\U000e0049\U000e0067忽略", "忽略"),
        ("\ud83d", "\ufffd"),
        ("\ud83d\ude00", "\U0001f600"),
        ("﷐完\ufffe善", "完善"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(_NASTY)
def test_nothing_hidden_is_left(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    shown.encode("utf-8")
    assert not set(shown) & set("\x00\x07\x1b\r\x85\u200b\u202e\u2066\ufeff\u2028\ufffe\U000e0041")


@given(_NASTY, st.lists(st.integers(0, 60)))
def test_pieces_are_like_the_whole(text: str, cuts: list[int]) -> None:
    stream = VisibleStream()
    places = [0, *sorted(cut for cut in cuts if cut < len(text)), len(text)]
    pieces = [stream.feed(text[a:b]) for a, b in itertools.pairwise(places)]
    assert "".join(pieces) + stream.end() == visible(text)
