"""ReviewConfig: what a team may set about a review, read from TOML.

[tool.assistant.review]
phrases = ["三查三改"]            # 本单位固定表述，错一字即报
allowed_phrases = ["四个一批"]     # 看似有误、其实正确的说法
unit_names = ["水务集团"]          # 发文机关的其他通行名称
rectification_months = 3          # 集中整改期限（月），超期时在说明中提示

[tool.assistant.review.levels]
half-width-punctuation = "off"    # error、warning、info 或 off
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from assistant.errors import WrongCall
from assistant.toml_text import read_toml

Level = Literal["error", "warning", "info", "off"]
LEVELS = ("error", "warning", "info", "off")
_KEYS = ("phrases", "allowed_phrases", "unit_names", "levels", "rectification_months")
_TABLE = "tool.assistant.review"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewConfig:
    """How to review; the default is what rules.md says.

    ``levels`` gives a rule another severity or turns it off; ``phrases`` are set phrases of the
    unit's own, compared like the built-in ones; ``allowed_phrases`` are words that look like a
    wrong set phrase and are right; ``unit_names`` further names the issuer goes by;
    ``rectification_months`` the time from the feedback to the notice beyond which the review says
    so; ``fragment`` forces (True) or forbids (False) reading the text as a piece of a notice, None
    lets the text decide.
    """

    levels: Mapping[str, Level] = field(default_factory=dict)
    phrases: tuple[str, ...] = ()
    allowed_phrases: tuple[str, ...] = ()
    unit_names: tuple[str, ...] = ()
    rectification_months: int | None = None
    fragment: bool | None = None


def read_config(text: str, *, source: str, rules: Collection[str]) -> ReviewConfig:
    """Read the table ``[tool.assistant.review]`` of a TOML text; absent, the default.

    ``source`` names the file in errors, ``rules`` are the ids that ``levels`` may name. Raises
    WrongCall with a hint for anything that is not understood.
    """
    table = _table(text, source)
    for key in table:
        if key not in _KEYS:
            raise WrongCall(f"{source}：[{_TABLE}] 没有配置项“{key}”{_hint(key, _KEYS)}")
    return ReviewConfig(
        levels=_levels(table.get("levels", {}), source, rules),
        rectification_months=_months(table.get("rectification_months"), source),
        phrases=_strings(table, "phrases", source),
        allowed_phrases=_strings(table, "allowed_phrases", source),
        unit_names=_strings(table, "unit_names", source),
    )


def _table(text: str, source: str) -> dict[str, Any]:
    data: Any = read_toml(text, source)
    for name in _TABLE.split("."):
        if name == "review" and set(data) - {name}:
            unknown = min(set(data) - {name})
            raise WrongCall(f"{source}：[tool.assistant] 没有配置表“{unknown}”：是否指 review")
        data = data.get(name, {})
        if not isinstance(data, dict):
            raise WrongCall(f"{source}：{_TABLE} 应为一张表：请写成 [{_TABLE}]")
    return cast(dict[str, Any], data)


def _strings(table: Mapping[str, Any], key: str, source: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise WrongCall(f'{source}：{key} 应为字符串列表，例如 {key} = ["……"]')
    return tuple(value)


def _levels(value: object, source: str, rules: Collection[str]) -> dict[str, Level]:
    if not isinstance(value, dict):
        raise WrongCall(f"{source}：levels 应为一张表，例如 [{_TABLE}.levels]")
    for rule, level in value.items():
        if rule not in rules:
            raise WrongCall(f"{source}：没有规则“{rule}”{_hint(rule, rules)}")
        if level not in LEVELS:
            raise WrongCall(f"{source}：{rule} 的级别“{level}”不对：请用 {'、'.join(LEVELS)}")
    return cast(dict[str, Level], dict(value))


def _months(value: object, source: str) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 60:
        raise WrongCall(f"{source}：rectification_months 应为 1 到 60 的整数（月）")
    return value


def _hint(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"：是否指 {near[0]}" if near else f"：可用的有 {'、'.join(known)}"
