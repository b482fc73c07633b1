"""Every event of the page asks who sends it; a refusal changes nothing."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.accounts.users import Users
from assistant.rate_settings import RateSettings
from assistant.settings import Settings
from assistant.ui.engines import Engines
from assistant.ui.guard import Guard
from assistant.ui.identity import Gate
from assistant.ui.page import Page

PASSWORD = "河边的第7棵柳树，春天"


async def single(text: str, event: gr.SelectData) -> str:
    return text


async def stream(text: str) -> AsyncIterator[str]:
    yield text
    yield text * 2


@pytest.fixture
def guard(tmp_path: Path) -> Guard:
    """A guard over a users' file with a clerk and an admin."""
    users = Users(tmp_path)
    users.add("zhao", "clerk", PASSWORD)
    users.add("zhang", "admin", PASSWORD)
    return Guard(Gate(Settings(data_dir=tmp_path, login="users")))


def _by(name: str | None) -> Any:
    return SimpleNamespace(username=name, headers={}, client=None)


def test_the_wrapped_handler_takes_what_the_handler_takes(guard: Guard) -> None:
    parameters = inspect.signature(guard(single)).parameters
    assert list(parameters)[:2] == ["text", "event"]
    hints = inspect.get_annotations(guard(single))
    assert hints["event"] is gr.SelectData
    assert gr.Request in hints.values()


def test_those_who_may_are_answered(guard: Guard) -> None:
    assert asyncio.run(guard(single)("字", None, _by("zhao"))) == "字"
    assert asyncio.run(guard(single, "corpus")("字", None, _by("zhang"))) == "字"

    async def all_of() -> list[str]:
        return [piece async for piece in guard(stream, "draft")("字", _by("zhao"))]

    assert asyncio.run(all_of()) == ["字", "字字"]


def test_who_drafts_too_often_is_told(tmp_path: Path) -> None:
    Users(tmp_path).add("zhao", "clerk", PASSWORD)
    rates = RateSettings(drafts=2)
    guard = Guard(Gate(Settings(data_dir=tmp_path, login="users", rates=rates)))
    for _ in range(2):
        assert asyncio.run(guard(single, "draft")("字", None, _by("zhao"))) == "字"
    with pytest.raises(gr.Error, match="起草太多次"):
        asyncio.run(guard(single, "draft")("字", None, _by("zhao")))
    assert asyncio.run(guard(single, "review")("字", None, _by("zhao"))) == "字"


@pytest.mark.parametrize("name", [None, "nobody"])
def test_strangers_are_refused(guard: Guard, name: str | None) -> None:
    with pytest.raises(gr.Error, match="登录"):
        asyncio.run(guard(single)("字", None, _by(name)))


def test_a_clerk_does_not_change_the_corpus(guard: Guard) -> None:
    async def first() -> str:
        return await anext(guard(stream, "corpus")("字", _by("zhao")))

    with pytest.raises(gr.Error, match="权限"):
        asyncio.run(guard(single, "settings")("字", None, _by("zhao")))
    with pytest.raises(gr.Error, match="权限"):
        asyncio.run(first())


async def _built(engines: Engines, settings: Settings) -> gr.Blocks:
    """Built inside a running loop: outside of one, gr.Blocks makes one and never closes it."""
    return Page(engines.workspace, settings, Gate(settings)).build()


def test_every_event_of_the_page_asks_who_sends_it(
    open_engines: Callable[..., Engines], tmp_path: Path
) -> None:
    page = asyncio.run(_built(open_engines(), Settings(data_dir=tmp_path)))
    handlers = [event.fn for event in page.fns.values() if event.fn is not None]
    assert len(handlers) > 40
    blind = [
        getattr(handler, "__qualname__", repr(handler))
        for handler in handlers
        if gr.Request
        not in inspect.get_annotations(inspect.unwrap(handler), eval_str=True).values()
    ]
    assert blind == []
    limits = {event.concurrency_limit for event in page.fns.values() if event.fn is not None}
    assert "default" not in limits
