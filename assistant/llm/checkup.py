"""Checkup: what works between us and the configured model, tried out, and what to do where not.

The questions asked hold no text of the user, so what the endpoint says in a refusal is shown
(redacted).
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import jsonschema

from assistant.errors import ModelUnavailable
from assistant.llm.engine import Engine, complete
from assistant.llm.failure import Passing, Refused
from assistant.llm.listing import Listed
from assistant.llm.message import Message
from assistant.llm.open import CONTEXT, open_client, open_engine
from assistant.model_settings import ModelSettings, is_loopback
from assistant.settings import Settings

Level = Literal["ok", "off", "warn", "fail"]
_PATIENCE = 60.0  # seconds a trial may take, whatever longer limit is set
_MODELS_PATIENCE = 15.0
_STREAM = (
    Message("system", "你是公文写作助手，用中文简短作答。"),
    Message("user", "用一句话说明什么是整改台账。"),
)
_STRUCTURED = (
    Message("system", "你只输出 JSON。"),
    Message("user", "输出一个 JSON 对象，键 ready 的值是 true，键 word 的值是“整改”。"),
)
_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}, "word": {"enum": ["整改"]}},
    "required": ["ready", "word"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of a diagnosis: ``found`` is what is, ``advice`` what to do ("" for nothing).

    "off": not configured, and nothing is wrong with that. ``figures`` are for programs.
    """

    name: str
    level: Level
    found: str
    advice: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)


async def checkup(settings: Settings) -> AsyncGenerator[Check, None]:
    """The checks one after another, each as soon as it is known; raises nothing of the model's."""
    model = settings.model
    if model.wanted == "none":
        yield _nothing_configured(model)
        return
    trial = replace(model, timeout=min(model.timeout, _PATIENCE), record="off")
    settings = replace(settings, model=trial)
    engine = open_engine(settings)
    assert engine is not None
    try:
        if model.wanted == "endpoint":
            check = await _models(settings)
            yield check
            if check.level == "fail":
                return
        else:
            yield _local(model)
        check = await _stream(engine)
        yield check
        if check.level != "fail":
            yield await _structured(engine)
    finally:
        stop = getattr(engine, "stop", None)
        if stop is not None:
            stop()


def _nothing_configured(model: ModelSettings) -> Check:
    if model.engine == "offline":
        return Check(name="模型", level="off", found="已设为不用模型（ENGINE=offline）")
    if model.api_key:
        return Check(
            name="模型",
            level="off",
            found="只设置了密钥，没有地址或模型名称，所以没有启用模型",
            advice="请再设置 LLM_MODEL（OpenAI 的模型名称）或 LLM_BASE_URL（其他服务的地址）",
        )
    return Check(
        name="模型",
        level="off",
        found="没有配置语言模型，起草使用离线引擎",
        advice="要接入模型，请设置 LLM_BASE_URL 和 LLM_MODEL，或在设置页填写",
    )


def _local(model: ModelSettings) -> Check:
    if model.local_model is not None:
        return Check(name="模型", level="ok", found=f"本机模型 {model.local_model.name}")
    return Check(
        name="模型",
        level="warn",
        found="本机内置的 270M 小模型：只用来试流程，写不出可用的措施",
        advice="请用 LLM_LOCAL_MODEL 指明一个更好的 GGUF 文件，或接入模型服务",
    )


async def _models(settings: Settings) -> Check:
    """The list of models: is there an endpoint, does it take the key, does it know the model?"""
    model, address = settings.model, settings.model.address
    try:
        async with asyncio.timeout(_MODELS_PATIENCE):
            listed = await open_client(settings).models()
    except TimeoutError:
        return _fail(
            "模型服务", f"{address} 在 {_MODELS_PATIENCE:g} 秒内没有回应", "请检查地址和网络"
        )
    except Passing as passing:
        return _fail("模型服务", str(passing.error))
    except ModelUnavailable as error:
        return _fail("模型服务", str(error), await _better_address(settings))
    except Refused as refused:
        refusal = refused.refusal
        found = f"{address} 返回 {refusal.status}：{refusal.detail or '没有说明'}"
        if refusal.status in (404, 405) and model.model and not await _better_address(settings):
            # some gateways answer questions but list nothing
            return Check(name="模型服务", level="warn", found=f"{found}，不能列出模型")
        advice = await _better_address(settings) if refusal.status == 404 else ""
        return _fail("模型服务", found, advice or _ask_for_key(refusal.status))
    return _listed(model, listed)


def _listed(model: ModelSettings, listed: tuple[Listed, ...]) -> Check:
    names = [entry.name for entry in listed]
    found = f"{model.address} 列出 {len(names)} 个模型"
    if not names and model.model is None:
        return _fail("模型服务", f"{found}", "请用 LLM_MODEL 指明模型名称")
    chosen = next((e for e in listed if e.name == (model.model or names[0])), None)
    figures = {"models": names[:50], "context": chosen.context if chosen else None}
    if model.model is not None and model.model not in names and names:
        return Check(
            name="模型服务",
            level="warn",
            found=f"{found}，其中没有 {model.model}",
            advice=f"请核对 LLM_MODEL，可用：{'、'.join(names[:8])}",
            figures=figures,
        )
    used = model.context or CONTEXT
    found = f"{found}，使用 {model.model or names[0]}，上下文按 {used} token 计"
    real = figures["context"]
    advice = _plain_key(model)
    if isinstance(real, int) and real != used:
        advice = f"服务说上下文长度是 {real}，请设置 LLM_CONTEXT={real}"
    level: Level = "warn" if advice and (not isinstance(real, int) or real < used) else "ok"
    return Check(name="模型服务", level=level, found=found, advice=advice, figures=figures)


def _plain_key(model: ModelSettings) -> str:
    """A key that travels unencrypted off this machine."""
    if model.api_key and model.address.startswith("http:") and not is_loopback(model.address):
        return "密钥经未加密的 http 发送，请只在可信的内网这样用，或改用 https"
    return ""


async def _better_address(settings: Settings) -> str:
    """Advice where the same address with /v1 answers: the most common slip."""
    address = settings.model.address
    if address.endswith("/v1"):
        return ""
    client = open_client(settings, address=f"{address}/v1")
    try:
        async with asyncio.timeout(_MODELS_PATIENCE):
            await client.models()
    except (ModelUnavailable, Passing, Refused, TimeoutError):
        return ""
    return f"请把 LLM_BASE_URL 改为 {address}/v1"


async def _stream(engine: Engine) -> Check:
    """One short answer: does it come in pieces, and how fast?"""
    started = time.monotonic()
    first, pieces, text, chunk = 0.0, 0, "", None
    try:
        async with aclosing(engine.stream(_STREAM, max_tokens=48)) as chunks:
            async for chunk in chunks:
                pieces += bool(chunk.text)
                text += chunk.text
                first = first or time.monotonic() - started
    except ModelUnavailable as error:
        return _fail("流式输出", str(error))
    seconds = time.monotonic() - started
    tokens = chunk.usage.completion_tokens if chunk is not None and chunk.usage else None
    speed = (tokens or pieces) / max(seconds - first, 0.001)
    figures = {
        "first_token_seconds": round(first, 3),
        "tokens_per_second": round(speed, 1),
        "tokens_reported": tokens is not None,
        "pieces": pieces,
    }
    found = f"首字 {first:.1f} 秒，约每秒 {speed:.0f} 个 token，分 {pieces} 段到达"
    if pieces < 2 and len(text) > 8:
        advice = "回答一次到齐，页面上不能逐句显示：请检查网关是否缓冲了数据流"
        return Check(name="流式输出", level="warn", found=found, advice=advice, figures=figures)
    slow = "速度很慢，长文稿可能超时：请调大 LLM_TIMEOUT 或换更快的服务" if speed < 5 else ""
    level: Level = "warn" if slow else "ok"
    return Check(name="流式输出", level=level, found=found, advice=slow, figures=figures)


async def _structured(engine: Engine) -> Check:
    """An answer in a given shape, and by which of the protocol's ways it was asked for."""
    try:
        reply = await complete(engine, _STRUCTURED, schema=_SCHEMA, max_tokens=64)
    except ModelUnavailable as error:
        return _fail("结构化输出", str(error))
    mode = str(getattr(engine, "schema_mode", ""))
    way = {"json_schema": "按 JSON Schema", "json_object": "只按 JSON"}.get(mode, "只靠提示词")
    figures = {"mode": mode}
    try:
        jsonschema.validate(json.loads(reply.text), _SCHEMA)
    except (ValueError, jsonschema.ValidationError):
        return Check(
            name="结构化输出",
            level="warn",
            found=f"{way}，这一次回答不合格式",
            advice="起草会重问一次，仍不合格就改用离线引擎：请换一个更好的模型",
            figures=figures,
        )
    return Check(name="结构化输出", level="ok", found=f"{way}，回答合格", figures=figures)


def _ask_for_key(status: int) -> str:
    return "请核对 LLM_API_KEY" if status in (401, 403) else "请核对 LLM_BASE_URL"


def _fail(name: str, found: str, advice: str = "") -> Check:
    return Check(name=name, level="fail", found=found, advice=advice)
