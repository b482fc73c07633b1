"""The wire: the same answer however its bytes are cut, and thinking never shows."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mock_endpoint import DONE, said, used

from assistant.errors import ModelUnavailable
from assistant.llm.failure import Passing, read_refusal
from assistant.llm.said import Said
from assistant.llm.thought import WithoutThought
from assistant.llm.transport import as_event
from assistant.llm.wire import Wire
from assistant.secret import Secret

_STREAM = (
    b"\xef\xbb\xbf: hello\r\n\r\n"
    + said("<think>先想</think>\n针对").replace(b"\n", b"\r\n")
    + said("“接待”问题，")
    + b"event: message\nid: 7\n"
    + said("完善\u200b制度。", "stop")
    + used(7, 9)
    + DONE
)
_WHOLE = json.dumps(
    {
        "choices": [
            {"message": {"content": "针对“接待”问题，完善制度。"}, "finish_reason": "stop"}
        ],
        "usage": {"prompt_tokens": 7, "completion_tokens": 9},
    }
).encode()


def _read(data: bytes, cuts: list[int]) -> Said:
    wire = Wire("text/event-stream")
    places = [0, *sorted({cut % len(data) for cut in cuts}), len(data)]
    found = [one for start, end in itertools.pairwise(places) for one in wire.feed(data[start:end])]
    found += wire.end()
    return Said(
        text="".join(one.text for one in found),
        finish=next(one.finish for one in found if one.finish),
        prompt_tokens=next(one.prompt_tokens for one in found if one.prompt_tokens),
        completion_tokens=next(one.completion_tokens for one in found if one.completion_tokens),
    )


@given(st.sampled_from([_STREAM, _WHOLE]), st.lists(st.integers(0, 10_000), max_size=40))
def test_cut_anywhere(data: bytes, cuts: list[int]) -> None:
    assert _read(data, cuts) == Said(
        text="针对“接待”问题，完善制度。",
        finish="stop",
        prompt_tokens=7,
        completion_tokens=9,
    )


@given(st.text(), st.sampled_from(["stop", "length"]), st.integers(0, 9))
def test_what_is_written_is_read(text: str, finish: str, tokens: int) -> None:
    given_ = Said(text="好" + text, finish="stop" if finish == "stop" else "length")
    wire = Wire("")
    (found,) = [*wire.feed(as_event(given_)), *wire.end()]
    assert found.finish == given_.finish and found.text.startswith("好")


@given(st.lists(st.sampled_from(["<", "think", ">", "</think>", "<think>", "完善", " ", "\n"])))
def test_thought_in_pieces_is_like_the_whole(pieces: list[str]) -> None:
    one, many = WithoutThought(), WithoutThought()
    text = "".join(pieces)
    whole = one.feed(text) + one.end()
    cut = "".join(many.feed(character) for character in text) + many.end()
    assert cut == whole
    assert not whole.startswith(("<think>", " ", "\n"))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<think>甲<think>乙</think>丙</think>针对问题", "针对问题"),
        ("<think>甲</think>\n<think>乙</think>\n针对问题", "针对问题"),
        ("</think>\n针对问题", "针对问题"),
        ("针对</think>问题", "针对问题"),
        ("<think>甲<think>乙</think>针对问题", "针对问题"),  # one is never closed
        ("<think>只有思考", ""),
        ("金额<1万元，占比<th", "金额<1万元，占比<th"),
    ],
)
def test_no_thought_and_no_mark_of_one_is_left(said: str, shown: str) -> None:
    one, many = WithoutThought(), WithoutThought()
    assert one.feed(said) + one.end() == shown
    assert "".join(many.feed(character) for character in said) + many.end() == shown


def test_a_refusal_is_cut_and_redacted() -> None:
    key = Secret("sk-secret-0123456789abcdef")
    body = json.dumps({"error": {"message": "\x1b[31m" + "啊" * 390 + key.reveal()}}).encode()
    refusal = read_refusal(400, {"retry-after": "-3"}, body, key)
    assert (
        len(refusal.detail) <= 400 and "sk-" not in refusal.detail and "\x1b" not in refusal.detail
    )
    assert refusal.after is None


@given(
    st.sampled_from([_STREAM, _WHOLE]),
    st.lists(
        st.tuples(
            st.integers(0, 2_000),
            st.integers(0, 30),
            st.one_of(
                st.binary(max_size=8),
                st.sampled_from(
                    [b"null", b"[]", b"{}", b'"', b"}", b"\n\n", b"data: ", b"\\ud800", b"1e999"]
                ),
            ),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_broken_bytes_end_in_a_typed_error(
    data: bytes, changes: list[tuple[int, int, bytes]]
) -> None:
    for place, length, put in changes:
        at = place % len(data)
        data = data[:at] + put + data[at + length :] or b"\n"
    wire = Wire("text/event-stream")
    try:
        found = [*wire.feed(data), *wire.end()]
    except (ModelUnavailable, Passing):
        return
    assert wire.finished and any(one.text for one in found)
    "".join(one.text for one in found).encode("utf-8")
