"""Settings: read once from the environment, validated, and passed in (nothing else reads it)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import WrongCall
from assistant.model_settings import ModelSettings, read_model_settings
from assistant.settings_file import read_saved

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things lie and how the app is served.

    ``data_dir`` holds store, index and cache (``ASSISTANT_DATA_DIR``; default ``data/`` in the
    project, ignored by git); ``corpus_dir`` the notices that ship with the project;
    ``library_dir`` the measure library; ``host``/``port`` where the page listens;
    ``unit_prompts_dir`` a folder of prompts that replace ours of the same name; ``model`` which
    language model is asked (environment over ``settings.toml``); ``proxies`` scheme → address.
    """

    data_dir: Path
    corpus_dir: Path = ROOT / "corpus"
    library_dir: Path = ROOT / "corpus" / "library"
    prompts_dir: Path = ROOT / "prompts"
    host: str = "127.0.0.1"
    port: int = 7860
    unit_prompts_dir: Path | None = None
    model: ModelSettings = field(default_factory=ModelSettings)
    proxies: Mapping[str, str] = field(default_factory=dict)

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
        proxies=_proxies(env),
    )


def _proxies(env: Mapping[str, str]) -> Mapping[str, str]:
    """The proxy variables as ``urllib.request.proxy_bypass_environment`` takes them."""
    names = ("http", "https", "all", "no")
    given = {name: env.get(f"{name}_proxy") or env.get(f"{name.upper()}_PROXY") for name in names}
    return {name: value for name, value in given.items() if value}
