"""Said: one event of an answer, read from its JSON and checked field by field.

The shapes are those of OpenAI's chat completions as servers really send them: ``delta`` or
``message``, content as text or as a list of parts, null where nothing is meant, thinking beside
the answer (``reasoning_content``: DeepSeek, Qwen, vLLM; ``reasoning``: OpenRouter, Ollama).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.errors import ModelAnswerBroken, ModelAnswerCut, ModelBusy, ModelUnavailable
from assistant.llm.engine import Finish
from assistant.llm.failure import ON_OFFER, PASSING, Passing

_FINISHES: Mapping[str, Finish] = {
    "stop": "stop",
    "eos": "stop",
    "eos_token": "stop",
    "end_turn": "stop",
    "stop_sequence": "stop",
    "length": "length",
    "max_tokens": "length",
    "model_length": "length",
}
_CUT = frozenset({"abort", "aborted", "cancelled", "canceled", "error", "timeout"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """``thought``: characters of thinking that came with it and are not shown."""

    text: str = ""
    thought: int = 0
    finish: Finish | None = None
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


def read_event(event: object) -> Said:
    """Raises ModelAnswerBroken for a wrong shape, Passing for an error that the endpoint reports."""
    if not isinstance(event, dict):
        raise _shape()
    if event.get("error"):
        raise _reported(event["error"])
    choices = event.get("choices")
    if choices is None and not isinstance(event.get("usage"), dict):
        raise _shape()
    said = _choice(choices) if choices else Said()
    used = event.get("usage")
    if not isinstance(used, dict):
        return said
    return Said(
        text=said.text,
        thought=said.thought,
        finish=said.finish,
        prompt_tokens=_count(used.get("prompt_tokens")),
        completion_tokens=_count(used.get("completion_tokens")),
    )


def _choice(choices: object) -> Said:
    """The first choice: we ask for one, another index is none of ours."""
    if not isinstance(choices, list) or not all(isinstance(choice, dict) for choice in choices):
        raise _shape()
    choice = next((choice for choice in choices if choice.get("index") in (0, None)), None)
    if choice is None:
        return Said()
    delta = choice.get("delta") or choice.get("message") or {}
    if not isinstance(delta, dict):
        raise _shape()
    if delta.get("tool_calls") or delta.get("function_call"):
        raise ModelAnswerBroken(f"模型要调用工具，而不是回答：请换一个模型或重试，{ON_OFFER}")
    if delta.get("refusal"):
        raise ModelAnswerBroken(f"模型拒绝回答这个请求：请换一种说法，{ON_OFFER}")
    thinking = delta.get("reasoning_content") or delta.get("reasoning") or ""
    return Said(
        text=_text(delta.get("content")),
        thought=len(thinking) if isinstance(thinking, str) else 0,
        finish=_finish(choice.get("finish_reason")),
    )


def _text(content: object) -> str:
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if not isinstance(content, list):
        raise _shape()
    return "".join(_part(part) for part in content)


def _part(part: object) -> str:
    """A part of type text; others (thinking, images) are not the answer."""
    if not isinstance(part, dict):
        raise _shape()
    text = part.get("text", "") if part.get("type") == "text" else ""
    if not isinstance(text, str):
        raise _shape()
    return text


def _finish(reason: object) -> Finish | None:
    if reason is None or reason == "":
        return None
    if not isinstance(reason, str):
        raise _shape()
    name = reason.lower()
    if name in _FINISHES:
        return _FINISHES[name]
    if name == "content_filter":
        raise ModelAnswerBroken(f"模型服务的内容过滤拦下了回答：请换一种说法，{ON_OFFER}")
    if name in ("tool_calls", "function_call"):
        raise ModelAnswerBroken(f"模型要调用工具，而不是回答：请换一个模型或重试，{ON_OFFER}")
    if name == "insufficient_system_resource":  # DeepSeek
        raise ModelBusy(f"模型服务资源不足，回答没有写完：请稍后再试，{ON_OFFER}")
    if name in _CUT:
        raise ModelAnswerCut(f"模型的回答中途断了，没有写完：请重试，{ON_OFFER}")
    raise _shape()


def _reported(error: object) -> Passing:
    """An error inside a stream whose status was 200; its words are the endpoint's, not shown."""
    fields: Mapping[str, Any] = error if isinstance(error, dict) else {}
    code = fields.get("code")
    busy = code == 429 or "rate_limit" in f"{code}{fields.get('type')}"
    message = f"模型服务中途报错：请稍后再试，{ON_OFFER}"
    wrapped: ModelUnavailable = ModelBusy(message) if busy else ModelAnswerBroken(message)
    if isinstance(code, int) and 400 <= code < 500 and code not in PASSING:
        raise wrapped
    return Passing(wrapped)


def _count(value: object) -> int | None:
    """A number of tokens; None for what is none."""
    return value if type(value) is int and 0 <= value < 10**9 else None


def _shape() -> ModelAnswerBroken:
    return ModelAnswerBroken(f"模型服务的回答不是 OpenAI 协议的格式：请核对地址，{ON_OFFER}")
