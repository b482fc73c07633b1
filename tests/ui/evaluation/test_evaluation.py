"""The screen 评测 reads what the evaluation has written, and nothing else."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest

from assistant.ui.evaluation import figures
from assistant.ui.evaluation.figures import HISTORY, points, read_evaluations, rows
from assistant.ui.evaluation.screen import EvaluationScreen
from assistant.ui.exports import Exports


def _history(path: Path, *values: float) -> Path:
    lines = [
        json.dumps(
            {
                "created": f"2026-01-0{day}T00:00:00",
                "commit": f"c{day}",
                "figures": {"retrieval": {"ndcg": value}},
                "titles": {"retrieval": "检索", "retrieval.ndcg": "nDCG@10"},
            }
        )
        for day, value in enumerate(values, 1)
    ]
    path.write_text("\n".join([*lines, "{broken"]), "utf-8")
    return path


def test_the_last_run_beside_the_one_before(tmp_path: Path) -> None:
    found = read_evaluations(tmp_path, _history(tmp_path / "h.jsonl", 0.5, 0.6))
    assert rows(found) == [["检索", "nDCG@10", "0.600", "", "0.500", "+0.100"]]
    assert points(found, "retrieval") == {
        "次": ["1 c1", "2 c2"],
        "值": [0.5, 0.6],
        "指标": ["nDCG@10"] * 2,
    }


def test_own_runs_follow_the_baselines(tmp_path: Path) -> None:
    logs = tmp_path / "eval" / "logs"
    logs.mkdir(parents=True)
    log = {
        "schema": "eval-log/1",
        "created": "2026-02-01T00:00:00",
        "commit": "d9",
        "figures": {"retrieval": {"ndcg": {"value": 0.7}, "unknown": {"value": 1.0}}},
    }
    (logs / "a.json").write_text(json.dumps(log), "utf-8")
    (logs / "b.json").write_text(json.dumps({**log, "settings": {"only": "x"}}), "utf-8")
    (logs / "c.json").write_text("[]", "utf-8")
    found = read_evaluations(tmp_path, _history(tmp_path / "h.jsonl", 0.5))
    assert [(run.own, dict(run.figures)) for run in found.runs] == [
        (False, {"retrieval.ndcg": 0.5}),
        (True, {"retrieval.ndcg": 0.7}),
    ]


def test_a_baseline_tells_its_intervals(tmp_path: Path) -> None:
    point = {
        "created": "2026-01-01",
        "commit": "c1",
        "figures": {"retrieval": {"ndcg": 0.5}},
        "titles": {"retrieval": "检索", "retrieval.ndcg": "nDCG@10"},
        "intervals": {"retrieval": {"ndcg": [0.4, 0.6]}},
    }
    (tmp_path / "h.jsonl").write_text(json.dumps(point), "utf-8")
    found = read_evaluations(tmp_path, tmp_path / "h.jsonl")
    assert rows(found) == [["检索", "nDCG@10", "0.500", "0.400—0.600", "", ""]]


def test_nothing_to_show(tmp_path: Path) -> None:
    found = read_evaluations(tmp_path, tmp_path / "none.jsonl")
    assert rows(found) == []


def test_the_committed_history_is_read(tmp_path: Path) -> None:
    found = read_evaluations(tmp_path, HISTORY)
    assert len(found.runs) >= 2
    assert all(name in found.titles for run in found.runs for name in run.figures)


def _own(logs: Path, name: str, notices: str, day: int) -> Path:
    """A run of this machine with its report beside it."""
    logs.mkdir(parents=True, exist_ok=True)
    log = {
        "schema": "eval-log/1",
        "created": f"2026-02-0{day}T00:00:00",
        "commit": "d9",
        "settings": {"notices": notices},
        "figures": {"retrieval": {"ndcg": {"value": 0.7, "low": 0.65, "high": 0.74}}},
    }
    (logs / f"{name}.json").write_text(json.dumps(log), "utf-8")
    page = logs / f"{name}.html"
    page.write_text(f"<!doctype html><title>{name}</title>", "utf-8")
    return page


def test_intervals_and_the_report_of_the_newest_run(tmp_path: Path) -> None:
    history = _history(tmp_path / "h.jsonl", 0.5)
    assert read_evaluations(tmp_path, history).report is None
    logs = tmp_path / "eval" / "logs"
    _own(logs, "a", "corpus", 1)
    newest = _own(logs, "b", "corpus", 2)
    _own(logs, "c", "somebody's folder", 3)  # its texts are not for every user
    found = read_evaluations(tmp_path, history)
    assert found.report == newest
    assert rows(found) == [["检索", "nDCG@10", "0.700", "0.650—0.740", "0.700", "不变"]]


def test_the_screen_offers_the_report_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = _history(tmp_path / "h.jsonl", 0.5)
    monkeypatch.setattr(
        figures, "read_evaluations", lambda folder: read_evaluations(folder, history)
    )
    screen = EvaluationScreen(tmp_path, Exports(tmp_path / "exports"))

    def offered() -> dict[str, Any]:
        shown: dict[str, Any] = asyncio.run(screen.show())[2]
        return shown

    assert offered()["visible"] is False
    page = _own(tmp_path / "eval" / "logs", "a", "corpus", 1)
    first = offered()
    assert first["visible"] is True
    assert Path(first["value"]).read_bytes() == page.read_bytes()
    assert offered()["value"] == first["value"]  # no second copy of the same report
    page.write_text("another", "utf-8")
    os.utime(page, (1, 1))
    assert Path(offered()["value"]).read_text("utf-8") == "another"


def test_a_new_machine_shows_the_committed_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = read_evaluations(tmp_path)
    assert found.reported is not None
    assert not found.reported.own
    assert found.report == HISTORY.with_name("report.html.gz")
    screen = EvaluationScreen(tmp_path, Exports(tmp_path / "exports"))
    shown = asyncio.run(screen.show())
    assert 'sandbox="allow-scripts"' in shown[3]
    assert Path(shown[2]["value"]).read_bytes().startswith(b"<!doctype html>")
    older = _history(tmp_path / "h.jsonl", 0.5)
    monkeypatch.setattr(figures, "read_evaluations", lambda folder: read_evaluations(folder, older))
    _own(tmp_path / "eval" / "logs", "a", "corpus", 1)  # a report that states no policy
    assert asyncio.run(screen.show())[3] == ""
