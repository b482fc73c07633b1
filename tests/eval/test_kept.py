"""A run that was stopped goes on: what is written down is not run again, errors are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.errors import WrongCall
from eval.history import Point, add_point, read_history
from eval.kept import Kept
from eval.sample import Result, Sample, Score

HEAD = {"commit": "a1", "dirty": False, "data": {"notices": "x"}, "settings": {}, "models": {}}


def _result(name: str, error: str | None = None) -> Result:
    return Result(
        suite="facts",
        sample=Sample(id=name, group="g", input={"text": "甲"}, target={"labels": []}),
        output=None if error else {"found": [1]},
        error=error,
        milliseconds=1.5,
        scores=(Score(name="recall", value=0.5, explanation="漏一处"),),
    )


def test_taken_up_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "log.partial.jsonl"
    kept = Kept(path, HEAD, resume=False)
    kept.add(_result("a"))
    kept.add(_result("b", error="ValueError: x"))
    with path.open("a", encoding="utf-8") as file:
        file.write('{"suite":"facts","id":"c","sco')  # killed in the middle of a line
    again = Kept(path, HEAD, resume=True)
    assert set(again.done) == {("facts", "a")}  # what failed is tried again
    assert again.done["facts", "a"] == _result("a")
    again.add(_result("c"))
    assert set(Kept(path, HEAD, resume=True).done) == {("facts", "a"), ("facts", "c")}
    assert Kept(path, HEAD, resume=False).done == {}


@pytest.mark.parametrize("change", [{"commit": "b2"}, {"data": {"notices": "y"}}])
def test_another_runs_results_are_not_mixed_in(tmp_path: Path, change: dict[str, Any]) -> None:
    path = tmp_path / "log.partial.jsonl"
    Kept(path, HEAD, resume=False).add(_result("a"))
    with pytest.raises(WrongCall, match="--resume"):
        Kept(path, {**HEAD, **change}, resume=True)


def test_history_has_a_point_a_commit(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    assert read_history(path) == ()
    for commit, value in (("a1", 0.5), ("b2", 0.6), ("b2", 0.7)):
        figures = {"facts": {"recall": value}}
        add_point(Point(created="2026-01-01", commit=commit, figures=figures), path)
    assert [(p.commit, p.figures["facts"]["recall"]) for p in read_history(path)] == [
        ("a1", 0.5),
        ("b2", 0.7),
    ]
