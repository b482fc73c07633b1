"""The screen 评测 reads what the evaluation has written, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.ui.evaluation.figures import HISTORY, points, read_evaluations, rows


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
    assert rows(found) == [["检索", "nDCG@10", "0.600", "0.500", "+0.100"]]
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


def test_nothing_to_show(tmp_path: Path) -> None:
    found = read_evaluations(tmp_path, tmp_path / "none.jsonl")
    assert rows(found) == []


def test_the_committed_history_is_read(tmp_path: Path) -> None:
    found = read_evaluations(tmp_path, HISTORY)
    assert len(found.runs) >= 2
    assert all(name in found.titles for run in found.runs for name in run.figures)
