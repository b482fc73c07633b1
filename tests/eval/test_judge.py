"""The judge: both orders must agree, replies come from recordings, a missing one is named."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from mock_endpoint import MODEL, MockEndpoint, running, talk
from scripted import ScriptedEngine

from assistant.llm.message import Message
from assistant.settings import Settings, read_settings
from eval.cli import main
from eval.compare import compare
from eval.log import make_log, read_log, write_log
from eval.registry import SUITES, chosen
from eval.report.page import page_of
from eval.runner import run_sample
from eval.sample import Result, Sample
from eval.show import log_lines
from eval.suites import judge
from eval.suites.judge import AGREED, JUDGE, RECORDINGS, drop_older, judge_of
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


def test_a_judge_that_contradicts_itself_is_called_unusable(
    world: World, asked: Any, tmp_path: Path
) -> None:
    """Its preference is no figure anywhere: not in the log, the lines, the report or a comparison."""
    samples = list(JUDGE.samples(world, False))[:4]
    assert len(samples) == 4
    by_order = [asked(item, lambda _: '{"better": "first"}') for item in samples]
    steady = [asked(item, lambda _: '{"better": "same"}') for item in samples]
    for agreed, results in enumerate(([*by_order[:3], steady[3]], [by_order[0], *steady[1:]])):
        log = make_log({"data": {}, "models": {}}, [JUDGE], results)
        share = log.figures["judge"]["agreement"].value
        assert (share >= AGREED) == bool(agreed)
        told = "\n".join(log_lines(log, SUITES))
        page = page_of(log)
        for shown in (told, page):
            assert ("不可用：换序后判断一致只有 25.0%，低于 70.0%" in shown) == (not agreed)
        assert ("wins" in log.figures["judge"]) == bool(agreed)
        assert (re.search(r"%\]  起草的更好", told) is not None) == bool(agreed)
        write_log(log, tmp_path / "log.json")
        assert read_log(tmp_path / "log.json").figures == log.figures
        compared = compare(log, log, SUITES).differences
        assert ("wins" in {item.measure.name for item in compared}) == bool(agreed)


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


def test_tokens_and_model_stand_in_the_log(
    sample: Sample, asked: Any, tmp_path: Path, world: World
) -> None:
    result = asked(sample, _prefers_the_longer)
    assert result.output is not None
    assert result.output["model"]
    assert result.tokens == result.output["tokens"] > 0
    write_log(make_log({"models": {}}, [JUDGE], [result]), tmp_path / "a.json")
    (read,) = read_log(tmp_path / "a.json").results
    assert read.tokens == result.tokens
    assert "max_tokens 160" in judge.model_of(world)
    assert "temperature 0" in judge.model_of(world)


def test_it_is_asked_at_temperature_nought(
    sample: Sample, asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the recordings say of a call is what was asked."""
    opened = []
    asked(sample, _prefers_the_longer)  # replaces open_engine

    def engine_of(settings: Settings) -> ScriptedEngine:
        opened.append(settings.model.temperature)
        return ScriptedEngine(_prefers_the_longer)

    monkeypatch.setattr(judge, "open_engine", engine_of)
    monkeypatch.setattr(judge, "_engines", {})
    world = World.__new__(World)
    world.settings, world.record = read_settings({}), True
    judge_of(world, sample.id)
    assert opened == [0.0]


def test_the_committed_recordings_are_of_its_own_samples(world: World) -> None:
    """Both orders of each sample, of one model; a changed draft needs ``--record`` anew."""
    rows = [json.loads(line) for line in RECORDINGS.read_text("utf-8").splitlines()]
    assert {row["label"] for row in rows} <= {item.id for item in JUDGE.samples(world, False)}
    assert set(Counter(row["label"] for row in rows).values()) == {2}
    assert len({row["question"]["model"] for row in rows}) == 1
    assert {row["question"]["temperature"] for row in rows} == {0.0}


def test_recorded_from_an_endpoint_by_the_command(
    recordings: Path, tmp_path: Path, eval_data: Path, monkeypatch: pytest.MonkeyPatch,
    sample: Sample,
) -> None:  # fmt: skip
    """``--record`` asks over HTTP; without it the same log comes out and nothing is asked."""
    answer = '{"better": "first", "reason": "更具体"}'
    monkeypatch.setattr(judge, "_engines", {})
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(eval_data))
    live, again = tmp_path / "live.json", tmp_path / "again.json"
    with running(MockEndpoint([talk(answer)])) as mock:
        monkeypatch.setenv("LLM_BASE_URL", mock.address)
        monkeypatch.setenv("LLM_MODEL", MODEL)
        words = ["run", "judge", "--only", sample.id, "--out"]
        assert main([*words, str(live), "--record"]) == 0
        asked = [hit.body for hit in mock.chats]
        assert len(asked) == 2
        assert {question["temperature"] for question in asked} == {0.0}
        assert main([*words, str(again)]) == 0
        assert len(mock.chats) == 2
    assert len(recordings.read_text("utf-8").splitlines()) == 2
    one, other = read_log(live), read_log(again)
    assert one.results[0].output == other.results[0].output
    assert one.figures == other.figures
    assert one.figures["judge"]["agreement"].value == 0  # it likes what stands first
    assert other.head["models"]["judge"].startswith(MODEL)
