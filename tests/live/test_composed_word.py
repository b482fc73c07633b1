"""The composed notice in LibreOffice: 28 characters a line, 22 lines a page (GB/T 9704-2012)."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from assistant.compose.block import Block, ComposedNotice
from assistant.compose.docx_notice import as_docx

pytestmark = [pytest.mark.live, pytest.mark.slow]
SENTENCE = "测试每行二十八个字和每页二十二行的版面"  # no punctuation: none may hang over the edge


def _pages(notice: ComposedNotice, folder: Path, soffice: str) -> list[list[str]]:
    """The lines of each page, page numbers left out."""
    (folder / "a.docx").write_bytes(as_docx(notice))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=180)
    pages = [page.extract_text().splitlines() for page in PdfReader(folder / "a.pdf").pages]
    return [[line.strip() for line in page if "—" not in line and line.strip()] for page in pages]


def test_28_characters_a_line_and_22_lines_a_page(tmp_path: Path, soffice: str) -> None:
    body = Block(kind="paragraph", text=SENTENCE * 100)
    title = Block(
        kind="title", text="中共岚川县水务局党组关于十一届县委第五轮巡察整改进展情况的通报"
    )
    pages = _pages(ComposedNotice(blocks=(title, body)), tmp_path, soffice)
    assert pages[0][:3] == [
        "中共岚川县水务局党组",
        "关于十一届县委第五轮",
        "巡察整改进展情况的通报",
    ]
    assert {len(line) for line in pages[1]} == {28}
    assert len(pages[1]) == 22
    assert {len(line) for line in pages[0][4:]} == {28}
