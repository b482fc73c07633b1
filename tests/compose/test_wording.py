"""Numbers of headings and dates as a notice writes them."""

from __future__ import annotations

import pytest

from assistant.compose.wording import chinese, date_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百"), (101, "一百零一"),
        (110, "一百一十"), (111, "一百一十一"), (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十"),
        (1100, "一千一百"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_numbers_of_headings(number: int, words: str) -> None:
    assert chinese(number) == words


@pytest.mark.parametrize(
    ("given", "words"),
    [("2026-03-31", "2026年3月31日"), ("2026年3月底", "2026年3月底"), (None, "【待填：完成时限】")],
)
def test_a_date_is_written_out(given: str | None, words: str) -> None:
    assert date_words(given, "完成时限") == words
