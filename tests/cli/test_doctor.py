"""doctor, as a whole process: its exit code, its two forms, and that it never prints the key."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from faults import KEY
from jsonschema import Draft202012Validator
from mock_endpoint import MODEL, MockEndpoint, running, talk

from assistant.schemas.read import schema_text

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def test_as_json(run_assistant: Run) -> None:
    with running(MockEndpoint([talk('{"ready": true, "word": "整改"}', piece=4)])) as mock:
        env = {"LLM_BASE_URL": mock.address, "LLM_API_KEY": KEY, "LLM_TIMEOUT": "20"}
        done = run_assistant("doctor", "--format", "json", env=env)
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout)
    Draft202012Validator(json.loads(schema_text("doctor/1") or "")).validate(answer)
    levels = {check["name"]: check["level"] for check in answer["checks"]}
    assert answer["ok"] and levels["提示词"] == levels["流式输出"] == levels["结构化输出"] == "ok"
    assert levels["语料"] == "warn"
    assert KEY not in (done.stdout + done.stderr).decode()


def test_as_text(run_assistant: Run, tmp_path: Path) -> None:
    (tmp_path / "greet.md").write_text("你好", "utf-8")
    with running(MockEndpoint([talk("整改台账是记录整改进度的清单。")])) as mock:
        env = {"LLM_BASE_URL": mock.address, "LLM_MODEL": "missing", "LLM_API_KEY": KEY}
        done = run_assistant("doctor", env={**env, "ASSISTANT_PROMPTS_DIR": str(tmp_path)})
    text = done.stdout.decode()
    assert done.returncode == 4 and KEY not in text + done.stderr.decode()
    assert "[不行] 提示词" in text and "greet.md" in text
    assert "[注意] 模型服务" in text and f"可用：{MODEL}" in text
    assert "[正常] 流式输出" in text


def test_wrong_settings_are_a_line_of_it(run_assistant: Run) -> None:
    done = run_assistant("doctor", env={"LLM_TIMEOUT": "soon"})
    assert done.returncode == 4
    assert done.stdout.decode().startswith("[不行] 设置：环境变量 LLM_TIMEOUT")
