"""Bad input, as whole processes: one clear Chinese line, exit code 3, nothing written."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made_files import NOTICE, docx_bytes, paragraph, pdf_bytes

Put = Callable[[str, bytes], Path]
Run = Callable[..., subprocess.CompletedProcess[bytes]]
OLD_DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")

FILES = [
    pytest.param("空.txt", b"", "是空的", id="empty"),
    pytest.param("空白.txt", b"\n \n", "没有文字", id="blank"),
    pytest.param("乱码.txt", bytes(range(129, 255)), "编码", id="unknown-encoding"),
    pytest.param("零.txt", b"\0" * 100, "二进制", id="zeros"),
    pytest.param("旧.doc", OLD_DOC, "请另存为 .docx", id="old-doc"),
    pytest.param("旧.wps", OLD_DOC, "请另存为 .docx", id="old-wps"),
    pytest.param("富.rtf", rb"{\rtf1}", "RTF", id="rtf"),
    pytest.param("扫描.pdf", pdf_bytes("", ""), "扫描件", id="scan"),
    pytest.param("断.docx", docx_bytes(paragraph("正文"))[:99], "损坏", id="cut-docx"),
    pytest.param("图.txt", b"\x89PNG\r\n\x1a\n\0\0", "图片", id="image"),
]
VERBS = [["parse"], ["ingest"], ["search", "--batch"], ["draft", "--feedback"]]


def one_line(done: subprocess.CompletedProcess[bytes]) -> str:
    """The line on standard error; nothing else was printed."""
    text = done.stderr.decode("utf-8")
    assert done.stdout == b""
    assert text.count("\n") == 1, text
    assert text.startswith("错误：")
    assert "Traceback" not in text
    return text


@pytest.mark.parametrize(("name", "data", "message"), FILES)
def test_parse(
    name: str, data: bytes, message: str, put: Put, run_assistant: Run, data_dir: Path
) -> None:
    done = run_assistant("parse", put(name, data))
    assert done.returncode == 3
    line = one_line(done)
    assert message in line
    assert name in line
    assert not data_dir.exists()


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
@pytest.mark.parametrize("path", ["没有.txt", "."], ids=["missing", "folder"])
def test_wrong_path(
    verb: list[str], path: str, tmp_path: Path, run_assistant: Run, data_dir: Path
) -> None:
    done = run_assistant(*verb, tmp_path / path)
    assert done.returncode == 3
    assert str(tmp_path) in one_line(done)
    assert not data_dir.exists()


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_nothing_on_standard_input(verb: list[str], run_assistant: Run) -> None:
    done = run_assistant(*verb, "-")
    assert done.returncode == 3
    assert "标准输入是空的" in one_line(done)


def test_closed_standard_input() -> None:
    command = f'"{sys.executable}" -m assistant parse - <&-'
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False)
    assert done.returncode == 3
    one_line(done)


def test_debug_adds_the_traceback(run_assistant: Run) -> None:
    for arguments in (("--debug", "parse", "没有"), ("parse", "没有", "--debug")):
        done = run_assistant(*arguments)
        assert done.returncode == 3
        assert "Traceback" in done.stderr.decode()
        assert done.stderr.decode().splitlines()[-1].startswith("错误：")


def test_a_bad_file_never_stops_a_folder(put: Put, tmp_path: Path, run_assistant: Run) -> None:
    put("1坏.txt", b"")
    put("2旧.docx", OLD_DOC)
    put("3好.txt", NOTICE.encode("gb18030"))
    put("4扫描.pdf", pdf_bytes(""))
    done = run_assistant("ingest", tmp_path)
    rows = [row.split("\t") for row in done.stdout.decode().splitlines()]
    assert [row[0] for row in rows] == ["skipped", "skipped", "added", "skipped"]
    assert all(row[2] for row in rows if row[0] == "skipped")
    assert done.returncode == 0
    assert run_assistant("ingest", tmp_path, tmp_path / "1坏.txt").returncode == 3


def test_a_folder_without_notices(tmp_path: Path, run_assistant: Run, data_dir: Path) -> None:
    (tmp_path / "表.csv").write_text("a,b")
    done = run_assistant("ingest", tmp_path)
    assert done.returncode == 3
    assert "没有通报文件" in one_line(done)
    assert not data_dir.exists()
