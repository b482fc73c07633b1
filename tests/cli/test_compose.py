"""compose, as a whole process: files by their suffix, what is missing told, errors in one line."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Put = Callable[[str, bytes], Path]
Run = Callable[..., subprocess.CompletedProcess[bytes]]
CASE = (Path(__file__).parent.parent / "cases" / "compose" / "water-bureau.yaml").read_bytes()


@pytest.mark.parametrize("suffix", [".docx", ".txt", ".md", ".xlsx"])
def test_writes_what_the_name_asks_for(
    suffix: str, put: Put, run_assistant: Run, tmp_path: Path
) -> None:
    target = tmp_path / f"通报{suffix}"
    done = run_assistant("compose", put("案例.yaml", CASE), "-o", target)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == b""
    assert "3个问题，还缺0处" in done.stderr.decode()
    if suffix in (".docx", ".txt"):
        reviewed = run_assistant("review", target, "--fail-on", "info")
        assert reviewed.returncode == 0, reviewed.stdout.decode()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("tmp")] == []


def test_missing_places_are_lines_on_standard_error(
    put: Put, run_assistant: Run, tmp_path: Path
) -> None:
    case = (
        '{"issuer": "岚川县总工会党组", "problems": [{"text": "账实不符", "measures": ["盘点"]}]}'
    )
    done = run_assistant("compose", "-", "-o", tmp_path / "a.txt", stdin=case.encode())
    assert done.returncode == 0, done.stderr.decode()
    said = done.stderr.decode().splitlines()
    assert "待填：反馈日期" in said
    assert "待填：带区号的电话" in said
    assert "岚川县总工会党组" in (tmp_path / "a.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("case", "target", "code", "said"),
    [
        (b"problems: [a]", "a.pdf", 2, "写不了“a.pdf”"),
        (b"problms: [a]", "a.txt", 2, "是不是 problems？"),
        (b"a: [", "a.txt", 3, "不是可读的 YAML"),
        (b"problems: [{text: a, measures: b}]", "none/a.txt", 3, "请检查文件夹"),
    ],
)
def test_errors_are_one_line(
    case: bytes, target: str, code: int, said: str, put: Put, run_assistant: Run, tmp_path: Path
) -> None:
    done = run_assistant("compose", put("案例.yaml", case), "-o", tmp_path / target)
    assert done.returncode == code, done.stderr.decode()
    assert said in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1
