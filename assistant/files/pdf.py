"""Pdf: the text layer of a PDF, its lines joined to paragraphs again."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from assistant.errors import InputUnreadable
from assistant.files.paragraphs import joined
from assistant.files.radicals import without_radicals

MAX_PAGES = 500
LEAST_CHARACTERS = 20  # below that a document is a scan with, at most, stamped page numbers

# what pypdf lets through on files that break the format in ways it did not foresee
# (RuntimeError: nested too deeply, or a filter it does not know)
_BROKEN = (
    *(PyPdfError, RuntimeError, ValueError, TypeError, LookupError, AttributeError),
    *(ArithmeticError, AssertionError, MemoryError),
)


def pdf_text(data: bytes, source: str) -> str:
    """The text of all pages, a paragraph a line, page numbers left out.

    Raises InputUnreadable for a scan, a password, a broken file, or one above MAX_PAGES.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every oddity of a file
    try:
        pages = _pages(data, source)
    except _BROKEN as error:
        raise InputUnreadable(f"“{source}”已损坏，读不出内容：请重新导出 PDF") from error
    except DependencyError as error:  # a cipher that is not at hand
        raise InputUnreadable(f"“{source}”有打开密码：请先去掉密码，再提供文件") from error
    if sum(1 for page in pages for char in page if char.isalnum()) < LEAST_CHARACTERS:
        raise InputUnreadable(
            f"“{source}”没有文字层（多为扫描件）：请先做文字识别（OCR），再提供文本"
        )
    return joined(pages)


def _pages(data: bytes, source: str) -> list[str]:
    reader = PdfReader(io.BytesIO(data))
    # an owner's password alone lets everyone read: the empty password opens it
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputUnreadable(f"“{source}”有打开密码：请先去掉密码，再提供文件")
    if len(reader.pages) > MAX_PAGES:
        raise InputUnreadable(f"“{source}”超过 {MAX_PAGES} 页：请只保留通报正文")
    return [without_radicals(page.extract_text()) for page in reader.pages]
