"""Settings: read once from the environment, validated, and passed in (nothing else reads it)."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from assistant.errors import WrongCall
from assistant.index_settings import IndexSettings, read_index_settings
from assistant.model_settings import ModelSettings, read_model_settings
from assistant.rate_settings import RateSettings, read_rate_settings
from assistant.settings_file import read_saved

Login = Literal["none", "users", "header"]
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things lie and how the app is served.

    ``data_dir`` holds store, index and cache (``ASSISTANT_DATA_DIR``; default ``data/`` in the
    project, ignored by git); ``corpus_dir`` the notices that ship with the project;
    ``library_dir`` the measure library; ``host``/``port`` where the page listens;
    ``unit_prompts_dir`` a folder of prompts that replace ours of the same name; ``model`` which
    language model is asked (environment over ``settings.toml``); ``index`` which embeddings
    and databases; ``proxies`` scheme → address.
    """

    data_dir: Path
    corpus_dir: Path = ROOT / "corpus"
    library_dir: Path = ROOT / "corpus" / "library"
    prompts_dir: Path = ROOT / "prompts"
    host: str = "127.0.0.1"
    port: int = 7860
    unit_prompts_dir: Path | None = None
    model: ModelSettings = field(default_factory=ModelSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    proxies: Mapping[str, str] = field(default_factory=dict)
    database_url: str | None = field(default=None, repr=False)
    login: Login = "none"
    trusted_header: str = "X-Remote-User"
    trusted_proxies: tuple[str, ...] = ("127.0.0.1",)
    allow_open: bool = False
    origins: tuple[str, ...] = ()
    rates: RateSettings = field(default_factory=RateSettings)

    @property
    def prompts_dirs(self) -> tuple[Path, ...]:
        """Where prompts are looked for; a later folder replaces what an earlier one holds."""
        return tuple(path for path in (self.prompts_dir, self.unit_prompts_dir) if path)


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the environment (default: ``os.environ``); raises WrongCall for a bad value."""
    env = os.environ if environ is None else environ
    port = env.get("ASSISTANT_PORT", "7860")
    if not port.isdigit() or not 0 <= int(port) <= 65535:
        raise WrongCall(f"环境变量 ASSISTANT_PORT 的值“{port}”不是端口号：请改为 0 到 65535 的整数")
    data_dir = Path(env.get("ASSISTANT_DATA_DIR") or ROOT / "data").expanduser().resolve()
    unit_prompts = env.get("ASSISTANT_PROMPTS_DIR")
    return Settings(
        data_dir=data_dir,
        host=env.get("ASSISTANT_HOST") or "127.0.0.1",
        port=int(port),
        unit_prompts_dir=Path(unit_prompts).expanduser().resolve() if unit_prompts else None,
        model=read_model_settings(env, read_saved(data_dir)),
        index=read_index_settings(env),
        proxies=_proxies(env),
        database_url=env.get("DATABASE_URL") or None,
        login=_login(env.get("ASSISTANT_LOGIN", "none")),
        trusted_header=env.get("ASSISTANT_TRUSTED_HEADER") or "X-Remote-User",
        trusted_proxies=_networks(env.get("ASSISTANT_TRUSTED_PROXIES", "127.0.0.1")),
        allow_open=env.get("ASSISTANT_ALLOW_OPEN", "") == "1",
        origins=tuple(env.get("ASSISTANT_ORIGINS", "").split()),
        rates=read_rate_settings(env),
    )


def _login(value: str) -> Login:
    for known in get_args(Login):
        if value == known:
            return cast(Login, known)
    allowed = "、".join(get_args(Login))
    raise WrongCall(f"环境变量 ASSISTANT_LOGIN 的值“{value}”不认识：可用 {allowed}")


def _networks(text: str) -> tuple[str, ...]:
    """Addresses or networks, separated by white space; raises WrongCall."""
    found = tuple(text.split())
    for network in found:
        try:
            ipaddress.ip_network(network, strict=False)
        except ValueError as error:
            raise WrongCall(
                f"环境变量 ASSISTANT_TRUSTED_PROXIES 的“{network}”不是地址：请写成 127.0.0.1 或 10.0.0.0/8"
            ) from error
    return found


def _proxies(env: Mapping[str, str]) -> Mapping[str, str]:
    """The proxy variables as ``urllib.request.proxy_bypass_environment`` takes them."""
    names = ("http", "https", "all", "no")
    given = {name: env.get(f"{name}_proxy") or env.get(f"{name.upper()}_PROXY") for name in names}
    return {name: value for name, value in given.items() if value}
