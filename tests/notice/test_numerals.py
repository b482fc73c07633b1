"""Chinese and Arabic numerals mean the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.notice.numerals import is_rough, ordinal_of, to_chinese, value_of

VALUES = {
    "32": 32,
    "1,200": 1200,
    "1.2万": 12000,
    "两": 2,
    "十": 10,
    "十一": 11,
    "二十": 20,
    "一百零五": 105,
    "三百二": 320,
    "一万二千": 12000,
    "两万亿": 2_000_000_000_000,
    "二〇二五": 2025,
    "十余": 10,
    "百余": 100,
    "40余": 40,
    "近百": 100,
    "半": 0.5,
}


@pytest.mark.parametrize(("text", "value"), VALUES.items(), ids=list(VALUES))
def test_value(text: str, value: float) -> None:
    assert value_of(text) == value


@pytest.mark.parametrize("text", ["", "余", "abc", "个", "一个半"])
def test_no_number(text: str) -> None:
    assert value_of(text) is None


@given(st.integers(min_value=0, max_value=9999))
def test_there_and_back(number: int) -> None:
    assert value_of(to_chinese(number)) == number


def test_ordinals() -> None:
    assert [ordinal_of(text) for text in ("十三", "13", "⑬")] == [13, 13, 13]
    assert ordinal_of("1.5") is None


def test_rough() -> None:
    assert is_rough("十余")
    assert not is_rough("十二")


def test_out_of_range() -> None:
    with pytest.raises(ValueError, match="10000"):
        to_chinese(10000)
