"""Settings file: what the settings page saved, ``settings.toml`` in the data folder, mode 0600.

The environment overrides it. It is written whole or not at all; a key in it is never read back to
a page (``shown``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import AssistantError, WrongCall
from assistant.model_settings import VARIABLES, ModelSettings, converted
from assistant.toml_text import read_toml
from assistant.whole_file import write_whole

NAME = "settings.toml"
_TABLE = "model"
_KEYS = tuple(variable.key for variable in VARIABLES)


def read_saved(data_dir: Path) -> Mapping[str, str]:
    """Key → text; empty where nothing was saved. Raises WrongCall for a file that is not ours."""
    path = data_dir / NAME
    try:
        table = read_toml(path.read_text("utf-8"), NAME).get(_TABLE, {})
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, WrongCall) as error:
        raise WrongCall(f"设置文件 {path} 读不了：请改正或删除它") from error
    if not isinstance(table, dict):
        raise WrongCall(f"设置文件 {path} 中 {_TABLE} 要是一节：请改正或删除它")
    for key, value in table.items():
        if key not in _KEYS or not isinstance(value, str | int | float):
            raise WrongCall(f"设置文件 {path} 中的 {key} 不认识：可用 {'、'.join(_KEYS)}")
    return {key: str(value) for key, value in table.items()}


def save(data_dir: Path, changes: Mapping[str, str]) -> None:
    """Change some keys; "" takes a key out, a key that is not named stays as it was.

    With another address the saved API key is taken out unless a new one comes with it: it was
    given for the old address and must not be sent to whatever the new one is.

    Raises WrongCall for an unknown key or a bad value (nothing is written then), AssistantError
    where the folder cannot be written.
    """
    for key, text in changes.items():
        if key not in _KEYS:
            raise WrongCall(f"没有设置项 {key}，可用：{'、'.join(_KEYS)}")
        if text.strip():
            converted(key, text, "设置项")
    before = read_saved(data_dir)
    kept = {**before, **{key: text.strip() for key, text in changes.items()}}
    if kept.get("base_url", "") != before.get("base_url", "") and not changes.get("api_key"):
        kept["api_key"] = ""
    lines = [
        f"{key} = {json.dumps(kept[key], ensure_ascii=False)}" for key in _KEYS if kept.get(key)
    ]
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        write_whole(data_dir / NAME, "\n".join([f"[{_TABLE}]", *lines, ""]).encode())
    except OSError as error:
        raise AssistantError(f"设置无法写入 {data_dir}：请检查文件夹的权限和空间") from error


def shown(settings: ModelSettings) -> Mapping[str, str]:
    """Key → text for a page; the API key only as 已设置 or 未设置."""
    values = {key: getattr(settings, key) for key in _KEYS}
    return {key: _text(value) for key, value in values.items()}


def _text(value: object) -> str:
    """120.0 is 120: the page shows what a person would have typed."""
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)
