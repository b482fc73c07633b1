"""Config file: where a team's settings lie when the command does not name them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assistant.errors import InputUnreadable, WrongCall
from assistant.toml_text import LONGEST

OWN = "assistant.toml"
SHARED = "pyproject.toml"
_TABLE = "tool.assistant"
_MOST_BYTES = 4 * LONGEST


def find_config(draft: str) -> Path | None:
    """The settings for a draft: of its own folder, else of the working directory; None: no such.

    In each folder assistant.toml goes before pyproject.toml; a pyproject.toml without our table
    belongs to somebody else. ``draft`` "-" has no folder of its own. Raises InputUnreadable for a
    file that is there and cannot be read.
    """
    for path in _candidates(draft):
        if path.is_file() and (path.name == OWN or _TABLE in config_text(path)):
            return path
    return None


def settings_text(path: Path) -> str:
    """The text of a file that is to hold our table.

    Raises InputUnreadable, and WrongCall where the table is missing: settings under another name
    would be passed over in silence.
    """
    text = config_text(path)
    if _TABLE not in text:
        raise WrongCall(f"{path} 里没有 [tool.assistant.review] 表：请把设置写在这张表里")
    return text


def config_text(path: Path) -> str:
    """The text of a settings file; raises InputUnreadable, also where it is far too long for one."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise InputUnreadable(f"“{path}”过大，不像是设置：请检查文件")
        return data.decode("utf-8")
    except (OSError, ValueError) as error:
        raise InputUnreadable(f"读不了“{path}”：请检查文件是否存在、是否为 UTF-8 编码") from error


def _candidates(draft: str) -> Iterator[Path]:
    folders = [Path()] if draft == "-" else [Path(draft).parent, Path()]
    for folder in folders:
        yield from (folder / name for name in (OWN, SHARED))
