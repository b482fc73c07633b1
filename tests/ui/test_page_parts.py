"""Small parts of the page: downloads, uploads, threads, messages, scripts."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import InputUnreadable
from assistant.ui import look
from assistant.ui.exports import KEPT_SECONDS, Exports
from assistant.ui.scroll import scroll_to
from assistant.ui.threads import each_in_thread
from assistant.ui.upload import read_list, read_upload


def test_a_download_lies_under_a_random_name_and_goes_after_a_day(tmp_path: Path) -> None:
    exports = Exports(tmp_path / "exports")
    first = Path(exports.write("审核批注.docx", b"PK"))
    assert first.read_bytes() == b"PK"
    assert len(first.parent.name) == 32
    old = time.time() - KEPT_SECONDS - 60
    os.utime(first.parent, (old, old))
    second = Path(exports.write("审核批注.docx", b"PK"))
    assert not first.exists()
    assert second.exists()
    assert first.parent != second.parent


def test_an_error_calls_an_upload_by_its_name(tmp_path: Path) -> None:
    place = tmp_path / "草稿.txt"
    place.write_bytes(b"")
    for read in (read_upload, read_list):
        with pytest.raises(InputUnreadable) as error:
            read(str(place))
        assert "草稿.txt" in str(error.value)
        assert str(tmp_path) not in str(error.value)


def test_an_upload_keeps_text_and_name(tmp_path: Path) -> None:
    place = tmp_path / "清单.txt"
    place.write_text("1. 甲问题\n2. 乙问题\n", encoding="gb18030")
    assert read_upload(str(place)).source == "清单.txt"
    assert read_list(str(place)) == "甲问题\n乙问题"


def test_a_generator_runs_off_the_loop_and_is_closed_when_nobody_listens() -> None:
    said: list[str] = []

    def pieces() -> Iterator[int]:
        try:
            yield from range(9)
        finally:
            said.append("closed")

    async def listen() -> list[int]:
        found: list[int] = []
        running = each_in_thread(pieces())
        async for piece in running:
            found.append(piece)
            if piece == 2:
                await running.aclose()
                break
        return found

    assert asyncio.run(listen()) == [0, 1, 2]
    assert said == ["closed"]


def test_an_error_of_the_generator_reaches_the_caller() -> None:
    def pieces() -> Iterator[int]:
        yield 1
        raise InputUnreadable("读不了")

    async def listen() -> None:
        async for _ in each_in_thread(pieces()):
            pass

    with pytest.raises(InputUnreadable):
        asyncio.run(listen())


def test_the_look_asks_nothing_of_the_outside() -> None:
    for text in (look.style(), look.head(), scroll_to("#marked", "当前")):
        assert "http:" not in text
        assert "https:" not in text
        assert "@import" not in text
