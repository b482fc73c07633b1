"""review and rules as whole processes: answers, exit codes, fixes, bad calls."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from labelled import load_cases

Run = Callable[..., subprocess.CompletedProcess[bytes]]
CLEAN = next(case.text for case in load_cases() if case.id == "market-bureau/clean")
WRONG = CLEAN.replace("“第一议题”制度。", "“第一议提”制度。").replace(
    "党组扩大会议传达", "党组扩大会议，，传达"
)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(WRONG.encode("gb18030"))
    return path


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--fail-on", "error"], 1),
        (["--fail-on", "warning"], 1),
        (["--fail-on", "never"], 0),
        (["--format", "markdown"], 1),
    ],
)
def test_exit_codes(options: list[str], code: int, wrong: Path, run_assistant: Run) -> None:
    done = run_assistant("review", wrong, *options)
    assert done.returncode == code
    assert "三会一课" not in done.stdout.decode()
    assert "第一议题" in done.stdout.decode()


def test_clean_notice(run_assistant: Run) -> None:
    done = run_assistant("review", "-", "--fail-on", "info", stdin=CLEAN.encode())
    assert done.returncode == 0
    assert "未发现问题" in done.stdout.decode()
    assert done.stderr == b""


def test_several_files_in_one_call(wrong: Path, tmp_path: Path, run_assistant: Run) -> None:
    clean = tmp_path / "b.txt"
    clean.write_text(CLEAN, "utf-8")
    done = run_assistant("review", wrong, clean, "--format", "json")
    answers = json.loads(done.stdout)
    assert [len(answer["findings"]) for answer in answers] == [2, 0]
    assert done.returncode == 1


def test_fix_shows_and_writes(wrong: Path, run_assistant: Run) -> None:
    shown = run_assistant("review", wrong, "--fix")
    assert shown.returncode == 1
    assert "+（" in shown.stdout.decode() or "+" in shown.stdout.decode()
    assert wrong.read_bytes().decode("gb18030") == WRONG
    written = run_assistant("review", wrong, "--fix", "--write")
    assert written.returncode == 0
    assert wrong.read_bytes().decode("gb18030") == WRONG.replace("第一议提", "第一议题").replace(
        "，，", "，"
    )
    again = run_assistant("review", wrong, "--fix", "--write")
    assert again.stdout == b""


def test_feedback_list(tmp_path: Path, wrong: Path, run_assistant: Run) -> None:
    feedback = tmp_path / "feedback.txt"
    feedback.write_text("1.“第一议题”制度落实不经常\n2.职工食堂招标不公开\n", "utf-8")
    done = run_assistant("review", wrong, "--feedback", feedback, "--format", "json")
    found = [one for one in json.loads(done.stdout)["findings"] if one["start"] is None]
    assert [one["rule"] for one in found] == ["feedback-not-covered"]
    assert "职工食堂招标不公开" in found[0]["message"]


def test_waivers_and_config(wrong: Path, tmp_path: Path, run_assistant: Run) -> None:
    side = Path(f"{wrong}.waivers.toml")
    side.write_text('[[waiver]]\nrule = "set-phrase-error"\nreason = "引文"\n', "utf-8")
    config = tmp_path / "assistant.toml"
    config.write_text('[tool.assistant.review.levels]\nrepeated-punctuation = "off"\n', "utf-8")
    done = run_assistant("review", wrong, "--config", config, "--format", "json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["findings"] == []
    assert [one["reason"] for one in answer["waived"]] == ["引文"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["review", "absent.txt"], 3),
        (["review"], 2),
        (["review", "-", "--write"], 2),
        (["review", "-", "--fix", "--write"], 2),
        (["review", "-", "--format", "xml"], 2),
        (["review", "-", "--config", "absent.toml"], 3),
        (["rules", "no-such-rule"], 2),
    ],
)
def test_bad_calls(arguments: list[str], code: int, run_assistant: Run) -> None:
    done = run_assistant(*arguments, stdin=WRONG.encode())
    assert done.returncode == code
    assert done.stdout == b"" or "--fix" in arguments
    assert len(done.stderr.decode().strip().splitlines()) == 1


def test_rules(run_assistant: Run) -> None:
    assert len(run_assistant("rules").stdout.decode().splitlines()) == 33
    assert "会报：" in run_assistant("rules", "no-result").stdout.decode()
    assert run_assistant("rules", "--markdown").stdout.decode().startswith("# 审核规则\n")
