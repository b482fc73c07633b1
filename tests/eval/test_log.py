"""Logs: written and read back, scored again, trimmed, compared; two runs are one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InputUnreadable
from eval.cli import BASELINE, main
from eval.compare import compare
from eval.log import Log, read_log, rescored, trimmed, write_log
from eval.registry import GATE, SUITES
from eval.report.page import write_page


@pytest.fixture(scope="module")
def facts(gate_run: Any) -> Log:
    return gate_run("facts")


def test_read_back_as_written(facts: Log, tmp_path: Path) -> None:
    write_log(facts, tmp_path / "a.json")
    read = read_log(tmp_path / "a.json")
    assert read.figures == facts.figures
    assert [r.scores for r in read.results] == [r.scores for r in facts.results]
    assert [r.output for r in read.results] == [
        json.loads(json.dumps(r.output)) for r in facts.results
    ]


@pytest.mark.parametrize("name", ["facts", "guard"])
def test_two_runs_give_the_same_scores(gate_run: Any, name: str) -> None:
    first, second = gate_run(name), gate_run(name)
    assert [(r.sample.id, r.scores) for r in first.results] == [
        (r.sample.id, r.scores) for r in second.results
    ]
    assert first.figures == second.figures


def test_rescoring_a_log_changes_nothing(facts: Log, tmp_path: Path) -> None:
    write_log(facts, tmp_path / "a.json")
    again = rescored(read_log(tmp_path / "a.json"), SUITES)
    assert again.figures == facts.figures


def test_a_trimmed_log_compares_like_the_whole(facts: Log, tmp_path: Path) -> None:
    write_log(trimmed(facts), tmp_path / "a.json")
    comparison = compare(read_log(tmp_path / "a.json"), facts, SUITES)
    assert not comparison.red
    assert comparison.missing == ()


def test_a_worse_sample_is_named_first(facts: Log) -> None:
    broken = facts.results[0]
    assert broken.sample.target["facts"] is not None
    results = [replace(r, output={"facts": []}) for r in facts.results if r.sample.group == "check"]
    worse = rescored(replace(facts, results=tuple(results)), SUITES)
    comparison = compare(facts, worse, SUITES)
    assert comparison.red
    assert comparison.worse[0].loss == 1
    assert comparison.worse[0].explanation.startswith("漏报")


def test_samples_in_common_are_too_few(facts: Log) -> None:
    few = replace(facts, results=facts.results[:10])
    assert compare(facts, few, SUITES).stale


def test_what_is_no_log(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"schema": "eval-log/0"}', encoding="utf-8")
    with pytest.raises(InputUnreadable, match="eval-log/1"):
        read_log(tmp_path / "a.json")


def test_the_baseline_covers_the_gate() -> None:
    baseline = read_log(BASELINE)
    assert set(baseline.figures) == set(GATE)
    assert all(result.error is None for result in baseline.results)


def test_compare_ends_with_the_gates_exit_code(
    facts: Log, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_log(facts, tmp_path / "a.json")
    results = tuple(replace(r, output=None) for r in facts.results)
    write_log(rescored(replace(facts, results=results), SUITES), tmp_path / "b.json")
    assert main(["compare", str(tmp_path / "a.json"), str(tmp_path / "a.json")]) == 0
    assert main(["compare", str(tmp_path / "a.json"), str(tmp_path / "b.json")]) == 1
    assert "不通过" in capsys.readouterr().out
    assert main(["compare", "missing.json", str(tmp_path / "b.json")]) == 3
    assert main(["run", "nonsense"]) == 2


def test_the_report_is_one_page(facts: Log, tmp_path: Path) -> None:
    head = {"created": "2025-01-01", "settings": {}, "data": {}, "models": {}}
    write_page(replace(facts, head=head), tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "无据事实召回" in page
    assert not [word for word in ("http://", "https://", "src=", "@import") if word in page]
    data = page.partition('id="data">')[2].partition("</script>")[0]
    assert len(json.loads(data)["samples"]) == len(facts.results)
