"""The judge: both orders must agree, replies come from recordings, a missing one is named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from scripted import ScriptedEngine

from assistant.llm.message import Message
from eval.cli import main
from eval.log import make_log
from eval.registry import SUITES, chosen
from eval.runner import run_sample
from eval.sample import Result, Sample
from eval.show import log_lines
from eval.suites import judge
from eval.suites.judge import JUDGE, drop_older
from eval.world import World


def _prefers_the_longer(messages: Sequence[Message]) -> str:
    """Consistent in both orders: it only counts characters."""
    texts = messages[-1].content.split("第二份", 1)
    return json.dumps({"better": "first" if len(texts[0]) > len(texts[1]) else "second"})


@pytest.fixture
def sample(world: World) -> Sample:
    return next(JUDGE.samples(world, False))


@pytest.fixture
def recordings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "recordings.jsonl"
    monkeypatch.setattr(judge, "RECORDINGS", path)
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, world: World, recordings: Path) -> Any:
    """Run a sample against a scripted model, recording."""
    del recordings

    def run(sample: Sample, replies: Any) -> Result:
        engine = ScriptedEngine(replies)
        monkeypatch.setattr(judge, "open_engine", lambda _: engine)
        monkeypatch.setattr(judge, "_engines", {})
        monkeypatch.setattr(world, "record", True)
        result = run_sample(JUDGE, world, sample)
        monkeypatch.setattr(world, "record", False)
        return result

    return run


def _values(result: Result) -> dict[str, float]:
    return {score.name: score.value for score in result.scores}


def test_recorded_then_replayed_without_a_model(
    world: World, sample: Sample, asked: Any, recordings: Path
) -> None:
    live = asked(sample, _prefers_the_longer)
    assert live.error is None
    assert _values(live)["agreement"] == 1
    assert {json.loads(line)["label"] for line in recordings.read_text("utf-8").splitlines()} == {
        sample.id
    }
    again = run_sample(JUDGE, world, sample)
    assert again.error is None
    assert (again.output, again.scores) == (live.output, live.scores)


def test_a_judge_that_likes_what_stands_first_agrees_with_nobody(
    sample: Sample, asked: Any
) -> None:
    result = asked(sample, lambda _: '{"better": "first", "reason": "一"}')
    assert _values(result) == {"agreement": 0}  # and has no say on who wins


def test_an_answer_of_another_shape_is_an_error_and_counts(sample: Sample, asked: Any) -> None:
    for reply in ("我认为第一份更好", '{"better": "neither"}'):
        result = asked(sample, [reply])
        assert result.error is not None
        assert result.error.startswith("ModelAnswerBroken")
        assert _values(result) == {"agreement": 0}


@pytest.mark.usefixtures("recordings")
def test_a_missing_recording_names_the_sample(world: World, sample: Sample) -> None:
    result = run_sample(JUDGE, world, sample)
    assert result.error is not None
    assert sample.id in result.error
    assert "--record" in result.error
    shown = "\n".join(log_lines(make_log({}, [JUDGE], [result]), SUITES))
    assert "1 个出错" in shown
    assert f"样本 {sample.id}" in shown


def test_facts_are_masked_for_both_sides(sample: Sample, asked: Any) -> None:
    seen = []

    def reply(messages: Sequence[Message]) -> str:
        seen.append(messages[-1].content)
        return '{"better": "same"}'

    result = asked(sample, reply)
    assert _values(result) == {"agreement": 1, "wins": 0.5}
    assert len(seen) == 2
    assert all(sample.target["reference"] in text for text in seen)
    assert seen[0].index(sample.target["reference"]) > seen[1].index(sample.target["reference"])


@pytest.mark.usefixtures("recordings")
def test_no_model_to_record_with_is_said(
    world: World, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world, "record", True)
    monkeypatch.setattr(judge, "open_engine", lambda _: None)
    monkeypatch.setattr(judge, "_engines", {})
    result = run_sample(JUDGE, world, sample)
    assert result.error is not None
    assert "没有配置语言模型" in result.error


def test_never_in_the_headline_nor_run_unasked() -> None:
    assert not any(measure.headline for measure in JUDGE.measures)
    assert JUDGE not in chosen(())
    assert chosen(("judge",)) == (JUDGE,)


def test_older_recordings_of_a_sample_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    rows = [{"label": label, "n": n} for n, label in enumerate("aabaab")]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    drop_older(path)
    kept = [json.loads(line)["n"] for line in path.read_text("utf-8").splitlines()]
    assert kept == [2, 3, 4, 5]
    drop_older(tmp_path / "none.jsonl")


def test_the_command_tells_it_too(
    recordings: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], eval_data: Path,
    monkeypatch: pytest.MonkeyPatch, sample: Sample,
) -> None:  # fmt: skip
    assert not recordings.exists()
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(eval_data))
    out = tmp_path / "log.json"
    assert main(["run", "judge", "--only", sample.id, "--out", str(out)]) == 0
    assert f"样本 {sample.id} 没有录下的回答" in capsys.readouterr().out
    assert json.loads(out.read_text("utf-8"))["figures"]["judge"]["agreement"]["value"] == 0
