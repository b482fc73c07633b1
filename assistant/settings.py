"""Settings: read once from the environment, validated, and passed in (nothing else reads it)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import WrongCall

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things lie and how the app is served.

    ``data_dir`` holds store, index and cache (``ASSISTANT_DATA_DIR``; default ``data/`` in the
    project, ignored by git); ``corpus_dir`` the notices that ship with the project;
    ``library_dir`` the measure library; ``host``/``port`` where the page listens.
    """

    data_dir: Path
    corpus_dir: Path = ROOT / "corpus"
    library_dir: Path = ROOT / "corpus" / "library"
    prompts_dir: Path = ROOT / "prompts"
    host: str = "127.0.0.1"
    port: int = 7860


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the environment (default: ``os.environ``); raises WrongCall for a bad value."""
    env = os.environ if environ is None else environ
    port = env.get("ASSISTANT_PORT", "7860")
    if not port.isdigit() or not 0 <= int(port) <= 65535:
        raise WrongCall(f"环境变量 ASSISTANT_PORT 的值“{port}”不是端口号：请改为 0 到 65535 的整数")
    return Settings(
        data_dir=Path(env.get("ASSISTANT_DATA_DIR") or ROOT / "data").expanduser().resolve(),
        host=env.get("ASSISTANT_HOST") or "127.0.0.1",
        port=int(port),
    )
