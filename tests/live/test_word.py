"""The commented copy in LibreOffice: it opens, every comment is there, changes are shown."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from assistant.files.read import document_of
from assistant.notice.parse import parse
from assistant.review.review import review
from assistant.review.word.annotate import annotate_docx, annotate_text

pytestmark = [pytest.mark.live, pytest.mark.slow]
NOTES = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'


def _draft() -> bytes:
    """A draft as an office writes it: styles, a numbered list, a table, a comment of its own."""
    draft = docx.Document()
    draft.add_heading("中共岚川县农机局党组关于巡察整改进展情况的通报", 0)
    lead = draft.add_paragraph("按照县委安排，2025年3月3日至4月18日，")
    lead.add_run("县委第三巡察组开展了巡察。").bold = True
    draft.add_comment(lead.runs[1], text="请核对组次", author="张科", initials="ZK")
    draft.add_paragraph("截止目前,反馈的3个问题已完成2个、、正在推进1个。")
    for item in ("复核补贴档案416份", "进一步加强管理"):
        draft.add_paragraph(item, style="List Number")
    table = draft.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "学习", "落实三会一棵3次"
    out = io.BytesIO()
    draft.save(out)
    return out.getvalue()


def _pdf(data: bytes, folder: Path, soffice: str) -> PdfReader:
    (folder / "a.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", NOTES, "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=180)
    return PdfReader(folder / "a.pdf")


def _comments(reader: PdfReader) -> list[str]:
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots") or ()]
    return [str(note["/Contents"]) for note in notes if note.get("/Subtype") == "/Text"]


def test_a_document(tmp_path: Path, soffice: str) -> None:
    data = _draft()
    document = document_of(data, "a.docx")
    notice = parse(document)
    done = annotate_docx(data, document.text, review(notice), title=notice.title)
    reader = _pdf(done.data, tmp_path, soffice)
    shown = _comments(reader)
    assert len(shown) == done.comments + 1
    assert sum("请核对组次" in one for one in shown) == 1
    assert any("三会一棵" in one and "set-phrase-error" in one for one in shown)
    text = reader.pages[0].extract_text().replace("\n", "")
    assert "截止截至目前" in text.replace(" ", "")
    assert done.changes >= 4


def test_a_text(tmp_path: Path, soffice: str) -> None:
    text = document_of(_draft(), "a.docx").text
    document = document_of(text.encode("utf-8"), "a.txt")
    notice = parse(document)
    done = annotate_text(document.text, review(notice), title=notice.title)
    assert len(_comments(_pdf(done.data, tmp_path, soffice))) == done.comments
