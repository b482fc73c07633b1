"""Index settings: which embeddings and which databases retrieval uses; from the environment only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.errors import WrongCall
from assistant.secret import Secret

NO_SECRET = Secret()
LONGEST = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSettings:
    """Without any of these: embeddings of this machine, SQLite and Chroma in the data folder.

    ``embeddings_url`` is an OpenAI-compatible address (…/v1) and needs ``embeddings_model``;
    without it ``embeddings_model`` names a local one. ``embeddings_timeout`` seconds are one
    request's wall limit, ``embeddings_batch`` texts its most. ``database_url`` (PostgreSQL) holds a
    password, so it is a secret as a whole.
    """

    embeddings_url: str | None = None
    embeddings_model: str | None = None
    embeddings_key: Secret = NO_SECRET
    embeddings_timeout: float = 60.0
    embeddings_batch: int = 32
    chroma_url: str | None = None
    chroma_tenant: str = "default_tenant"
    chroma_database: str = "default_database"
    chroma_token: Secret = NO_SECRET
    database_url: Secret = NO_SECRET


def read_index_settings(environ: Mapping[str, str]) -> IndexSettings:
    """Read the environment; raises WrongCall (which never repeats a secret) for a bad value."""
    url = _address(environ, "EMBEDDINGS_BASE_URL")
    model = environ.get("EMBEDDINGS_MODEL", "").strip() or None
    if url is not None and model is None:
        raise WrongCall("设置了 EMBEDDINGS_BASE_URL，还要用 EMBEDDINGS_MODEL 写明嵌入模型的名称")
    return IndexSettings(
        embeddings_url=url.removesuffix("/embeddings") if url else None,
        embeddings_model=_plain("EMBEDDINGS_MODEL", model) if model else None,
        embeddings_key=_secret(environ, "EMBEDDINGS_API_KEY"),
        embeddings_timeout=_number(environ, "EMBEDDINGS_TIMEOUT", 60, 1, 3600),
        embeddings_batch=_number(environ, "EMBEDDINGS_BATCH", 32, 1, 2048),
        chroma_url=_address(environ, "CHROMA_URL"),
        chroma_tenant=_plain("CHROMA_TENANT", environ.get("CHROMA_TENANT") or "default_tenant"),
        chroma_database=_plain(
            "CHROMA_DATABASE", environ.get("CHROMA_DATABASE") or "default_database"
        ),
        chroma_token=_secret(environ, "CHROMA_TOKEN"),
        database_url=_secret(environ, "DATABASE_URL"),
    )


def _address(environ: Mapping[str, str], name: str) -> str | None:
    text = environ.get(name, "").strip()
    if not text:
        return None
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = None
    if not usable or not text.isascii() or not text.isprintable() or " " in text:
        raise WrongCall(f"环境变量 {name} 不是网址：要以 http:// 或 https:// 开头，写明主机")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise WrongCall(f"环境变量 {name} 里不能带账号、密钥或参数：密钥、令牌另有变量")
    return text.rstrip("/")


def _plain(name: str, text: str) -> str:
    if len(text) > 200 or not text.isprintable():
        raise WrongCall(f"环境变量 {name} 要是 200 个字符以内的名称")
    return text


def _secret(environ: Mapping[str, str], name: str) -> Secret:
    text = environ.get(name, "").strip()
    if len(text) > LONGEST or not text.isascii() or not text.isprintable() or " " in text:
        raise WrongCall(f"环境变量 {name} 里有空格、换行或非 ASCII 字符，请重新复制")
    return Secret(text)


def _number(environ: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    text = environ.get(name, "").strip() or str(usual)
    if not text.isascii() or not text.isdecimal() or not least <= int(text[:9]) <= most:
        raise WrongCall(f"环境变量 {name} 要是 {least} 到 {most} 的整数")
    return int(text)
