"""Every named fault ends in a typed error within the limit, with few requests and no secret."""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
from faults import KEY, load_faults, replies_of
from figures import record
from mock_endpoint import OpenMock

from assistant import errors
from assistant.errors import ModelUnavailable
from assistant.llm.engine import Engine, Finish
from assistant.llm.message import Message

MESSAGES = (Message("system", "你起草整改措施。"), Message("user", "公务接待审批不严格"))
LIMIT = 1.2  # seconds: LLM_TIMEOUT of these tests
FAULTS = {case["id"]: case for case in load_faults()}


async def _ask(engine: Engine) -> tuple[str, Finish | None, ModelUnavailable | None]:
    """What was given out, whether it was said to be complete, and the error."""
    text, finish = "", None
    try:
        async for chunk in engine.stream(MESSAGES, max_tokens=500):
            assert finish is None, "nothing comes after the last chunk"
            text += chunk.text
            finish = chunk.finish
    except ModelUnavailable as error:
        return text, finish, error
    return text, finish, None


@pytest.fixture(scope="module")
def calls() -> Iterator[dict[str, int]]:
    """Requests made for each fault that ended as it should; a run over all is a figure."""
    made: dict[str, int] = {}
    yield made
    if len(made) == len(FAULTS):
        record("faults", faults=len(made), failed=0, most_calls=max(made.values()))


@pytest.mark.parametrize("name", FAULTS)
def test_fault(
    name: str, open_mock: OpenMock, caplog: pytest.LogCaptureFixture, calls: dict[str, int]
) -> None:
    case = FAULTS[name]
    caplog.set_level(logging.DEBUG)
    engine, mock = open_mock(replies_of(case), LLM_TIMEOUT=str(LIMIT))
    started = time.monotonic()
    text, finish, error = asyncio.run(_ask(engine))
    assert time.monotonic() - started < LIMIT + 3
    _check_calls(case, len(mock.chats))
    if isinstance(case["expect"], dict):
        assert error is None
        assert (text, finish) == (case["expect"]["text"], case["expect"].get("finish", "stop"))
    else:
        _check_error(case, text, finish, error)
    shown = "".join(traceback.format_exception(error)) + caplog.text + repr(engine)
    assert KEY not in shown and KEY[:12] not in shown and KEY[-10:] not in shown
    assert "公务接待" not in caplog.text
    calls[name] = len(mock.chats)


def _check_calls(case: dict[str, Any], calls: int) -> None:
    least, most = case["calls"] if isinstance(case["calls"], list) else [case["calls"]] * 2
    assert least <= calls <= most <= 6


def _check_error(
    case: dict[str, Any], text: str, finish: Finish | None, error: ModelUnavailable | None
) -> None:
    names = case["expect"] if isinstance(case["expect"], list) else [case["expect"]]
    assert finish is None, "a partial answer was said to be complete"
    assert error is not None and type(error) in [getattr(errors, name) for name in names]
    assert error.partial == text
    wanted = case.get("partial", "")
    if isinstance(wanted, str):
        assert text == wanted
    else:
        assert wanted[0] <= len(text) <= wanted[1]
    assert "\n" not in str(error) and ("请" in str(error) or "可以" in str(error))


def test_there_are_enough_faults() -> None:
    assert len(FAULTS) >= 100
