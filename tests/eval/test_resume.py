"""``--resume`` on the command line: a run that was stopped or killed ends like a whole one."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
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
ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 240  # seconds; only a run that hangs takes them


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


def test_killed_and_taken_up(eval_data: Path, tmp_path: Path) -> None:
    """SIGKILL in the middle, a line torn off: what was written is not run again, the rest is."""
    whole, halves = tmp_path / "whole.json", tmp_path / "halves.json"
    assert _process(eval_data, whole).wait(PATIENCE) == 0
    partial = halves.with_suffix(SUFFIX)
    running = _process(eval_data, halves)
    begun = time.monotonic()
    while _lines(partial) < STOP and time.monotonic() - begun < PATIENCE:
        time.sleep(0.005)
    with contextlib.suppress(ProcessLookupError):
        os.kill(running.pid, signal.SIGKILL)
    assert running.wait(PATIENCE) == -signal.SIGKILL
    assert not halves.exists()
    written = partial.read_text("utf-8")
    partial.write_text(written + '{"suite": "facts", "id": "torn', "utf-8")

    assert _process(eval_data, halves, "--resume").wait(PATIENCE) == 0
    assert not partial.exists()
    one, other = read_log(whole), read_log(halves)
    assert [(r.sample.id, r.output, r.error, r.scores) for r in one.results] == [
        (r.sample.id, r.output, r.error, r.scores) for r in other.results
    ]
    assert one.figures == other.figures
    # a time that is the same to a hundredth of a millisecond was not measured a second time
    kept = {row["id"]: row["milliseconds"] for row in map(json.loads, written.splitlines()[1:])}
    assert STOP <= len(kept) < len(one.results)
    assert kept.items() <= {r.sample.id: r.milliseconds for r in other.results}.items()


def _process(data_dir: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    """The command as a process of its own, one sample at a time, so that it can be killed."""
    return subprocess.Popen(
        [sys.executable, "-m", "eval", "run", "chat", "--workers", "1", "--out", out, *more],
        cwd=ROOT,
        # no git: the tree under test may get a commit between two of these
        env={**os.environ, "ASSISTANT_DATA_DIR": str(data_dir), "PATH": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _lines(path: Path) -> int:
    """Results written so far, behind the first line."""
    return path.read_text("utf-8").count("\n") - 1 if path.is_file() else 0
