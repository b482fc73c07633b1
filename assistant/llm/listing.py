"""Listing: the models that an endpoint offers, with the context size where it tells."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.llm.visible import visible
from assistant.llm.wire import broken

# vLLM, OpenRouter, LM Studio; llama.cpp says it in meta
_CONTEXT_KEYS = ("max_model_len", "context_length", "max_context_length", "n_ctx", "n_ctx_train")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """``context`` in tokens; None where the endpoint does not say."""

    name: str
    context: int | None


def read_models(body: bytes) -> tuple[Listed, ...]:
    """The answer of GET /models; raises ModelAnswerBroken for anything else."""
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise broken("的模型清单读不了：请核对地址（通常以 /v1 结尾）") from error
    entries = data.get("data") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise broken("的模型清单不是 OpenAI 协议的格式：请核对地址（通常以 /v1 结尾）")
    return tuple(
        Listed(name=visible(entry["id"])[:200], context=_context(entry))
        for entry in entries
        if isinstance(entry, dict) and isinstance(entry.get("id"), str) and entry["id"].strip()
    )


def _context(entry: Mapping[str, object]) -> int | None:
    meta = entry.get("meta")
    for place in (entry, meta if isinstance(meta, dict) else {}):
        for key in _CONTEXT_KEYS:
            value = place.get(key)
            if type(value) is int and value > 0:
                return value
    return None
