"""Commands are read strictly: a wish with its target, or no command at all."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.command import read_command
from assistant.settings import ROOT

NAMES = frozenset({"印发日期", "清退金额", "会议次数", "文件名称"})
CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests" / "cases" / "chat" / "commands.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_command(case: dict[str, Any]) -> None:
    command = read_command(case["text"], NAMES)
    if case["kind"] is None:
        assert command is None
        return
    assert command is not None
    assert command.kind == case["kind"]
    assert command.target.problem == case.get("problem")
    assert list(command.target.measures) == case.get("measures", [])
    assert command.target.every == case.get("every", False)
    assert command.count == case.get("count", 0)
    assert command.name == case.get("name", "")
    assert command.text == case.get("said", "")


def test_the_corpus_holds_no_command() -> None:
    """No problem of the library is taken for a command."""
    from assistant.drafting.library import load_library

    library = load_library(ROOT / "corpus" / "library")
    asks = [ask for kind in library.types for ask in (kind.name, *kind.asks)]
    assert len(asks) > 500
    assert {ask: c.kind for ask in asks if (c := read_command(ask, NAMES))} == {}


@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    read_command(text, NAMES)
