"""Record and replay: the same answers without a model, and a named error for what is missing."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from faults import KEY
from mock_endpoint import OpenMock, Reply, said, talk
from scripted import Scripted, ScriptedEngine

from assistant.errors import ModelAnswerCut, RecordingMissing, WrongCall
from assistant.llm.engine import complete
from assistant.llm.message import Message
from assistant.llm.open import open_engine
from assistant.llm.recording import Recording, Replay
from assistant.settings import Settings

ASK = (Message("system", "你起草措施。"), Message("user", "审批不严"))
OTHER = (Message("user", "接待超标"),)
SCHEMA = {"type": "object"}


def _ask(engine: Recording | Replay, messages: tuple[Message, ...] = ASK, **how: object) -> str:
    return asyncio.run(complete(engine, messages, **how)).text  # type: ignore[arg-type]


def test_recorded_and_replayed(tmp_path: Path) -> None:
    path = tmp_path / "data" / "calls.jsonl"
    scripted = ScriptedEngine(["完善制度。", "加强监督。", "{}", "再来一次。"])
    recording = Recording(scripted, path, label="样例1")
    answers = [_ask(recording), _ask(recording, OTHER), _ask(recording, schema=SCHEMA)]
    answers.append(_ask(recording))
    replay = Replay(path)
    assert replay.model == "scripted"
    again = [_ask(replay), _ask(replay, OTHER), _ask(replay, schema=SCHEMA), _ask(replay)]
    assert again == answers == ["完善制度。", "加强监督。", "{}", "再来一次。"]
    assert _ask(replay) == "再来一次。", "asked more often than recorded: the last answer"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len({row["key"] for row in rows}) == 3 and rows[0]["label"] == "样例1"
    assert "".join(rows[0]["pieces"]) == "完善制度。" and len(rows[0]["pieces"]) > 1


def test_the_replay_says_so(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    _ask(Recording(ScriptedEngine(["好"]), path))
    usage = asyncio.run(complete(Replay(path), ASK)).usage
    assert (usage.engine, usage.calls, usage.completion_tokens) == ("replay", 0, 1)


@pytest.mark.parametrize("how", [{"max_tokens": 7}, {"schema": SCHEMA}, {}])
def test_what_was_not_recorded_is_named(tmp_path: Path, how: dict[str, object]) -> None:
    path = tmp_path / "calls.jsonl"
    _ask(Recording(ScriptedEngine(["好"]), path))
    messages = ASK if how else OTHER
    replay = Replay(path, label="样例7")
    with pytest.raises(RecordingMissing, match=r"[0-9a-f]{16}“样例7”") as missing:
        _ask(replay, messages, **how)
    assert "审批不严" not in str(missing.value) and "接待" not in str(missing.value)


def test_another_temperature_is_another_question(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    _ask(Recording(ScriptedEngine(["好"]), path, temperature=0.3))
    assert _ask(Replay(path, temperature=0.3)) == "好"
    with pytest.raises(RecordingMissing):
        _ask(Replay(path, temperature=0.7))


def test_an_error_is_replayed_too(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    cut = Scripted(text="完善制", error=ModelAnswerCut("断了"))
    with pytest.raises(ModelAnswerCut, match="断了"):
        _ask(Recording(ScriptedEngine([cut]), path))
    with pytest.raises(ModelAnswerCut, match="断了") as again:
        _ask(Replay(path))
    assert again.value.partial == "完善制"


def test_a_stopped_call_is_not_recorded(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    engine = Recording(ScriptedEngine(["完善制度，加强监督。"]), path)

    async def stop() -> None:
        stream = engine.stream(ASK)
        await anext(stream)
        await stream.aclose()

    asyncio.run(stop())
    assert not path.exists()


@pytest.mark.parametrize("line", ["{", "[]", '{"key": 1, "other": 2}', "null"])
def test_a_broken_file_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "calls.jsonl"
    path.write_text(line + "\n", "utf-8")
    with pytest.raises(WrongCall, match="第 1 行"):
        Replay(path)


def test_by_settings(
    open_mock: OpenMock, settings_of: Callable[..., Settings], data_dir: Path
) -> None:
    engine, mock = open_mock([talk("好"), Reply(parts=[said("坏")])], LLM_RECORD="record")
    assert asyncio.run(complete(engine, ASK)).text == "好"
    replay = open_engine(settings_of(LLM_RECORD="replay"))
    assert replay is not None
    assert asyncio.run(complete(replay, ASK)).text == "好"
    assert len(mock.chats) == 1
    assert KEY not in (data_dir / "recordings.jsonl").read_text("utf-8")
