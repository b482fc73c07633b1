"""Errors are told as kind and place; their messages, which may quote a text, are not."""

from __future__ import annotations

import logging

import pytest

from assistant.ui.quiet import OneLine, place_of

TEXT = "黑松林水库账目"


def _broken() -> None:
    raise ValueError(TEXT)


def test_an_error_is_its_kind_and_place() -> None:
    with pytest.raises(ValueError, match=TEXT) as caught:
        _broken()
    line = place_of(caught.value)
    assert TEXT not in line
    assert line.startswith("[错误] ValueError ")
    assert f"{__file__}:" in line
    assert line.count("\n") == 0
    assert place_of(None) == "[错误] 不明"


def test_a_record_is_one_line() -> None:
    try:
        _broken()
    except ValueError as error:
        given = (type(error), error, error.__traceback__)
        record = logging.LogRecord(
            "asyncio", logging.ERROR, "", 0, f"never retrieved\nfuture: {error!r}", (), given
        )
    line = OneLine().format(record)
    assert line.startswith("[ERROR] asyncio: never retrieved [错误] ValueError ")
    assert TEXT not in line
