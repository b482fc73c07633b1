"""The same notice as text, Word document, web page and printed PDF parses to the same structure."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from made_files import docx_bytes, paragraph

from assistant.files.read import read_document
from assistant.notice.document import Document
from assistant.notice.model import Notice
from assistant.notice.parse import parse

Put = Callable[[str, bytes], str]
ROOT = Path(__file__).resolve().parent.parent.parent
NOTICES = sorted((ROOT / "corpus").glob("0[1-6]-*.md"))
STYLE = (
    "@page{size:A4;margin:37mm 26mm 35mm 28mm} p{margin:0;text-indent:2em}"
    "body{font:16pt/29pt 'Noto Serif CJK SC';text-align:justify} h1{font-size:22pt;text-align:center}"
)


def lines_of(path: Path) -> list[str]:
    """The notice's lines without front matter and Markdown marks."""
    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.DOTALL)
    return [line.strip().lstrip("# ") for line in text.split("\n") if line.strip()]


def page(lines: list[str]) -> bytes:
    """A web page with a paragraph a line."""
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines[1:])
    title = html.escape(lines[0])
    head = f"<!DOCTYPE html><meta charset=utf-8><style>{STYLE}</style>"
    return f"{head}<h1>{title}</h1>{body}".encode()


def structure(notice: Notice) -> tuple[object, ...]:
    """What has to be the same, however the notice came."""
    return (
        notice.issuer,
        notice.date_of_issue,
        [section.kind for section in notice.sections],
        [(record.problem.text, len(record.measures), record.status) for record in notice.records],
    )


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_word_and_web(path: Path, put: Put) -> None:
    lines = lines_of(path)
    wanted = structure(parse(Document(text="\n".join(lines))))
    word = put("a.docx", docx_bytes("".join(paragraph(html.escape(line)) for line in lines)))
    assert structure(parse(read_document(word))) == wanted
    assert structure(parse(read_document(put("a.html", page(lines))))) == wanted


@pytest.mark.live
@pytest.mark.parametrize("path", NOTICES[:3], ids=lambda path: path.stem)
def test_printed(path: Path, put: Put, chromium: str, tmp_path: Path) -> None:
    lines = lines_of(path)
    printed = tmp_path / "a.pdf"
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [
            *command,
            f"--user-data-dir={tmp_path}",
            f"--print-to-pdf={printed}",
            put("b.html", page(lines)),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    wanted = structure(parse(Document(text="\n".join(lines))))
    assert structure(parse(read_document(str(printed)))) == wanted
