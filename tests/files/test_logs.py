"""Logs: what is written down about a file is its kind, size and end, never its text or name."""

from __future__ import annotations

import logging

import pytest
from made_files import NOTICE, docx_bytes, paragraph, pdf_bytes

from assistant.errors import InputUnreadable
from assistant.files.read import document_of

FILES = {
    "秘密.docx": docx_bytes("".join(map(paragraph, NOTICE.split("\n")))),
    "秘密.pdf": pdf_bytes(NOTICE),
    "秘密.html": f"<html><body><p>{NOTICE}</p></body></html>".encode(),
    "秘密.txt": NOTICE.encode(),
    "秘密一.docx": b"PK\x03\x04" + NOTICE.encode(),
    "秘密二.pdf": b"%PDF-1.7\n" + NOTICE.encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_no_text_in_the_log(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    try:
        document_of(FILES[name], name)
    except InputUnreadable as error:
        assert "秘密" in str(error)
    assert "秘密" not in caplog.text
    assert not any(NOTICE[at : at + 4] in caplog.text for at in range(len(NOTICE) - 4))
    assert name.endswith("txt") or f"{len(FILES[name])} bytes" in caplog.text
