"""The checkup: what works, what does not, and what to do; a key is in no line of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from faults import KEY
from mock_endpoint import MODEL, MockEndpoint, Reply, refuse, running, said, talk

from assistant.llm.checkup import Check, checkup
from assistant.settings import Settings

SettingsOf = Callable[..., Settings]
GOOD = talk('{"ready": true, "word": "整改"}', piece=4)


def _models(*entries: dict[str, Any]) -> Reply:
    return Reply(media="application/json", parts=[json.dumps({"data": list(entries)}).encode()])


def _checks(settings: Settings) -> dict[str, Check]:
    async def ask() -> list[Check]:
        return [check async for check in checkup(settings)]

    checks = asyncio.run(ask())
    shown = json.dumps([asdict(check) for check in checks], ensure_ascii=False)
    assert KEY not in shown and KEY[:10] not in shown
    return {check.name: check for check in checks}


def _ask(mock: MockEndpoint, settings_of: SettingsOf, **environ: str) -> dict[str, Check]:
    given = {"LLM_BASE_URL": mock.address, "LLM_API_KEY": KEY, "LLM_TIMEOUT": "5", **environ}
    return _checks(settings_of(**given))


def test_all_good(settings_of: SettingsOf) -> None:
    with running(MockEndpoint([GOOD])) as mock:
        mock.models = _models({"id": MODEL, "meta": {"n_ctx_train": 8192}})
        checks = _ask(mock, settings_of)
    assert [(c.name, c.level, c.advice) for c in checks.values()] == [
        ("模型服务", "ok", ""),
        ("流式输出", "ok", ""),
        ("结构化输出", "ok", ""),
    ]
    assert checks["流式输出"].figures["tokens_per_second"] > 0
    assert checks["结构化输出"].figures == {"mode": "json_schema"}


@pytest.mark.parametrize(
    ("context", "level"), [(4096, "warn"), (32768, "ok")], ids=["smaller", "larger"]
)
def test_the_context_is_compared(settings_of: SettingsOf, context: int, level: str) -> None:
    with running(MockEndpoint([GOOD])) as mock:
        mock.models = _models({"id": MODEL, "max_model_len": context}, {"id": "another"})
        check = _ask(mock, settings_of)["模型服务"]
    assert check.level == level and f"LLM_CONTEXT={context}" in check.advice
    assert check.figures == {"models": [MODEL, "another"], "context": context}


def test_a_model_that_is_not_listed(settings_of: SettingsOf) -> None:
    with running(MockEndpoint([GOOD])) as mock:
        checks = _ask(mock, settings_of, LLM_MODEL="missing")
    assert checks["模型服务"].level == "warn" and MODEL in checks["模型服务"].advice
    assert checks["流式输出"].level == "ok"


def test_a_gateway_that_lists_nothing(settings_of: SettingsOf) -> None:
    with running(MockEndpoint([GOOD])) as mock:
        mock.models = refuse(404)
        checks = _ask(mock, settings_of, LLM_MODEL=MODEL)
    assert checks["模型服务"].level == "warn" and checks["流式输出"].level == "ok"


def test_all_at_once_is_no_stream(settings_of: SettingsOf) -> None:
    with running(MockEndpoint([talk("整改台账是记录进度的清单。", piece=99)])) as mock:
        checks = _ask(mock, settings_of)
    assert checks["流式输出"].level == "warn" and "缓冲" in checks["流式输出"].advice
    assert checks["结构化输出"].level == "warn" and "不合格式" in checks["结构化输出"].found


def test_an_endpoint_without_schemas(settings_of: SettingsOf) -> None:
    bad = refuse(400, "response_format is not supported")
    with running(MockEndpoint([talk("整改台账"), bad, bad, GOOD])) as mock:
        check = _ask(mock, settings_of)["结构化输出"]
    assert check.level == "ok" and check.figures == {"mode": "none"}


@pytest.mark.parametrize(
    ("models", "replies", "name", "found", "advice"),
    [
        (refuse(401, f"bad key {KEY}"), [GOOD], "模型服务", "401", "LLM_API_KEY"),
        (refuse(500, "boom"), [GOOD], "模型服务", "500", "LLM_BASE_URL"),
        (Reply(media="text/html", parts=[b"<html>"]), [GOOD], "模型服务", "清单", ""),
        (_models(), [GOOD], "模型服务", "0 个模型", "LLM_MODEL"),
        (_models({"id": MODEL}), [refuse(403)], "流式输出", "403", ""),
        (_models({"id": MODEL}), [Reply(parts=[said("整改")])], "流式输出", "断了", ""),
        (_models({"id": MODEL}), [talk("整改台账"), refuse(404)], "结构化输出", "404", ""),
    ],
)
def test_what_fails_is_said(
    settings_of: SettingsOf, models: Reply, replies: list[Reply], name: str, found: str, advice: str
) -> None:
    with running(MockEndpoint(replies)) as mock:
        mock.models = models
        checks = _ask(mock, settings_of)
    assert list(checks)[-1] == name and checks[name].level == "fail"
    assert found in checks[name].found and advice in checks[name].advice


def test_an_address_without_v1_is_recognised(settings_of: SettingsOf) -> None:
    with running(MockEndpoint([GOOD])) as mock:
        mock.only_under_v1 = True
        bare = mock.address.removesuffix("/v1")
        check = _ask(mock, settings_of, LLM_BASE_URL=bare)["模型服务"]
    assert check.level == "fail" and check.advice == f"请把 LLM_BASE_URL 改为 {bare}/v1"


def test_nobody_listens(settings_of: SettingsOf) -> None:
    checks = _checks(settings_of(LLM_BASE_URL="http://127.0.0.1:9/v1"))
    assert checks["模型服务"].level == "fail" and "连接不上" in checks["模型服务"].found


@pytest.mark.parametrize(
    ("environ", "found"),
    [({}, "没有配置"), ({"LLM_API_KEY": KEY}, "只设置了密钥"), ({"ENGINE": "offline"}, "offline")],
)
def test_no_model(settings_of: SettingsOf, environ: dict[str, str], found: str) -> None:
    check = _checks(settings_of(**environ))["模型"]
    assert check.level == "off" and found in check.found


def test_a_missing_gguf(settings_of: SettingsOf) -> None:
    pytest.importorskip("xllamacpp", reason="the optional extra local is not installed")
    checks = _checks(settings_of(ENGINE="local", LLM_LOCAL_MODEL="nowhere.gguf"))
    assert checks["流式输出"].level == "fail" and "nowhere.gguf" in checks["流式输出"].found
