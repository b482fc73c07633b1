"""The house style as far as a program can check it: sizes, forbidden words, copied text."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

MAX_LINES = 300
MAX_FUNCTION = 40
RUN = 24  # Chinese characters in a row that would be copied text
_DRAWERS = {"utils", "util", "common", "helpers", "misc", "shared", "base"}

# written in pieces, so that this file does not find itself
_PLACES = "|".join(f"/{name}/" for name in ("wo" + "rk", "fa" + "rm", "ro" + "ot", "ho" + "me"))
_HOSTS = "|".join(("py" + r"pi\.org", "python" + "hosted", "registry" + r"\.npm", "deb" + r"\.deb"))
_KEYS = r"sk-[A-Za-z0-9]{20}|ghp_[A-Za-z0-9]{30}|AKIA[A-Z0-9]{16}|-----BEGIN [A-Z ]*PRIVATE KEY"
FORBIDDEN = re.compile(f"{_PLACES}|/t" + rf"mp/[a-z]|{_HOSTS}|{_KEYS}")
UNFINISHED = re.compile(r"\b(?:" + "TO" + "DO|FIX" + "ME|XX" + "X|NotImplemented" + r"Error)\b")


def _python(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name.endswith(".py")}


def test_files_stay_short(project_texts: Mapping[str, str]) -> None:
    sizes = {name: text.count("\n") for name, text in _python(project_texts).items()}
    assert {name: size for name, size in sizes.items() if size >= MAX_LINES} == {}


def test_functions_stay_short(project_texts: Mapping[str, str]) -> None:
    long = {
        f"{name}:{node.name}": _length(node)
        for name, text in _python(project_texts).items()
        if name.startswith(("assistant/", "eval/")) or name == "app.py"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > MAX_FUNCTION
    }
    assert long == {}


def _length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    first = function.body[0]
    documented = ast.get_docstring(function) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def test_no_drawers(project_texts: Mapping[str, str]) -> None:
    assert [name for name in _python(project_texts) if Path(name).stem in _DRAWERS] == []


def test_nothing_of_this_machine(project_texts: Mapping[str, str]) -> None:
    found = {
        name: match[0] for name, text in project_texts.items() if (match := FORBIDDEN.search(text))
    }
    assert found == {}


def test_nothing_unfinished(project_texts: Mapping[str, str]) -> None:
    found = {
        name: match[0]
        for name, text in _python(project_texts).items()
        if (match := UNFINISHED.search(text))
    }
    assert found == {}


def test_packages_are_documented(project_texts: Mapping[str, str]) -> None:
    bare = [
        name
        for name, text in _python(project_texts).items()
        if name.startswith("assistant/") and text.strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert bare == []


def test_no_text_of_the_real_notices(project_texts: Mapping[str, str], real_notices: Path) -> None:
    runs = {
        run
        for path in real_notices.iterdir()
        for run in _runs(path.read_text("utf-8", errors="replace"))
    }
    copied = {
        name: run
        for name, text in project_texts.items()
        if not name.endswith("set_phrases.txt")  # fixed official names, no wording of ours
        and (run := next((run for run in _runs(text) if run in runs), None))
    }
    assert copied == {}


def _runs(text: str) -> list[str]:
    chinese = re.sub(r"[^\u4e00-\u9fff]", "", text)
    return [chinese[i : i + RUN] for i in range(len(chinese) - RUN + 1)]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "LICENSE", "CHANGELOG.md"])
def test_top_level_files(name: str, project_texts: Mapping[str, str]) -> None:
    if name not in project_texts:
        pytest.skip(f"{name} is not written yet")
    assert project_texts[name].strip()
