"""What the endpoint promises beside surviving faults: speed, cancelling, pauses, no outside call."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import time
from collections.abc import Callable
from typing import Any

import pytest
from faults import KEY
from mock_endpoint import MODEL, MockEndpoint, OpenMock, Pause, Reply, refuse, running, said, talk

from assistant.errors import ModelAnswerCut, ModelBusy, ModelDenied, ModelUnavailable
from assistant.llm import endpoint as endpoint_module
from assistant.llm.breaker import Breaker
from assistant.llm.engine import Chunk, complete
from assistant.llm.message import Message
from assistant.llm.open import open_engine
from assistant.settings import Settings

MESSAGES = (Message("system", "你起草措施。"), Message("user", "审批不严"))


def test_the_answer_comes_in_pieces_with_usage_at_the_end(open_mock: OpenMock) -> None:
    engine, _ = open_mock([talk("针对审批不严，完善制度。", piece=3)])

    async def ask() -> list[Chunk]:
        return [chunk async for chunk in engine.stream(MESSAGES)]

    *pieces, last = asyncio.run(ask())
    assert next(chunk.text for chunk in pieces) == "针对审", "the first piece waits for nothing"
    assert "".join(chunk.text for chunk in pieces) == "针对审批不严，完善制度。"
    assert all(chunk.finish is None and chunk.usage is None for chunk in pieces)
    assert last.finish == "stop" and last.text == "" and last.usage is not None
    used = last.usage
    assert (used.engine, used.model, used.calls) == ("endpoint", MODEL, 1)
    assert (used.prompt_tokens, used.completion_tokens) == (10, 12)


@pytest.mark.parametrize("how", ["close", "cancel"])
def test_stopping_ends_the_request_upstream_within_a_second(open_mock: OpenMock, how: str) -> None:
    engine, mock = open_mock([Reply(parts=[said("完善")], endless=[Pause(seconds=60)])])

    async def stop() -> None:
        stream = engine.stream(MESSAGES)
        await anext(stream)
        if how == "close":
            await stream.aclose()
        else:
            waiting = asyncio.ensure_future(anext(stream))
            await asyncio.sleep(0.05)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        stopped = time.monotonic()
        while not mock.dropped.is_set() and time.monotonic() - stopped < 1:
            await asyncio.sleep(0.01)

    asyncio.run(stop())
    assert mock.dropped.is_set()


def test_stopping_before_the_first_word(open_mock: OpenMock) -> None:
    engine, mock = open_mock([Reply(silent=True, parts=[Pause(seconds=60)])])

    async def stop() -> None:
        waiting = asyncio.ensure_future(complete(engine, MESSAGES))
        while not mock.hits:
            await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await asyncio.sleep(0.3)

    asyncio.run(stop())
    assert mock.dropped.is_set()


def test_twenty_at_once_lose_nothing(open_mock: OpenMock) -> None:
    texts = [f"第{number}条措施，" * 5 for number in range(20)]
    engine, mock = open_mock([talk(text, pause=0.005) for text in texts])

    async def ask() -> list[str]:
        replies = await asyncio.gather(*(complete(engine, MESSAGES) for _ in texts))
        return [reply.text for reply in replies]

    assert sorted(asyncio.run(ask())) == sorted(texts)
    assert len(mock.chats) == 20


def test_an_engine_serves_one_loop_after_another(open_mock: OpenMock) -> None:
    engine, _ = open_mock([talk("好")])
    assert [asyncio.run(complete(engine, MESSAGES)).text for _ in range(3)] == ["好"] * 3


def test_nothing_is_kept_of_calls_that_are_over(open_mock: OpenMock) -> None:
    engine, _ = open_mock([talk("完善制度"), Reply(parts=[said("完善")]), talk("完善制度")])

    async def ask() -> int:
        for _ in range(30):
            with contextlib.suppress(ModelAnswerCut):
                await complete(engine, MESSAGES)
        gc.collect()
        kept: Any = engine
        (connection,) = kept._client._open.values()
        return len(connection.transport._calls)

    assert asyncio.run(ask()) == 0


def test_after_three_failures_the_endpoint_is_left_alone(open_mock: OpenMock) -> None:
    engine, mock = open_mock([refuse(404)] * 2 + [Reply(parts=[said("完善")])])
    for _ in range(2):  # a wrong model name is no failure of the endpoint
        with pytest.raises(ModelUnavailable, match="404"):
            asyncio.run(complete(engine, MESSAGES))
    for _ in range(3):
        with pytest.raises(ModelAnswerCut):
            asyncio.run(complete(engine, MESSAGES))
    asked = len(mock.chats)
    for _ in range(2):
        with pytest.raises(ModelBusy, match="秒后再试"):
            asyncio.run(complete(engine, MESSAGES))
    assert len(mock.chats) == asked


def test_a_good_answer_mends_the_breaker(open_mock: OpenMock) -> None:
    cut = Reply(parts=[said("完善")])
    engine, _ = open_mock([cut, cut, talk("好"), cut, cut, talk("好")])
    for wanted in ("", "", "好", "", "", "好"):
        if wanted:
            assert asyncio.run(complete(engine, MESSAGES)).text == wanted
        else:
            with pytest.raises(ModelAnswerCut):
                asyncio.run(complete(engine, MESSAGES))


def test_the_breaker_lets_one_try_after_the_pause() -> None:
    breaker = Breaker(fail_max=2, pause=0.05)
    for _ in range(2):
        breaker.failed(ModelUnavailable("x"))
    with pytest.raises(ModelBusy):
        breaker.check()
    time.sleep(0.06)
    breaker.check()
    breaker.failed(ModelUnavailable("x"))
    with pytest.raises(ModelBusy):
        breaker.check()
    time.sleep(0.06)
    breaker.check()
    breaker.succeeded()
    breaker.check()


def test_retry_after_is_honoured(open_mock: OpenMock, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(endpoint_module.asyncio, "sleep", sleep)
    engine, _ = open_mock([refuse(429, retry_after="2"), refuse(429), talk("好")], LLM_TIMEOUT="9")
    assert asyncio.run(complete(engine, MESSAGES)).text == "好"
    assert waited[0] == 2.0 and waited[1] < 1


def test_a_pause_beyond_the_limit_is_not_waited_for(open_mock: OpenMock) -> None:
    engine, mock = open_mock([refuse(429, retry_after="4")], LLM_TIMEOUT="2")
    started = time.monotonic()
    with pytest.raises(ModelBusy, match="4 秒后"):
        asyncio.run(complete(engine, MESSAGES))
    assert time.monotonic() - started < 1.5 and len(mock.chats) == 1


def test_without_a_key_none_is_sent(open_mock: OpenMock) -> None:
    engine, mock = open_mock([talk("好")], LLM_API_KEY="", LLM_MODEL="")
    asyncio.run(complete(engine, MESSAGES))
    assert all("authorization" not in hit.headers for hit in mock.hits)
    assert all("x-assistant-call" not in hit.headers for hit in mock.hits)


def test_the_key_goes_to_the_configured_address_only(open_mock: OpenMock) -> None:
    engine, mock = open_mock([talk("好")])
    with running(MockEndpoint([talk("坏")])) as other:
        mock.replies = [
            Reply(status=307, headers={"location": f"{other.address}/chat/completions"})
        ]
        with pytest.raises(ModelUnavailable, match="307"):
            asyncio.run(complete(engine, MESSAGES))
        assert other.hits == [] and mock.chats[0].headers["authorization"] == f"Bearer {KEY}"


def test_no_proxy_stands_before_loopback(
    open_mock: OpenMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_PROXY")
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    engine, _ = open_mock([talk("好")], HTTP_PROXY="http://127.0.0.1:9")
    assert asyncio.run(complete(engine, MESSAGES)).text == "好"


def test_another_host_is_asked_through_the_proxy(settings_of: Callable[..., Settings]) -> None:
    with running(MockEndpoint([talk("好")])) as proxy:
        host = proxy.address.removesuffix("/v1")
        given = {"LLM_BASE_URL": "http://llm.example.gov.cn/v1", "LLM_MODEL": MODEL}
        engine = open_engine(settings_of(HTTP_PROXY=host, LLM_TIMEOUT="5", **given))
        assert engine is not None
        assert asyncio.run(complete(engine, MESSAGES)).text == "好"
        assert proxy.chats[0].path == "http://llm.example.gov.cn/v1/chat/completions"


@pytest.mark.parametrize(
    ("proxy", "certificates"),
    [
        ("socks5://u:secret@127.0.0.1:9", ""),
        ("127.0.0.1:9", ""),
        ("://:::", ""),
        ("http://127.0.0.1:9", "nowhere.pem"),
    ],
)
def test_an_unusable_proxy_is_named(
    settings_of: Callable[..., Settings],
    monkeypatch: pytest.MonkeyPatch,
    proxy: str,
    certificates: str,
) -> None:
    if certificates:
        monkeypatch.setenv("SSL_CERT_FILE", certificates)
    given = {"LLM_BASE_URL": "https://llm.example.gov.cn/v1", "LLM_MODEL": MODEL}
    engine = open_engine(settings_of(HTTPS_PROXY=proxy, **given))
    assert engine is not None
    with pytest.raises(ModelUnavailable, match="SSL_CERT_FILE") as unusable:
        asyncio.run(complete(engine, MESSAGES))
    assert "secret" not in str(unusable.value)


@pytest.mark.parametrize("name", ["LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING"])
def test_tracing_stays_off(open_mock: OpenMock, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "true")
    monkeypatch.setenv("LANGSMITH_API_KEY", "none")
    engine, _ = open_mock([talk("好")])
    # the data_dir fixture proves afterwards that no outside name was looked up
    assert asyncio.run(complete(engine, MESSAGES)).text == "好"


def test_a_refused_key_shows_nowhere(open_mock: OpenMock) -> None:
    masked = f"Incorrect API key provided: {KEY[:8]}****{KEY[-4:]}. Bearer {KEY}"
    engine, _ = open_mock([refuse(401, masked)])
    with pytest.raises(ModelDenied) as denied:
        asyncio.run(complete(engine, MESSAGES))
    chain: BaseException | None = denied.value
    while chain is not None:
        shown = f"{chain} {chain!r} {getattr(chain, 'refusal', '')!r}"
        assert KEY not in shown and KEY[:8] not in shown
        chain = chain.__cause__ or chain.__context__
