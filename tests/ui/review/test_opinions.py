"""Opinions of a model: apart from the findings, piece by piece, stopped or failed in Chinese."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import aclosing
from typing import Any

import pytest
from scripted import Scripted, ScriptedEngine

from assistant.errors import ModelTimeout
from assistant.review.config import ReviewConfig
from assistant.ui import examples
from assistant.ui.engines import Engines
from assistant.ui.review import desk as work
from assistant.ui.review.desk import Terms
from assistant.ui.review.marks import counted
from assistant.ui.review.opinions import Opinions, choices, explained
from assistant.ui.state import PageState
from assistant.ui.upload import Upload

QUOTE = "进一步加强管理"
SAID = {
    "quote": QUOTE,
    "kind": "logic",
    "message": "前后两句互不相干。",
    "suggestion": "写清怎么加强。",
}
OpenEngines = Callable[..., Engines]


@pytest.fixture
def state(terms: Terms) -> PageState:
    made = PageState()
    work.examine(made.desk, Upload(text=examples.DRAFT), "", terms)
    assert QUOTE in made.desk.text
    return made


def _opinions(engines: Engines) -> Opinions:
    return Opinions(engines, lambda handler, action=None: handler)  # type: ignore[arg-type]


async def _all(opinions: Opinions, state: PageState) -> list[tuple[Any, ...]]:
    async with aclosing(opinions.ask(state)) as steps:  # type: ignore[type-var]
        return [step async for step in steps]


def test_they_are_listed_apart_and_counted_nowhere(
    open_engines: OpenEngines, state: PageState, terms: Terms
) -> None:
    found = state.desk.review
    assert found is not None
    before = counted(found)
    engine = ScriptedEngine([json.dumps({"findings": [SAID]})])
    opinions = _opinions(open_engines(engine))
    steps = asyncio.run(_all(opinions, state))
    assert "正在看第1段" in steps[0][0]
    assert "提了1条意见" in steps[-1][0]
    assert (steps[0][2]["visible"], steps[-1][2]["visible"]) == (True, False)
    assert state.desk.review is found
    assert counted(found) == before
    [(label, _)] = choices(state.desk.opinions, state.desk.text)
    assert "逻辑不通：前后两句互不相干。" in label
    assert "模型的意见" in explained(state.desk.opinions[0], state.desk.text)
    told = asyncio.run(opinions.point(0, state))
    assert any(mark == "当前" and QUOTE in piece for piece, mark in told[-2])
    work.fix(state.desk, terms)
    assert state.desk.opinions == ()


def test_without_a_model_a_hint_says_how_to_get_one(
    open_engines: OpenEngines, state: PageState
) -> None:
    opinions = _opinions(open_engines())
    for step in (asyncio.run(opinions.show(state)), *asyncio.run(_all(opinions, state))):
        assert "“设置”页" in step[0]
        assert step[1]["visible"] is False


def test_a_model_that_fails_is_one_line_of_chinese(
    open_engines: OpenEngines, state: PageState
) -> None:
    engine = ScriptedEngine([ModelTimeout("模型在 5 秒内没有答完：请稍后再试")])
    steps = asyncio.run(_all(_opinions(open_engines(engine)), state))
    assert "没有给出意见：模型在 5 秒内没有答完" in steps[-1][0]
    assert state.desk.opinions == ()


def test_what_is_stopped_ends_the_models_work(open_engines: OpenEngines, state: PageState) -> None:
    engine = ScriptedEngine([Scripted(text=json.dumps({"findings": [SAID]}), pause=30)])
    opinions = _opinions(open_engines(engine))

    async def stop() -> tuple[Any, ...]:
        asked = asyncio.create_task(_all(opinions, state))
        while not engine.calls:
            await asyncio.sleep(0.01)
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        return await opinions.stopped(state)

    told = asyncio.run(stop())
    assert "已停止" in told[0]
    assert engine.closed == 1


def test_another_text_drops_what_was_said_of_the_first(
    open_engines: OpenEngines, state: PageState, terms: Terms
) -> None:
    engine = ScriptedEngine([json.dumps({"findings": [SAID]})])

    async def change() -> list[tuple[Any, ...]]:
        steps = []
        async with aclosing(_opinions(open_engines(engine)).ask(state)) as asked:  # type: ignore[type-var]
            async for step in asked:
                if not steps:
                    work.examine(state.desk, Upload(text=f"{QUOTE}。另一篇。"), "", terms)
                steps.append(step)
        return steps

    steps = asyncio.run(change())
    assert state.desk.opinions == ()
    assert "提了" not in steps[-1][0]
    assert ReviewConfig() == terms.config
