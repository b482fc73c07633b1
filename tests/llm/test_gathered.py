"""Text is passed on a few times a second, whole, in order and with what ends it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

import pytest

from assistant.errors import ModelAnswerCut
from assistant.llm.gathered import PAUSE, gathered
from assistant.llm.said import Said


async def _spoken(*pieces: Said | float | Exception) -> AsyncGenerator[Said, None]:
    for piece in pieces:
        if isinstance(piece, Exception):
            raise piece
        if isinstance(piece, float):
            await asyncio.sleep(piece)
        else:
            yield piece


def _all(*pieces: Said | float | Exception) -> tuple[list[Said], Exception | None]:
    given: list[Said] = []

    async def take() -> Exception | None:
        try:
            async with aclosing(gathered(_spoken(*pieces))) as source:
                async for said in source:
                    given.append(said)
        except ModelAnswerCut as error:
            return error
        return None

    return given, asyncio.run(take())


def test_many_pieces_become_few_and_nothing_is_lost() -> None:
    pieces = [Said(text=f"{number},") for number in range(500)]
    end = [Said(text="完", finish="stop"), Said(prompt_tokens=3, completion_tokens=4)]
    given, error = _all(*pieces, *end)
    assert error is None
    assert "".join(said.text for said in given) == "".join(p.text for p in pieces) + "完"
    assert given[0].text == "0,"
    assert len(given) < 100
    assert [said.finish for said in given if said.finish] == ["stop"]
    assert (given[-1].prompt_tokens, given[-1].completion_tokens) == (3, 4)


def test_what_is_held_is_passed_on_while_nothing_comes() -> None:
    seen: list[tuple[str, float]] = []

    async def take() -> None:
        clock = asyncio.get_running_loop().time
        begun = clock()
        silent = gathered(_spoken(Said(text="一"), Said(text="二"), 30.0, Said(text="三")))
        async with aclosing(silent) as source:
            async for said in source:
                seen.append((said.text, clock() - begun))
                if said.text == "二":
                    return

    asyncio.run(asyncio.wait_for(take(), 20))
    assert [text for text, _ in seen] == ["一", "二"]
    assert seen[1][1] >= PAUSE * 0.9


def test_an_error_comes_after_what_was_said() -> None:
    given, error = _all(Said(text="一"), Said(text="二"), ModelAnswerCut("断了"))
    assert "".join(said.text for said in given) == "一二"
    assert isinstance(error, ModelAnswerCut)


@pytest.mark.parametrize("how", ["close", "cancel"])
def test_whoever_goes_ends_the_source(how: str) -> None:
    ended: list[bool] = []

    async def source() -> AsyncGenerator[Said, None]:
        try:
            yield Said(text="一")
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    async def leave() -> None:
        pieces = gathered(source())
        await anext(pieces)
        if how == "cancel":
            waiting = asyncio.ensure_future(anext(pieces))
            await asyncio.sleep(0.05)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        await pieces.aclose()

    asyncio.run(leave())
    assert ended == [True]
