"""A whole run is kept with what it took; one that left something out is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import WrongCall
from eval.figures import Figure
from eval.full import save, text
from eval.log import Log, read_log
from eval.registry import SUITES
from eval.sample import Result, Sample

WHOLE = [suite.name for suite in SUITES.values() if not suite.optional]
HEAD: dict[str, Any] = {
    "schema": "eval-log/1", "created": "2026-01-02T03:04:05", "commit": "abcdef0123", "cores": 2,
    "load": 1.5, "seconds": 140.2, "cpu_seconds": 201.7, "notices": 40,
    "settings": {"suites": WHOLE, "fast": False, "only": "", "notices": "corpus"},
}  # fmt: skip
RESULT = Result(
    suite="facts",
    sample=Sample(id="a", group="", input={}, target={}),
    output={},
    error=None,
    milliseconds=1.0,
)
FIGURE = Figure(value=0.9, low=0.8, high=0.95, n=40)
LOG = Log(head=HEAD, results=(RESULT,), figures={"whole": {"sections": FIGURE}, "facts": {}})


def test_kept_without_samples_and_told(tmp_path: Path) -> None:
    save(LOG, tmp_path / "full.json")
    kept = read_log(tmp_path / "full.json")
    assert kept.results == ()
    said = text(kept)
    assert said.startswith(
        "全部样本：`python -m eval run --save`，1 个样本，用时 140 秒，处理器 202 秒"
        "（2 核，负载 1.5，2026-01-02，提交 abcdef0）"
    )
    assert "| 整篇成稿 | **标准部分齐全** | 90.0% | 80.0% — 95.0% | 40 |" in said


@pytest.mark.parametrize(
    "change",
    [{"suites": ["facts"]}, {"fast": True}, {"only": "x"}, {"notices": "somebody's"}],
    ids=str,
)
def test_a_part_is_no_whole(change: dict[str, Any], tmp_path: Path) -> None:
    log = replace(LOG, head={**HEAD, "settings": {**HEAD["settings"], **change}})
    with pytest.raises(WrongCall, match="全部评测"):
        save(log, tmp_path / "full.json")
    assert not (tmp_path / "full.json").exists()


def test_errors_are_not_kept(tmp_path: Path) -> None:
    broken = replace(LOG, results=(replace(RESULT, error="ValueError: x"),))
    with pytest.raises(WrongCall, match="出错"):
        save(broken, tmp_path / "full.json")
