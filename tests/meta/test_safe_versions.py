"""Safe versions: no pin below the release that closed a published hole, and nothing unpickled.

The floors are those of the projects' own advisories (2026-11): gradio 6.16 (files of the server
readable through handlers' return values), lxml 6.1.3 (entities of HTML parsers), langchain-core
1.2.11 (loading of serialised objects), python-multipart 0.0.27 (form parsing in quadratic time).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from importlib.metadata import version

import pytest

FLOORS = {
    "gradio": "6.16",
    "lxml": "6.1.3",
    "langchain-core": "1.2.11",
    "python-multipart": "0.0.27",
}
# modules that run what a file says when they load it
_RUNNING = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "shelve", "marshal", "joblib"}
_LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "log"}


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text.split("+")[0])[:4])


def _trees(texts: Mapping[str, str]) -> dict[str, ast.Module]:
    names = [name for name in texts if name.endswith(".py")]
    ours = [name for name in names if name.startswith(("assistant/", "eval/")) or name == "app.py"]
    return {name: ast.parse(texts[name]) for name in ours}


@pytest.mark.parametrize("name", FLOORS)
def test_pins_are_not_below_the_floors(name: str, project_texts: Mapping[str, str]) -> None:
    pins = dict(line.split("==") for line in project_texts["constraints.txt"].split())
    assert _numbers(pins[name]) >= _numbers(FLOORS[name])
    assert _numbers(version(name)) >= _numbers(FLOORS[name])


def test_declared_ranges_do_not_allow_less(project_texts: Mapping[str, str]) -> None:
    declared = dict(
        re.findall(r'"([a-z-]+)(?:\[[a-z]+\])?>=([\d.]+)"', project_texts["pyproject.toml"])
    )
    for name in ("gradio", "lxml", "langchain-core"):
        assert _numbers(declared[name]) >= _numbers(FLOORS[name])


def test_nothing_is_unpickled(project_texts: Mapping[str, str]) -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _trees(project_texts).items()
        for node in ast.walk(tree)
        if _imports(node) & _RUNNING or _allows_pickle(node) or _loads_any_yaml(node)
    ]
    assert found == []


def _imports(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]}
    return set()


def _allows_pickle(node: ast.AST) -> bool:
    return isinstance(node, ast.keyword) and (
        node.arg == "allow_pickle"
        and not (isinstance(node.value, ast.Constant) and node.value.value is False)
    )


def _loads_any_yaml(node: ast.AST) -> bool:
    """yaml.load with no loader, or with one that makes Python objects."""
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
        return False
    return node.value.id == "yaml" and node.attr in (
        *("unsafe_load", "full_load", "Loader", "FullLoader", "UnsafeLoader", "CLoader"),
    )


def test_log_lines_are_written_out(project_texts: Mapping[str, str]) -> None:
    """A log line is a literal with placeholders: what is put into it can be seen in review."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in _trees(project_texts).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _LEVELS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("log", "_log", "logger", "_logger", "logging")
        and not (node.args and isinstance(node.args[0], ast.Constant))
    ]
    assert found == []
