"""Model settings: which language model is asked, and how; validated, from environment or page."""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from assistant.errors import WrongCall
from assistant.secret import Secret

EngineChoice = Literal["auto", "offline", "local"]
RecordMode = Literal["off", "record", "replay"]
OPENAI = "https://api.openai.com/v1"
NO_KEY = Secret()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """``base_url`` without a trailing slash; ``timeout`` is the wall limit of a whole call in
    seconds, retries included; ``context`` tokens of question and answer; None: not set.

    ``record``: every call is written to (or answered from) a file of recordings.
    """

    engine: EngineChoice = "auto"
    base_url: str | None = None
    model: str | None = None
    api_key: Secret = NO_KEY
    temperature: float = 0.3
    context: int | None = None
    timeout: float = 120.0
    local_model: Path | None = None
    record: RecordMode = "off"

    @property
    def wanted(self) -> Literal["none", "endpoint", "local"]:
        """What is to answer. A lone key switches nothing on: many machines carry one."""
        if self.engine == "local":
            return "local"
        if self.engine == "offline" or not (self.base_url or self.model):
            return "none"
        return "endpoint"

    @property
    def address(self) -> str:
        """The base URL, or OpenAI's where only a model is named."""
        return self.base_url or OPENAI


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """An environment variable: its names (the first one wins), what it means, its default.

    ``key`` is the field of ModelSettings and the key of settings.toml; "" for those that only the
    environment sets.
    """

    names: tuple[str, ...]
    meaning: str
    default: str
    key: str = ""


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError("不是可用的网址") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("要以 http:// 或 https:// 开头，例如 http://127.0.0.1:8000/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("地址里不能带账号、密钥或参数，密钥请用 LLM_API_KEY")
    if port == 0 or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("不是可用的网址")
    return text.rstrip("/").removesuffix("/chat/completions").rstrip("/")


def _name(text: str) -> str:
    if len(text) > 200 or not text.isprintable():
        raise ValueError("要是 200 个字符以内的模型名称")
    return text


def _key(text: str) -> Secret:
    if len(text) > 4096 or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("密钥里有空格、换行或非 ASCII 字符，请重新复制")
    return Secret(text)


def _number(least: float, most: float) -> Callable[[str], float]:
    def convert(text: str) -> float:
        value = float(text) if text.replace(".", "", 1).isdecimal() and text.isascii() else math.nan
        if not least <= value <= most:
            raise ValueError(f"要是 {least:g} 到 {most:g} 的数")
        return value

    return convert


def _whole(least: int, most: int) -> Callable[[str], int]:
    def convert(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or not least <= int(text[:9]) <= most:
            raise ValueError(f"要是 {least} 到 {most} 的整数")
        return int(text)

    return convert


def _one_of(*choices: str) -> Callable[[str], str]:
    def convert(text: str) -> str:
        if text.lower() not in choices:
            raise ValueError(f"可用：{'、'.join(choices)}")
        return text.lower()

    return convert


def _path(text: str) -> Path:
    return Path(text).expanduser().resolve()


VARIABLES: tuple[Variable, ...] = (
    Variable(
        key="engine",
        names=("ENGINE", "ASSISTANT_ENGINE"),
        meaning="auto：配置了模型就用；offline：不用模型；local：用本机内置的小模型（可选组件 local）",
        default="auto",
    ),
    Variable(
        key="base_url",
        names=("LLM_BASE_URL", "OPENAI_BASE_URL", "OPENAI_API_BASE"),
        meaning="模型服务的地址（OpenAI 协议，通常以 /v1 结尾）；只给模型名时是 OpenAI 的地址",
        default="",
    ),
    Variable(
        key="model",
        names=("LLM_MODEL", "OPENAI_MODEL"),
        meaning="模型名称；不给时用服务列出的第一个",
        default="",
    ),
    Variable(
        key="api_key",
        names=("LLM_API_KEY", "OPENAI_API_KEY"),
        meaning="密钥；内网服务多不需要。只给密钥不会启用模型；在设置页填的地址只用在设置页填的密钥",
        default="",
    ),
    Variable(
        key="temperature",
        names=("LLM_TEMPERATURE",),
        meaning="随机程度，0 到 2；服务不接受时不发送",
        default="0.3",
    ),
    Variable(
        key="context",
        names=("LLM_CONTEXT",),
        meaning="模型的上下文长度（token，问答合计）",
        default="8192",
    ),
    Variable(
        key="timeout",
        names=("LLM_TIMEOUT",),
        meaning="一次调用最多等多少秒，重试计在内",
        default="120",
    ),
    Variable(
        key="local_model",
        names=("LLM_LOCAL_MODEL",),
        meaning="ENGINE=local 时用的 GGUF 文件",
        default="组件自带的 270M 小模型",
    ),
    Variable(
        key="record",
        names=("LLM_RECORD",),
        meaning="record：把每次模型调用记入数据文件夹的 recordings.jsonl；replay：只从记录作答",
        default="off",
    ),
)

_CONVERT: Mapping[str, Callable[[str], Any]] = {
    "engine": _one_of("auto", "offline", "local"),
    "base_url": _address,
    "model": _name,
    "api_key": _key,
    "temperature": _number(0, 2),
    "context": _whole(512, 10_000_000),
    "timeout": _number(1, 3600),
    "local_model": _path,
    "record": _one_of("off", "record", "replay"),
}
_NAMES_OF_KEYS = frozenset(n for v in VARIABLES if v.key == "api_key" for n in v.names)
assert _CONVERT.keys() == {field.name for field in fields(ModelSettings)}


def read_model_settings(
    environ: Mapping[str, str], saved: Mapping[str, str] | None = None
) -> ModelSettings:
    """From the environment over ``saved`` (key → text, from settings.toml).

    A key of the environment is not for an address that came from the page: whoever may change the
    address would get it. Raises WrongCall naming the variable or key, never the value of a key.
    """
    found: dict[str, Any] = {}
    set_here = overridden(environ)
    if "api_key" in set_here and "base_url" not in set_here and (saved or {}).get("base_url"):
        environ = {k: v for k, v in environ.items() if k not in _NAMES_OF_KEYS}
    for variable in VARIABLES:
        where, text = _given(variable, environ, saved or {})
        if text:
            found[variable.key] = converted(variable.key, text, where)
    return ModelSettings(**found)


def overridden(environ: Mapping[str, str]) -> frozenset[str]:
    """The keys that the environment sets: the settings page shows them but cannot change them."""
    return frozenset(v.key for v in VARIABLES if _given(v, environ, {})[1])


def converted(key: str, text: str, where: str) -> Any:
    """The value of one setting; raises WrongCall with ``where`` and what is accepted."""
    try:
        return _CONVERT[key](text.strip())
    except ValueError as error:
        value = "" if key == "api_key" else f"的值“{text.strip()[:80]}”"
        raise WrongCall(f"{where} {value}不对：{error}") from None


def is_loopback(address: str) -> bool:
    """True where the URL's host is this machine: no proxy may stand between."""
    host = urlsplit(address).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _given(
    variable: Variable, environ: Mapping[str, str], saved: Mapping[str, str]
) -> tuple[str, str]:
    """Where a setting comes from and its text; the first name that is set wins."""
    for name in variable.names:
        text = environ.get(name, "").strip()
        if text:
            return f"环境变量 {name}", text
    return f"设置文件的 {variable.key}", saved.get(variable.key, "").strip()
