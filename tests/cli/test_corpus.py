"""The corpus verb: every action on a small corpus, in one process for speed."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli import main as cli
from assistant.cli.ingest import _with_bar
from assistant.retrieval.ingest import Row

Say = Callable[..., str]
NOTICE = """中共{unit}党组关于十一届县委第五轮巡察整改进展情况的通报

根据县委部署，{year}年3月4日至4月11日，县委第五巡察组对{unit}党组开展了巡察，5月9日反馈了意见。

一、关于“{one}”问题
一是修订制度，6月9日印发。二是抽查台账36份，退回5份。

二、关于“公务用车管理不规范”问题
一是登记派车57次，7月起按月公示。

欢迎监督。电话：0000-7654321。

中共{unit}党组
{year}年12月1日
"""


@pytest.fixture
def say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """``say(argument, …)``: run a command that must succeed; returns its standard output."""
    for name, unit, year, one in (
        ("water.txt", "岚川县水务局", 2024, "管网改造推进缓慢"),
        ("school.txt", "云汀县第二中学", 2025, "食堂管理不严"),
    ):
        text = NOTICE.format(unit=unit, year=year, one=one)
        (tmp_path / name).write_text(text, encoding="utf-8")

    def run(*arguments: str, code: int = 0) -> str:
        assert cli.main(list(arguments)) == code
        return capsys.readouterr().out

    run("ingest", str(tmp_path / "water.txt"), str(tmp_path / "school.txt"))
    return run


def sources(answer: str) -> list[str]:
    return [line.split("\t")[2] for line in answer.splitlines()]


def test_list_with_filters(say: Say) -> None:
    assert sources(say("corpus", "list")) == ["water.txt", "school.txt"]
    assert sources(say("corpus", "list", "--unit-type", "中小学")) == ["school.txt"]
    assert sources(say("corpus", "list", "--year", "2024", "--kind", "巡察")) == ["water.txt"]
    assert sources(say("corpus", "list", "--level", "省级")) == []


def test_search_with_filters(say: Say) -> None:
    def found(*filters: str) -> set[str]:
        answer = json.loads(say("search", "公车管理松", *filters))
        assert answer["abstained"] == (not answer["hits"])
        return {hit["source"] for hit in answer["hits"]}

    assert found() == {"water.txt", "school.txt"}
    assert found("--year", "2025") == {"school.txt"}
    assert found("--unit-type", "bureau", "--unit-type", "hospital") == {"water.txt"}
    assert found("--kind", "巡视") == set()


def test_correct_and_undo(say: Say) -> None:
    shown = say("corpus", "show", "water.txt").splitlines()
    assert "县级" in shown[0]
    assert [line.split("\t")[3] for line in shown[1:]] == [
        "管网改造推进缓慢",
        "公务用车管理不规范",
    ]
    reworded = say(
        "corpus", "reword", "water.txt", "--record", "01", "--problem", "管网更新落后于计划"
    )
    assert "管网更新落后于计划" in reworded
    assert "改写 01 的问题" in reworded
    assert "已修改" in say("corpus", "list").splitlines()[0]
    view = json.loads(say("corpus", "show", "water.txt", "--format", "json"))
    offset = view["records"][0]["start"] + 30
    assert len(view["history"]) == 2
    say("corpus", "split", "water.txt", "--record", "01", "--at", str(offset))
    assert len(json.loads(say("corpus", "show", "water", "--format", "json"))["records"]) == 3
    say("corpus", "undo", "water.txt")
    merged = say("corpus", "merge", "water.txt", "--record", "01", "--record", "02")
    assert "合并 01 与 02" in merged
    say("corpus", "undo", "water.txt")
    say("corpus", "undo", "water.txt")
    say("corpus", "undo", "water.txt", code=2)


def test_trash(say: Say) -> None:
    say("corpus", "remove", "school.txt")
    assert sources(say("corpus", "list")) == ["water.txt"]
    assert sources(say("corpus", "trash")) == ["school.txt"]
    say("corpus", "restore", "school.txt")
    assert sources(say("corpus", "list")) == ["water.txt", "school.txt"]
    say("corpus", "purge", "school.txt", code=2)
    say("corpus", "remove", "school.txt")
    say("corpus", "purge")
    assert say("corpus", "trash") == ""
    assert "回收站\t0" in say("corpus", "stats")


def test_rebuild(say: Say) -> None:
    assert "索引\t最新" in say("corpus", "rebuild")


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        """Always."""
        return True


def test_bar_stands_on_a_terminal_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    rows = [Row(path="a.txt", outcome="added")]
    for stream, shown in ((io.StringIO(), False), (Terminal(), True)):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(_with_bar(iter(rows), [str(tmp_path)])) == rows
        assert ("收录" in stream.getvalue()) == shown
