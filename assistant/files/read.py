"""Read: a file of any supported kind, or standard input, as a Document."""

from __future__ import annotations

from typing import BinaryIO

from assistant.errors import InputUnreadable
from assistant.files.decode import decode
from assistant.files.kind import kind_of
from assistant.files.load import STDIN, load
from assistant.notice.document import Document


def read_document(path: str, stdin: BinaryIO | None = None) -> Document:
    """Read .txt, .md, .docx, .pdf or .html, told apart by content; "-" reads ``stdin``.

    For plain text the Document holds every character as decoded; for the other kinds it holds the
    extracted text and ``encoding`` names the format. Raises InputUnreadable, one line of Chinese,
    for everything that cannot be read or holds no text.
    """
    return document_of(load(path, stdin), path)


def document_of(data: bytes, path: str) -> Document:
    """The Document that ``data``, the bytes of ``path``, hold; raises as ``read_document``."""
    source = shown(path)
    text, encoding = _extracted(data, source)
    if not text.strip():
        raise InputUnreadable(f"“{source}”里没有文字：请检查文件内容")
    return Document(text=text, source=path, encoding=encoding)


def shown(path: str) -> str:
    """What a message calls the file."""
    return "标准输入" if path == STDIN else path


def _extracted(data: bytes, source: str) -> tuple[str, str]:
    """The text and what ``Document.encoding`` says of it."""
    kind = kind_of(data, source)
    # the libraries are imported where they are needed: reading plain text has to start at once
    if kind in ("docx", "xlsx"):
        from assistant.files.docx import docx_text

        return docx_text(data, source), kind
    if kind == "pdf":
        from assistant.files.pdf import pdf_text

        return pdf_text(data, source), kind
    if kind == "html":
        from assistant.files.html import html_text

        return html_text(data, source), kind
    decoded = decode(data, source)
    return decoded.text, decoded.encoding
