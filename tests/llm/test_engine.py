"""Whole answers and what they cost; no engine where none is configured."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from scripted import Scripted, ScriptedEngine

from assistant.errors import ModelAnswerCut
from assistant.llm.engine import complete
from assistant.llm.message import Message
from assistant.llm.open import CONTEXT, open_engine
from assistant.llm.proxy import proxy_for
from assistant.llm.usage import Usage
from assistant.settings import Settings

ASK = (Message("user", "审批不严"),)


def _usage(prompt: int | None, model: str = "甲") -> Usage:
    return Usage(
        engine="endpoint",
        model=model,
        prompt_tokens=prompt,
        completion_tokens=5,
        seconds=1.5,
        calls=1,
    )


def test_usage_adds_up() -> None:
    both = _usage(3) + _usage(4)
    assert (both.prompt_tokens, both.completion_tokens, both.seconds, both.calls) == (7, 10, 3.0, 2)
    assert both.model == "甲" and both.engine == "endpoint"


def test_an_unknown_part_makes_an_unknown_sum() -> None:
    both = _usage(3) + _usage(None, "乙") + _usage(1, "乙")
    assert both.prompt_tokens is None and both.model == "甲、乙" and both.calls == 3


def test_whole_answer() -> None:
    reply = asyncio.run(complete(ScriptedEngine([Scripted(text="完善制度", finish="length")]), ASK))
    assert (reply.text, reply.finish) == ("完善制度", "length")


def test_a_failure_keeps_what_came() -> None:
    failing = ScriptedEngine([Scripted(text="完善", error=ModelAnswerCut("断了", partial="完善"))])
    with pytest.raises(ModelAnswerCut) as cut:
        asyncio.run(complete(failing, ASK))
    assert cut.value.partial == "完善" and cut.value.exit_code == 4


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"LLM_API_KEY": "sk-0123456789abcdef"},
        {"ENGINE": "offline", "LLM_BASE_URL": "http://127.0.0.1:9/v1", "LLM_MODEL": "甲"},
    ],
)
def test_no_model_configured(environ: dict[str, str], settings_of: Callable[..., Settings]) -> None:
    assert open_engine(settings_of(**environ)) is None


@pytest.mark.parametrize(
    ("environ", "model", "context"),
    [
        ({"LLM_BASE_URL": "http://127.0.0.1:9/v1"}, "", CONTEXT),
        ({"LLM_MODEL": "甲"}, "甲", CONTEXT),
        ({"OPENAI_API_BASE": "http://127.0.0.1:9", "LLM_CONTEXT": "32768"}, "", 32768),
        ({"ENGINE": "local"}, "gemma-3-270m", 4096),
        ({"ENGINE": "local", "LLM_LOCAL_MODEL": "模型/乙-7b.gguf"}, "乙-7b", 4096),
    ],
)
def test_configured(
    environ: dict[str, str], model: str, context: int, settings_of: Callable[..., Settings]
) -> None:
    engine = open_engine(settings_of(**environ))
    assert engine is not None
    assert (engine.model, engine.context_tokens) == (model, context)


@pytest.mark.parametrize(
    ("address", "proxy"),
    [
        ("http://a.example.gov.cn/v1", "p"),
        ("https://a.example.gov.cn/v1", "s"),
        ("http://llm.intra.example.gov.cn/v1", None),
        ("http://intra.example.gov.cn/v1", None),
        ("http://notintra.example.gov.cn/v1", "p"),
        ("http://10.1.2.3:8000/v1", None),
        ("http://11.1.2.3:8000/v1", "p"),
    ],
)
def test_proxy(address: str, proxy: str | None) -> None:
    given = {"http": "p", "https": "s", "no": "localhost, .intra.example.gov.cn ,10.0.0.0/8"}
    assert proxy_for(address, given) == proxy
    assert proxy_for(address, {**given, "no": "*"}) is None
