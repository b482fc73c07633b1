"""What an endpoint does not take is left out, one thing a refusal, and remembered."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from mock_endpoint import MODEL, OpenMock, Reply, refuse, talk

from assistant.errors import ModelUnavailable
from assistant.llm.engine import Reply as Answer
from assistant.llm.engine import complete
from assistant.llm.message import Message

MESSAGES = (Message("system", "你起草措施。"), Message("user", "审批不严"))
SCHEMA: dict[str, Any] = {"type": "object", "properties": {"甲": {"type": "string"}}}


def _run(engine: Any, times: int = 1) -> Answer:
    async def ask() -> Answer:
        for _ in range(times):
            reply = await complete(engine, MESSAGES, schema=SCHEMA, max_tokens=100)
        return reply

    return asyncio.run(ask())


def _first_body(open_mock: OpenMock) -> dict[str, Any]:
    engine, mock = open_mock([talk("{}")], LLM_TEMPERATURE="0.7")
    _run(engine)
    body: dict[str, Any] = mock.chats[0].body
    return body


def test_the_first_request_asks_for_everything(open_mock: OpenMock) -> None:
    body = _first_body(open_mock)
    assert body["model"] == MODEL and body["stream"] is True
    assert body["stream_options"] == {"include_usage": True}
    assert body["temperature"] == 0.7 and body["max_tokens"] == 100
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert "tools" not in body and "n" not in body
    assert [message["role"] for message in body["messages"]] == ["system", "user"]


@pytest.mark.parametrize(
    ("said", "gone", "come"),
    [
        (
            "Unsupported parameter: 'max_tokens', use 'max_completion_tokens'",
            "max_tokens",
            "max_completion_tokens",
        ),
        ("max_tokens is not permitted", "max_tokens", ""),
        ("'temperature' does not support 0.3 with this model", "temperature", ""),
        ("unknown field stream_options", "stream_options", ""),
    ],
)
def test_a_named_parameter_goes_first(open_mock: OpenMock, said: str, gone: str, come: str) -> None:
    engine, mock = open_mock([refuse(400, said), talk("{}")])
    assert _run(engine, times=2).text == "{}"
    first, second, third = (hit.body for hit in mock.chats)
    assert gone in first and gone not in second and gone not in third
    assert not come or come in second
    assert "response_format" in second


def test_schema_falls_back_to_json_and_to_words(open_mock: OpenMock) -> None:
    bad = refuse(400, "response_format type is unavailable now")
    engine, mock = open_mock([bad, bad, talk("{}"), talk("{}")])
    reply = _run(engine)
    assert reply.usage.calls == 3
    schemas = [hit.body.get("response_format", {}).get("type") for hit in mock.chats]
    assert schemas == ["json_schema", "json_object", None]
    for hit in mock.chats[1:]:
        system = hit.body["messages"][0]["content"]
        assert system.startswith("你起草措施。") and '"甲"' in system and "JSON" in system
    _run(engine)
    assert len(mock.chats) == 4, "what was learnt is remembered"


def test_an_endpoint_that_refuses_everything_is_not_believed(open_mock: OpenMock) -> None:
    engine, mock = open_mock([*[refuse(400, "no")] * 4, talk("{}")])
    with pytest.raises(ModelUnavailable, match="400"):
        _run(engine)
    asked = len(mock.chats)
    assert asked <= 6
    _run(engine)
    assert mock.chats[asked].body["response_format"]["type"] == "json_schema"


def test_overflow_is_said_and_not_repeated(open_mock: OpenMock) -> None:
    said = "This model's maximum context length is 4096 tokens"
    engine, mock = open_mock([refuse(400, said)])
    with pytest.raises(ModelUnavailable, match="LLM_CONTEXT"):
        _run(engine)
    assert len(mock.chats) == 1


def test_without_a_model_the_first_listed_is_used(open_mock: OpenMock) -> None:
    engine, mock = open_mock([talk("{}")], LLM_MODEL="")
    assert engine.model == ""
    reply = _run(engine, times=2)
    assert reply.usage.model == engine.model == MODEL
    assert [hit.method for hit in mock.hits] == ["GET", "POST", "POST"]


def test_no_model_listed(open_mock: OpenMock) -> None:
    engine, mock = open_mock([talk("{}")], LLM_MODEL="")
    mock.models = Reply(media="application/json", parts=[b'{"data": []}'])
    with pytest.raises(ModelUnavailable, match="LLM_MODEL"):
        _run(engine)
