"""Pdf: the text layer of a PDF, its lines joined to paragraphs again."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pypdf
from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from assistant.errors import InputUnreadable
from assistant.files.caps import MAX_PAGES, MAX_STREAM, MAX_STREAMS
from assistant.files.decode import LEAST, reads_as_text
from assistant.files.extract import Extract
from assistant.files.paragraphs import joined
from assistant.files.pdf_looks import PageLooks
from assistant.files.radicals import without_radicals
from assistant.files.unseen import printable
from assistant.files.worker.wire import Frame

_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd]")  # private characters mean what a font says
_WIDE = re.compile("[\u3400-\u9fff\ue000-\ufaff\ufffd\U00020000-\U0003ffff]")
LEAST_CHARACTERS = 20  # below that a document is a scan with, at most, stamped page numbers

# what pypdf lets through on files that break the format in ways it did not foresee
# (RuntimeError: a filter it does not know)
_BROKEN = (
    *(PyPdfError, RuntimeError, ValueError, TypeError, LookupError, AttributeError),
    *(ArithmeticError, AssertionError, EOFError, OSError),
)
_LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": MAX_STREAM,
    "array_based_stream_maximum_output_length": MAX_STREAM,
    "lzw_maximum_output_length": MAX_STREAM,
    "run_length_maximum_output_length": MAX_STREAM,
    "zlib_maximum_output_length": MAX_STREAM,
    "brotli_maximum_output_length": MAX_STREAM,
    "image_maximum_buffer_size": MAX_STREAM,
    "stream_decoding_work_maximum_length": 2 * MAX_STREAM,
    "page_tree_maximum_entries": 4 * MAX_PAGES,
    "page_tree_maximum_page_entries": 100 * MAX_PAGES,
    "xform_maximum_invocations_per_extraction": 500,
    "jbig2dec_binary": None,  # a program of the system that would see a stranger's data
}


def task(request: dict[str, Any], data: bytes) -> Frame:
    """``pdf_extract`` as a worker runs it."""
    return pdf_extract(data, request["source"]).to_frame()


def pdf_extract(data: bytes, source: str) -> Extract:
    """The text of all pages, a paragraph a line, page numbers left out.

    Text that is not seen (render mode 3, white, tiny, off the page) is left out and remarked upon;
    below the picture of a scanned page it is what was recognised, and is read. Raises
    InputUnreadable for a scan, a password, a broken file, text in no known characters, or a file
    above the caps.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every oddity of a file
    remarks: list[str] = []
    try:
        with pypdf.apply_configuration(**_LIMITS):
            pages = list(_texts(_pages(data, source), source, remarks))
    except RecursionError:  # a RuntimeError that the worker tells apart
        raise
    except (*_BROKEN, DependencyError) as error:  # the latter: a filter that is not at hand
        raise InputUnreadable(f"“{source}”已损坏，读不出内容：请重新导出 PDF") from error
    if sum(1 for page in pages for char in page if char.isalnum()) < LEAST_CHARACTERS:
        raise InputUnreadable(
            f"“{source}”没有文字层（多为扫描件）：请先做文字识别（OCR），再提供文本"
        )
    whole = "".join(pages)
    if len(_WIDE.findall(whole)) >= LEAST_CHARACTERS and reads_as_text(whole) < LEAST:
        raise InputUnreadable(
            f"“{source}”的文字层是乱码（字体没有文字对照）：请先做文字识别（OCR），再提供文本"
        )
    unknown = len(_UNKNOWN.findall(whole))
    if unknown:
        remarks.append(f"有{unknown}个字的字体没有文字对照，读不出：请与原文核对")
    return Extract(text=joined(pages), remarks=tuple(remarks))


def pdf_text(data: bytes, source: str) -> str:
    """The document's text; raises as ``pdf_extract``."""
    return pdf_extract(data, source).text


def _pages(data: bytes, source: str) -> Sequence[PageObject]:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _opens(reader):
        raise InputUnreadable(f"“{source}”有打开密码：请先去掉密码，再提供文件")
    if _leaves(reader.root_object["/Pages"]) > MAX_PAGES:
        raise InputUnreadable(f"“{source}”超过 {MAX_PAGES} 页：请只保留通报正文")
    return reader.pages


def _opens(reader: PdfReader) -> bool:
    """Whether no password is needed: an owner's alone lets everyone read."""
    try:
        return bool(reader.decrypt(""))
    except DependencyError:  # a cipher that is not at hand
        return False


def _leaves(tree: Any) -> int:
    """How many pages hang on a page tree; counting ends past the cap (trees may share branches).

    pypdf would copy each of a hundred thousand references to one page before it counts them.
    """
    open_nodes, seen, leaves = [tree], 0, 0
    while open_nodes and leaves <= MAX_PAGES and seen <= 4 * MAX_PAGES:
        node = open_nodes.pop().get_object()
        seen += 1
        kids = node.get("/Kids") if isinstance(node, dict) else None
        kids = kids.get_object() if kids is not None else None
        if isinstance(kids, list):
            open_nodes.extend(kids[: MAX_PAGES + 1])
            leaves += len(kids) > MAX_PAGES and MAX_PAGES
        else:
            leaves += 1
    return MAX_PAGES + 1 if open_nodes else leaves


def _texts(pages: Sequence[PageObject], source: str, remarks: list[str]) -> Iterator[str]:
    """The text of each page; what was left out is added to ``remarks``."""
    hidden: list[int] = []
    recognised: list[int] = []
    inflated = 0
    for number, page in enumerate(pages, 1):
        contents = page.get_contents()
        inflated += len(contents.get_data()) if contents is not None else 0
        if inflated > MAX_STREAMS:
            raise InputUnreadable(f"“{source}”展开后过大：请只保留通报正文")
        looks = PageLooks(page)
        text = _text(page, looks)
        if looks.is_scan:
            looks = PageLooks(page, scan=True)
            text = _text(page, looks)
            recognised.append(number)
        if looks.hidden:
            hidden.append(number)
        yield without_radicals(printable(text))
    if hidden:
        remarks.append(
            f"{_listed(hidden)}有看不见的文字（透明、白色、极小或在版面之外）：未计入正文"
        )
    if recognised:
        remarks.append(f"{_listed(recognised)}的文字是扫描图像的识别结果：请与图像核对")


def _text(page: PageObject, looks: PageLooks) -> str:
    return page.extract_text(visitor_operand_before=looks.before, visitor_operand_after=looks.after)


def _listed(numbers: Sequence[int]) -> str:
    """第1、2、3页, at most five named."""
    named = "、".join(map(str, numbers[:5]))
    return f"第{named}页" if len(numbers) <= 5 else f"第{named}页等{len(numbers)}页"
