"""Failure: what went wrong at the endpoint, and whether to ask again may help."""

from __future__ import annotations

import email.utils
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.errors import ModelBusy, ModelDenied, ModelUnavailable
from assistant.llm.visible import visible
from assistant.secret import Secret, redacted

# 409 and 425: the proxy was not ready; 529: overloaded (Anthropic, some gateways)
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
ON_OFFER = "也可以改用离线引擎"
_OVERFLOW = re.compile(
    r"context[ _-]?length|context[ _-]?window|maximum context|exceeds? the (?:available )?context"
    r"|too many tokens|prompt is too long|n_ctx|max_model_len|input length",
    re.IGNORECASE,
)
_DETAIL = 400  # characters of the endpoint's own words that are kept, redacted


class Passing(Exception):
    """Something that may be over in a moment: asked again while nothing has been given out.

    ``error`` is what the caller gets in the end; ``after`` seconds the endpoint asks us to wait.
    """

    def __init__(self, error: ModelUnavailable, after: float | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.after = after


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The endpoint answered with a status other than 200.

    ``detail`` is what it said, cut and redacted: for the doctor and for telling which parameter
    it does not know, never for a message or a log.
    """

    status: int
    after: float | None
    detail: str

    @property
    def overflow(self) -> bool:
        """The question was longer than the model's context."""
        return self.status in (400, 413, 422, 500) and bool(_OVERFLOW.search(self.detail))

    def error(self, address: str) -> ModelUnavailable:
        """What the user reads."""
        where, status = f"模型服务 {address} ", self.status
        if status in (401, 403):
            return ModelDenied(
                f"{where}不接受密钥（{status}）：请在设置中核对密钥和权限，{ON_OFFER}"
            )
        if status == 429:
            wait = f"请 {self.after:.0f} 秒后再试" if self.after else "请稍后再试"
            return ModelBusy(f"{where}请求过多（429）：{wait}，{ON_OFFER}")
        if self.overflow:
            return ModelUnavailable(
                f"内容超过了模型的上下文长度（{status}）：请减少内容，或把 LLM_CONTEXT 设为模型的实际长度"
            )
        if 300 <= status < 400:
            return ModelUnavailable(
                f"{where}要求转到别的地址（{status}），没有跟随：请核对服务地址"
            )
        if status == 404:
            return ModelUnavailable(
                f"{where}没有这个接口或模型（404）：请核对地址（通常以 /v1 结尾）和模型名称，{ON_OFFER}"
            )
        if status >= 500 or status in PASSING:
            return ModelUnavailable(f"{where}出错（{status}）：请稍后再试，{ON_OFFER}")
        return ModelUnavailable(
            f"{where}不接受这个请求（{status}）：请运行 python -m assistant doctor 检查，{ON_OFFER}"
        )


class Refused(Exception):
    """Carries a Refusal out of the client."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.status)
        self.refusal = refusal


def read_refusal(status: int, headers: Mapping[str, str], body: bytes, key: Secret) -> Refusal:
    """From the head of a response that is not 200."""
    detail = redacted(visible(_detail(body)), key)[:_DETAIL]
    return Refusal(status=status, after=_wait(headers.get("retry-after")), detail=detail)


def _wait(value: str | None) -> float | None:
    """Retry-After in seconds: a number or an HTTP date; None for anything else."""
    if value is None:
        return None
    value = value.strip()
    if value.replace(".", "", 1).isdecimal() and value.isascii():
        return float(value[:12])
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    return max(0.0, moment.timestamp() - time.time())


def _detail(body: bytes) -> str:
    """The endpoint's message where it is where OpenAI puts it, else the head of the body."""
    text = body.decode("utf-8", "replace")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return text
    found = data.get("error", data) if isinstance(data, dict) else data
    if isinstance(found, dict):
        found = {key: found[key] for key in ("message", "code", "param", "type") if found.get(key)}
    return str(found)
