"""Preferences: the unit's profile and how strictly each rule is taken, kept in the data folder.

One file, ``unit.toml``: a table ``[unit]``, and ``[tool.assistant.review]`` as the command
``review --config`` takes it, so that page and command agree. Written whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import cast

from assistant.errors import AssistantError, WrongCall
from assistant.review.config import LEVELS, Level, ReviewConfig, read_config
from assistant.review.registry import all_rules
from assistant.toml_text import read_toml
from assistant.whole_file import write_whole

NAME = "unit.toml"
LONGEST = 200  # characters of one field


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Who uses the page: names and the contact block of a notice, "" where not given."""

    full_name: str = ""
    short_name: str = ""
    phone: str = ""
    address: str = ""
    postcode: str = ""
    email: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """What the unit goes by."""
        return tuple(name for name in (self.full_name, self.short_name) if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What the file holds; ``levels`` rule id → level, only where it is not the rule's own."""

    unit: Unit
    levels: Mapping[str, str]


class Preferences:
    """Reads and writes the file; it is read anew each time, so that every process sees a change."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / NAME

    def read(self) -> Saved:
        """What was saved; the defaults where nothing was. Raises WrongCall for a broken file."""
        try:
            text = self._path.read_text("utf-8")
        except FileNotFoundError:
            return Saved(unit=Unit(), levels={})
        except (OSError, UnicodeDecodeError) as error:
            raise WrongCall(f"设置文件 {NAME} 读不了：请改正或删除它") from error
        config = read_config(text, source=NAME, rules=list(all_rules()))
        table = read_toml(text, NAME).get("unit", {})
        known = {field.name for field in fields(Unit)}
        if not isinstance(table, dict) or not all(isinstance(v, str) for v in table.values()):
            raise WrongCall(f"设置文件 {NAME} 的 [unit] 不对：各项应为文字")
        unit = Unit(**{key: value for key, value in table.items() if key in known})
        return Saved(unit=unit, levels=dict(config.levels))

    def issuer(self) -> str | None:
        """The unit's full name, where one was saved."""
        return self.read().unit.full_name or None

    def profile(self) -> Mapping[str, str]:
        """What a new project knows of the unit: path of a case → text, only what was saved."""
        unit = self.read().unit
        known = {
            "issuer": unit.full_name,
            "short_name": unit.short_name,
            "contact.phones": unit.phone,
            "contact.addresses": unit.address,
            "contact.postcodes": unit.postcode,
            "contact.emails": unit.email,
        }
        return {path: value for path, value in known.items() if value}

    def review_config(self) -> ReviewConfig:
        """How drafts are reviewed on the page."""
        saved = self.read()
        return ReviewConfig(levels=_checked(saved.levels), unit_names=saved.unit.names)

    def save_unit(self, unit: Unit) -> None:
        """Save the profile; raises WrongCall for a value that is too long."""
        for value in asdict(unit).values():
            if len(value) > LONGEST or not value.isprintable():
                raise WrongCall(f"“{value[:12]}…”不能用：每项限{LONGEST}字，不能换行")
        self._write(Saved(unit=unit, levels=self.read().levels))

    def save_levels(self, levels: Mapping[str, str]) -> None:
        """Save the levels that differ from the rules' own; raises WrongCall for an unknown one."""
        self._write(Saved(unit=self.read().unit, levels=_checked(levels)))

    def _write(self, saved: Saved) -> None:
        lines = ["[unit]"]
        lines += [f"{key} = {_quoted(value)}" for key, value in asdict(saved.unit).items()]
        names = ", ".join(map(_quoted, saved.unit.names))
        lines += ["", "[tool.assistant.review]", f"unit_names = [{names}]"]
        lines += ["", "[tool.assistant.review.levels]"]
        lines += [f"{rule} = {_quoted(level)}" for rule, level in sorted(saved.levels.items())]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, "\n".join([*lines, ""]).encode())
        except OSError as error:
            raise AssistantError("设置无法保存：请检查数据文件夹的权限和空间") from error


def _checked(levels: Mapping[str, str]) -> dict[str, Level]:
    rules = all_rules()
    for rule, level in levels.items():
        if rule not in rules or level not in LEVELS:
            raise WrongCall(f"没有规则“{rule}”或级别“{level}”：请刷新页面后再设")
    own = {rule: level for rule, level in levels.items() if level != rules[rule].severity}
    return cast(dict[str, Level], own)


def _quoted(value: str) -> str:
    """A TOML string: JSON's escapes are a subset of TOML's."""
    return json.dumps(value, ensure_ascii=False)
