"""Read: a file of any supported kind, or standard input, as a Document."""

from __future__ import annotations

from typing import BinaryIO

from assistant.errors import InputUnreadable
from assistant.files.extract import Extract, extract
from assistant.files.kind import kind_of
from assistant.files.load import STDIN, load
from assistant.notice.document import Document


def read_document(path: str, stdin: BinaryIO | None = None) -> Document:
    """Read .txt, .md, .docx, .pdf or .html, told apart by content; "-" reads ``stdin``.

    For plain text the Document holds every character as decoded; for the other kinds it holds the
    extracted text and ``encoding`` names the format. All but plain text is parsed in a worker
    process within limits. Raises InputUnreadable, one line of Chinese, for everything that cannot
    be read, holds no text, or exceeds the caps or limits.
    """
    return document_of(load(path, stdin), path)


def document_of(data: bytes, path: str) -> Document:
    """The Document that ``data``, the bytes of ``path``, hold; raises as ``read_document``."""
    source = shown(path)
    if kind_of(data, source) == "xlsx":
        raise InputUnreadable(
            f"“{source}”是 Excel 表格，只能用作问题清单或事实清单：通报请用 .docx、.txt 或 .pdf"
        )
    return document_from(extract(data, source), path)


def document_from(found: Extract, path: str) -> Document:
    """The Document of what was extracted from ``path``; raises InputUnreadable without text."""
    # a file of blanks, controls and zero-width characters alone is empty
    if not any(char.isprintable() and not char.isspace() for char in found.text):
        raise InputUnreadable(f"“{shown(path)}”里没有文字：请检查文件内容")
    return Document(text=found.text, source=path, encoding=found.encoding, remarks=found.remarks)


def shown(path: str) -> str:
    """What a message calls the file."""
    return "标准输入" if path == STDIN else path
