"""``--resume`` on the command line: a run that was stopped goes on and ends like a whole one."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from eval import runner
from eval.cli import main
from eval.kept import SUFFIX
from eval.log import read_log
from eval.sample import Result, Sample, Suite
from eval.world import World

ONLY = "date"  # of the labelled facts, those with this in their id
STOP = 3  # samples that are written down before the run is stopped


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Counts the samples that are run; ``stop`` of them end, the next one stops the run."""
    state: dict[str, Any] = {"ran": [], "stop": None, "lock": threading.Lock()}
    whole = runner.run_sample

    def run(suite: Suite, world: World, sample: Sample) -> Result:
        with state["lock"]:
            if state["stop"] is not None and len(state["ran"]) >= state["stop"]:
                raise KeyboardInterrupt
            state["ran"].append(sample.id)
        return whole(suite, world, sample)

    monkeypatch.setattr(runner, "run_sample", run)
    return state


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, eval_data: Path) -> Any:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(eval_data))
    # the tree under test may get a commit while this test runs
    monkeypatch.setattr("eval.run.commit", lambda: ("a" * 40, False))

    def run(out: Path, *more: str) -> int:
        return main(["run", "facts", "--only", ONLY, "--out", str(out), *more])

    return run


def test_stopped_and_taken_up(command: Any, counted: dict[str, Any], tmp_path: Path) -> None:
    whole, halves = tmp_path / "whole.json", tmp_path / "halves.json"
    partial = halves.with_suffix(SUFFIX)
    assert command(whole) == 0
    everything = list(counted["ran"])
    assert len(everything) > 2 * STOP

    counted.update(ran=[], stop=STOP)
    assert command(halves) not in {0, 1}
    assert partial.is_file()
    assert not halves.exists()

    counted.update(ran=[], stop=None)
    assert command(halves, "--resume") == 0
    assert 0 < len(counted["ran"]) < len(everything)
    assert not partial.exists()
    one, other = read_log(whole), read_log(halves)
    assert [(r.sample.id, r.scores) for r in one.results] == [
        (r.sample.id, r.scores) for r in other.results
    ]
    assert one.figures == other.figures


def test_without_it_a_run_begins_anew(
    command: Any, counted: dict[str, Any], tmp_path: Path
) -> None:
    out = tmp_path / "log.json"
    counted["stop"] = STOP
    assert command(out) not in {0, 1}
    counted.update(ran=[], stop=None)
    assert command(out) == 0
    assert len(counted["ran"]) == len(read_log(out).results)


def test_no_sample_of_that_name(command: Any, tmp_path: Path) -> None:
    assert command(tmp_path / "log.json", "--only", "没有这个样本") == 2


def test_another_suites_run_is_refused(
    command: Any, counted: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "log.json"
    counted["stop"] = STOP
    assert command(out) not in {0, 1}
    partial = out.with_suffix(SUFFIX)
    first, _, rest = partial.read_text("utf-8").partition("\n")
    head = {**json.loads(first), "commit": "0" * 40}
    partial.write_text(f"{json.dumps(head)}\n{rest}", "utf-8")
    assert command(out, "--resume") == 2
    assert "--resume" in capsys.readouterr().err
