"""Docx: the visible text of a Word document, paragraphs and tables in the order of the page.

Read from the XML directly: python-docx leaves out automatic numbering, text boxes and content
controls, and repeats merged cells. Left out here is what a reader does not see: deleted and hidden
text, field codes, comments, headers and footers. Nothing that a document points at is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from assistant.errors import InputUnreadable
from assistant.files.archive import open_archive
from assistant.files.caps import within
from assistant.files.docx_looks import Looks
from assistant.files.extract import Extract, Table
from assistant.files.numbering import Counter, W, read_numbering
from assistant.files.table import row_lines
from assistant.files.worker.wire import Frame

MAIN = "word/document.xml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{W}txbxContent"
_SKIPPED = {
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr")
} | {_FALLBACK, _BOX}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_CONTAINERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def task(request: dict[str, Any], data: bytes) -> Frame:
    """``docx_extract`` as a worker runs it."""
    return docx_extract(data, request["source"]).to_frame()


def docx_extract(data: bytes, source: str) -> Extract:
    """The document's text, a paragraph a line, and its tables (nested ones within their cell).

    Hidden text and what is embedded in other formats is left out and remarked upon. Raises
    InputUnreadable for what is no sound .docx or exceeds the caps.
    """
    with open_archive(data, source, MAIN) as archive:
        numbering, styles = (
            archive.xml(name) if archive.has(name) else None
            for name in ("word/numbering.xml", "word/styles.xml")
        )
        document = archive.xml(MAIN)
    body = document.find(f"{W}body")
    if body is None:
        if document.tag.startswith(_STRICT):
            raise InputUnreadable(f"“{source}”是 Strict Open XML 文档：请另存为普通的 .docx")
        return Extract()
    looks = Looks(styles, document)
    reader = _Reader(Counter(numbering=read_numbering(numbering, styles)), looks)
    blocks = list(reader.blocks(body))
    return Extract(
        text=within("\n".join(line for block in blocks for line in _lines(block)), source),
        tables=tuple(block for block in blocks if isinstance(block, tuple)),
        remarks=tuple(_remarks(body, looks)),
    )


def docx_text(data: bytes, source: str) -> str:
    """The document's text (rows of a table: assistant.files.table); raises as ``docx_extract``."""
    return docx_extract(data, source).text


def _remarks(body: etree._Element, looks: Looks) -> Iterator[str]:
    hidden = sum(len(text) for text in looks.hidden_text(body))
    if hidden:
        yield f"有隐藏文字{hidden}字（隐藏格式、白色或极小字号）：未计入正文，请核对原文"
    deleted = sum(len(text.text or "") for text in body.iter(f"{W}delText")) + sum(
        len(text.text or "") for moved in body.iter(f"{W}moveFrom") for text in moved.iter(f"{W}t")
    )
    if deleted:
        yield f"有未接受的修订：按接受后的文字读取，删去的{deleted}字未计入正文"
    embedded = sum(1 for _ in body.iter(f"{W}altChunk"))
    if embedded:
        yield f"有{embedded}处嵌入的其他文档：未读取，请把其中的文字粘贴到正文"


def _lines(block: str | Table) -> Iterator[str]:
    if isinstance(block, str):
        yield block
    else:
        for row in block:
            yield from row_lines(row)


class _Reader:
    """Reads blocks, paragraphs (str) and tables (rows of cells), counting ordinals as it goes."""

    def __init__(self, counter: Counter, looks: Looks) -> None:
        self._counter = counter
        self._looks = looks

    def blocks(self, parent: etree._Element) -> Iterator[str | Table]:
        """Paragraphs and tables below an element, content controls opened."""
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield tuple(
                    tuple(self._cell(cell) for cell in _cells(row))
                    for row in _rows(child)
                    if not self._looks.hides(row)
                )
            elif child.tag in _CONTAINERS:
                yield from self.blocks(child)

    def _cell(self, cell: etree._Element) -> str:
        lines = (line for block in self.blocks(cell) for line in _lines(block))
        return "\n".join(lines).strip("\n")

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str | Table]:
        """The paragraph with its ordinal, then the text boxes anchored in it."""
        marker = self._counter.marker(paragraph)
        shown = "".join(text for _, text in pieces(paragraph, self._looks))
        text = re.sub(r"\n{2,}", "\n", shown)
        yield marker + text if text.strip() else text
        for box in _boxes(paragraph):
            yield from self.blocks(box)


def paragraphs(parent: etree._Element, looks: Looks) -> Iterator[etree._Element]:
    """Every paragraph below an element, in the order in which ``docx_extract`` reads them."""
    for child in parent:
        if child.tag == f"{W}p":
            yield child
            for box in _boxes(child):
                yield from paragraphs(box, looks)
        elif child.tag == f"{W}tbl":
            for row in _rows(child):
                for cell in _cells(row) if not looks.hides(row) else ():
                    yield from paragraphs(cell, looks)
        elif child.tag in _CONTAINERS:
            yield from paragraphs(child, looks)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row; one that continues a cell merged downwards has no text and stays."""
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _CONTAINERS:
            yield from _cells(child)


def _boxes(parent: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph, each once; one inside another belongs to that one."""
    if next(parent.iter(_BOX), None) is None:
        return
    for child in parent:
        if child.tag == _BOX:
            yield child
        elif child.tag != _FALLBACK and len(child):
            yield from _boxes(child)


def pieces(element: etree._Element, looks: Looks) -> Iterator[tuple[etree._Element, str]]:
    """Visible characters below ``element``, without text boxes, each with what shows them."""
    for child in element:
        tag = child.tag
        if tag == f"{W}t":
            yield child, child.text or ""
        elif tag in _BREAKS:
            # a page break ends no line of the text
            yield child, "" if child.get(f"{W}type") in ("page", "column") else _BREAKS[tag]
        elif tag == f"{W}r" and looks.hides(child):
            continue
        elif tag not in _SKIPPED:
            yield from pieces(child, looks)
