"""What is said while and after all problems are drafted, and who is named for a version."""

from __future__ import annotations

import re

import pytest

from assistant.chat.bulk import CUT, Begun, Died, Passed, Progress
from assistant.projects.model import DraftVersion, Problem
from assistant.ui.projects.tally import Tally
from assistant.ui.projects.view import engine_name, written_by


def _problem(number: int, text: str = "账实不符") -> Problem:
    return Problem(
        id=str(number), project="p", position=number, text=text, focus_area="", owner="",
        deadline="", status="unknown", version=1,
    )  # fmt: skip


def _version(engine: str, note: str = "") -> DraftVersion:
    return DraftVersion(
        problem="1", number=1, measures=("一",), engine=engine, author="赵", note=note,
        written="2026-01-01T00:00:00",
    )  # fmt: skip


def _progress(number: int, engine: str, *notes: str) -> Progress:
    return Progress(
        problem=_problem(number), version=_version(engine), done=number, total=3, notes=notes
    )


def _said(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def test_what_runs_and_what_is_done() -> None:
    tally = Tally()
    for number in (1, 2):
        tally.take(Begun(problem=_problem(number, "<b>账</b>"), done=0, total=3))
    shown = tally.take(_progress(1, "llm:qwen"))
    assert 'max="3" value="1"' in shown
    assert "已起草1/3，正在写第2个" in _said(shown)
    assert "<b>" not in shown
    tally.take(_progress(2, "offline", "模型的回答不合要求，全部由离线引擎起草"))
    tally.take(Passed(problem=_problem(3), done=3, total=3))
    end = _said(tally.over())
    assert "已起草3/3：模型 qwen 1个、离线引擎1个。" in end
    assert "第2个：模型的回答不合要求" in end
    assert "第3个刚被别人改过" in end


def test_a_dead_model() -> None:
    left = (_problem(2), _problem(3))
    tally = Tally()
    tally.take(_progress(1, "llm:qwen"))
    tally.take(Died(reason="没有回答。", left=left, stopped=True))
    assert "还没有起草的：第2、3个（共2个）" in _said(tally.over())
    tally = Tally()
    tally.take(Died(reason="没有回答。", left=left, stopped=False))
    assert "第2、3个（共2个）改由离线引擎起草" in _said(tally.shown())


def test_nothing_to_draft() -> None:
    assert _said(Tally().over()) == "每个问题都已有草稿。"


@pytest.mark.parametrize(
    ("engine", "note", "said"),
    [
        ("offline", "", "离线引擎起草"),
        ("llm:qwen", "", "模型 qwen 起草"),
        ("llm:", "", "模型起草"),
        ("offline", CUT, f"离线引擎起草，{CUT}"),
        ("llm:qwen", "填写3处", "赵，填写3处"),
        ("", "", "赵"),
    ],
)
def test_who_wrote_a_version(engine: str, note: str, said: str) -> None:
    assert written_by(_version(engine, note)) == said


def test_an_engine_of_an_older_release() -> None:
    assert engine_name("llm") == "模型"
