"""Read case: a case file (.yaml, .yml or .json) as a Case, or one line of Chinese saying why not."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from assistant.compose.case import Case
from assistant.errors import InputUnreadable, WrongCall
from assistant.plain_yaml import read_yaml

LONGEST = 1_000_000  # characters: a case of 1,000 problems with all measures has about 400,000
_SAID = {
    "missing": "没有写",
    "string_type": "应当是文字",
    "int_type": "应当是整数",
    "int_parsing": "应当是整数",
    "greater_than_equal": "不能是负数",
    "string_too_short": "是空的",
    "date_from_datetime_parsing": "不是日期（写成 2025-11-28）",
    "date_parsing": "不是日期（写成 2025-11-28）",
    "date_type": "不是日期（写成 2025-11-28）",
    "literal_error": "不在可选的值之内",
    "tuple_type": "应当是列表",
    "model_type": "应当是一组“项: 值”",
    "model_attributes_type": "应当是一组“项: 值”",
}


def read_case(text: str, source: str) -> Case:
    """The case that a file's text gives; ``source`` names it in errors.

    Raises InputUnreadable where it is no YAML or JSON, WrongCall where a key or value is wrong.
    """
    if len(text) > LONGEST:
        raise InputUnreadable(f"案例文件“{source}”超过 {LONGEST // 10000} 万字：请分成几个案例")
    try:
        given = read_yaml(text)
    except yaml.YAMLError as error:
        raise InputUnreadable(
            f"案例文件“{source}”不是可读的 YAML 或 JSON{_place(error)}：请检查缩进和引号"
        ) from error
    if not isinstance(given, dict):
        raise InputUnreadable(f"案例文件“{source}”应当由“项: 值”组成，例如 issuer、problems")
    try:
        return Case.model_validate(given)
    except ValidationError as error:
        said = "；".join(dict.fromkeys(_lines(error)))
        raise WrongCall(f"案例文件“{source}”：{said}") from error


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"（第 {mark.line + 1} 行）" if mark is not None else ""


def _lines(error: ValidationError) -> Iterator[str]:
    for found in error.errors(include_url=False, include_context=False)[:8]:
        where = _path(found["loc"])
        if found["type"] == "extra_forbidden":
            yield f"不认识的项 {where}{_hint(found['loc'])}"
        else:
            yield f"{where} {_SAID.get(found['type'], '的值不合规定')}{_given(found['input'])}"


def _path(loc: tuple[int | str, ...]) -> str:
    """problems[2].status for ("problems", 2, "status"); names of union branches left out."""
    path = ""
    for step in loc:
        if isinstance(step, int):
            path += f"[{step}]"
        elif step.isidentifier() and step not in ("date", "str", "constrained-str"):
            path += f".{step}" if path else step
    return path or str(loc[0])


def _hint(loc: tuple[int | str, ...]) -> str:
    near = difflib.get_close_matches(str(loc[-1]), sorted(_known(Case)), n=1)
    return f"（是不是 {near[0]}？）" if near else "（可用的项见 python -m assistant schema case）"


def _known(model: type[BaseModel]) -> set[str]:
    """Every key of a case and its parts."""
    names: set[str] = set()
    schema = model.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        names.update(part.get("properties", {}))
    return names


def _given(value: Any) -> str:
    if isinstance(value, str | int | float | bool):
        return f"，写的是“{str(value)[:30]}”"
    return ""


def case_schema() -> dict[str, Any]:
    """JSON schema of a case file, as ``schema case`` prints it."""
    schema = Case.model_json_schema()
    schema["properties"]["schema"]["const"] = "case/1"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:rectification-assistant:case/1",
        **schema,
    }
