"""Prompts: files under prompts/, validated when they are loaded; a unit may override them.

A prompt is Markdown with YAML front matter::

    ---
    name: draft_measures          # = the file's name without .md
    version: 1
    purpose: 为一条问题起草整改措施
    variables:                    # name → what it holds; each must occur, none else may
      problem: 要整改的问题（已作为资料围起）
    examples:                     # filled in when the file is loaded: a prompt that cannot be
      - given: {problem: …}       # filled is refused; ``answer`` shows what is wanted
        answer: …
    ---
    # system
    …
    # user
    {{problem}}

Variables stand in the user part only: what a unit, a notice or a user wrote never reaches the
system message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.errors import WrongCall
from assistant.llm.message import Message

_KEYS = {"name", "version", "purpose", "variables", "examples"}
_FILE = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_BODY = re.compile(r"\s*# system\n(?P<system>.*?)\n# user\n(?P<user>.*)", re.DOTALL)
_SLOT = re.compile(r"\{\{([^{}\n]{0,60})\}\}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What goes in (a value for each variable) and what a good answer is."""

    given: Mapping[str, str]
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A validated prompt. ``variables``: name → what it holds."""

    name: str
    version: int
    purpose: str
    variables: Mapping[str, str]
    examples: tuple[Example, ...]
    system: str
    user: str
    path: Path

    def fill(self, **values: str) -> tuple[Message, ...]:
        """The messages with every variable filled; a value is never searched for variables.

        Raises WrongCall naming a variable that is missing or that the prompt does not have.
        """
        missing = sorted(self.variables.keys() - values.keys())
        unknown = sorted(values.keys() - self.variables.keys())
        if missing or unknown:
            names = "、".join([f"缺少 {name}" for name in missing] + [f"多出 {n}" for n in unknown])
            raise WrongCall(f"提示词 {self.name}（{self.path}）的变量不对：{names}")
        user = _SLOT.sub(lambda slot: values[slot[1].strip()], self.user)
        return Message("system", self.system), Message("user", user)


def load_prompts(directories: Sequence[Path]) -> Mapping[str, Prompt]:
    """All prompts by name; a later folder overrides the same name of an earlier one.

    Raises WrongCall naming the file and what is wrong with it. A folder may be empty, but it must
    exist; an override must keep the variables of what it overrides.
    """
    found: dict[str, Prompt] = {}
    for directory in directories:
        if not directory.is_dir():
            raise WrongCall(
                f"提示词文件夹 {directory} 不存在：请检查环境变量 ASSISTANT_PROMPTS_DIR"
            )
        for path in sorted(directory.glob("*.md")):
            prompt = read_prompt(path)
            before = found.get(prompt.name)
            if before is not None and before.variables.keys() != prompt.variables.keys():
                names = "、".join(before.variables)
                raise _wrong(path, f"变量要与被替换的提示词一致（{names}）")
            found[prompt.name] = prompt
    return found


def read_prompt(path: Path) -> Prompt:
    """One file; raises WrongCall with the path and the reason."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(path, "读不了（要 UTF-8 文本）") from error
    file = _FILE.fullmatch(text.replace("\r\n", "\n"))
    if file is None:
        raise _wrong(path, "开头要有两行 --- 围起的说明")
    head = _head(path, file["head"])
    body = _BODY.fullmatch(file["body"])
    if body is None:
        raise _wrong(path, "正文要依次有 # system 和 # user 两部分")
    prompt = Prompt(**head, system=body["system"].strip(), user=body["user"].strip(), path=path)
    _check_variables(prompt)
    for example in prompt.examples:
        prompt.fill(**example.given)
    return prompt


def _head(path: Path, text: str) -> dict[str, Any]:
    """The front matter as keyword arguments of Prompt."""
    try:
        head = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _wrong(path, "说明部分不是合法的 YAML") from error
    if not isinstance(head, dict):
        raise _wrong(path, "说明部分要写成“键: 值”")
    for key in map(str, head):
        if key not in _KEYS:
            raise _wrong(path, f"不认识的键 {key}，可用：{'、'.join(sorted(_KEYS))}")
    for key in sorted(_KEYS - head.keys()):
        raise _wrong(path, f"缺少 {key}")
    if head["name"] != path.stem or not _NAME.fullmatch(path.stem):
        raise _wrong(path, f"name 要与文件名 {path.stem} 相同，用小写字母、数字和下划线")
    if type(head["version"]) is not int or head["version"] < 1:
        raise _wrong(path, "version 要是正整数")
    if not isinstance(head["purpose"], str) or not head["purpose"].strip():
        raise _wrong(path, "purpose 要是一句话")
    if not _is_text_map(head["variables"]):
        raise _wrong(path, "variables 要写成“变量名: 它是什么”")
    return {**head, "examples": tuple(_examples(path, head["examples"]))}


def _examples(path: Path, value: object) -> Sequence[Example]:
    if not isinstance(value, list) or not value:
        raise _wrong(path, "examples 至少要有一例")
    for item in value:
        if (
            not isinstance(item, dict)
            or item.keys() != {"given", "answer"}
            or not _is_text_map(item["given"])
            or not isinstance(item["answer"], str)
        ):
            raise _wrong(path, "examples 的每一例要有 given（变量: 值）和 answer（文字）")
    return [Example(given=item["given"], answer=item["answer"]) for item in value]


def _is_text_map(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(key, str) and isinstance(text, str) and text for key, text in value.items()
    )


def _check_variables(prompt: Prompt) -> None:
    if _SLOT.search(prompt.system):
        raise _wrong(prompt.path, "# system 部分不能有变量：资料只能放在 # user 部分")
    if not prompt.system or not prompt.user:
        raise _wrong(prompt.path, "# system 和 # user 都不能为空")
    used = {slot.strip() for slot in _SLOT.findall(prompt.user)}
    for name in sorted(used - prompt.variables.keys()):
        raise _wrong(prompt.path, f"用到了没有说明的变量 {name}")
    for name in sorted(prompt.variables.keys() - used):
        raise _wrong(prompt.path, f"说明了却没有用到的变量 {name}")


def _wrong(path: Path, reason: str) -> WrongCall:
    return WrongCall(f"提示词文件 {path} 不对：{reason}")
