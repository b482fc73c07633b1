"""Docx: the visible text of a Word document, paragraphs and tables in the order of the page.

Read from the XML directly: python-docx leaves out automatic numbering, text boxes and content
controls, and repeats merged cells. Left out here is what a reader does not see: deleted and hidden
text, field codes, comments, headers and footers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from assistant.files.archive import open_archive
from assistant.files.numbering import Counter, W, read_numbering
from assistant.files.table import row_lines

MAIN = "word/document.xml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{W}txbxContent"
_SKIPPED = {
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rt", "pPr", "rPr")
} | {_FALLBACK, _BOX}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_CONTAINERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
Table = tuple[tuple[str, ...], ...]


def docx_text(data: bytes, source: str) -> str:
    """The document's text, a paragraph a line (rows of a table: assistant.files.table).

    Raises InputUnreadable for what is no sound .docx or exceeds the limits.
    """
    return "\n".join(line for block in _blocks(data, source) for line in _lines(block))


def docx_tables(data: bytes, source: str) -> Iterator[Table]:
    """The document's tables as rows of cell texts, nested tables within their cell's text."""
    for block in _blocks(data, source):
        if isinstance(block, tuple):
            yield block


def _lines(block: str | Table) -> Iterator[str]:
    if isinstance(block, str):
        yield block
    else:
        for row in block:
            yield from row_lines(row)


def _blocks(data: bytes, source: str) -> list[str | Table]:
    """Paragraphs (str) and tables (rows of cells) of the body."""
    with open_archive(data, source, MAIN) as archive:
        parts = [
            archive.xml(name) if archive.has(name) else None
            for name in ("word/numbering.xml", "word/styles.xml")
        ]
        body = archive.xml(MAIN).find(f"{W}body")
    if body is None:
        return []
    counter = Counter(numbering=read_numbering(*parts))
    return list(_walk(body, counter))


def _walk(parent: etree._Element, counter: Counter) -> Iterator[str | Table]:
    """Paragraphs and tables below an element, content controls opened."""
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child, counter)
        elif child.tag == f"{W}tbl":
            yield tuple(tuple(_cell(cell, counter) for cell in _cells(row)) for row in _rows(child))
        elif child.tag in _CONTAINERS:
            yield from _walk(child, counter)


def paragraphs(parent: etree._Element) -> Iterator[etree._Element]:
    """Every paragraph below an element, in the order in which ``docx_text`` reads them."""
    for child in parent:
        if child.tag == f"{W}p":
            yield child
            for box in _boxes(child):
                yield from paragraphs(box)
        elif child.tag == f"{W}tbl":
            for row in _rows(child):
                for cell in _cells(row):
                    yield from paragraphs(cell)
        elif child.tag in _CONTAINERS:
            yield from paragraphs(child)


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


def _cell(cell: etree._Element, counter: Counter) -> str:
    return "\n".join(line for block in _walk(cell, counter) for line in _lines(block)).strip("\n")


def _paragraph(paragraph: etree._Element, counter: Counter) -> Iterator[str | Table]:
    """The paragraph with its ordinal, then the text boxes anchored in it."""
    marker = counter.marker(paragraph)
    text = re.sub(r"\n{2,}", "\n", "".join(text for _, text in pieces(paragraph)))
    yield marker + text if text.strip() else text
    for box in _boxes(paragraph):
        yield from _walk(box, counter)


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in a paragraph, each once."""
    for box in paragraph.iter(_BOX):
        if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
            yield box


def pieces(element: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Visible characters below ``element``, without text boxes, each with what shows them."""
    for child in element:
        tag = child.tag
        if tag == f"{W}t":
            yield child, child.text or ""
        elif tag in _BREAKS:
            # a page break ends no line of the text
            yield child, "" if child.get(f"{W}type") in ("page", "column") else _BREAKS[tag]
        elif tag == f"{W}r" and _is_hidden(child):
            continue
        elif tag not in _SKIPPED:
            yield from pieces(child)


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "1") not in ("0", "false", "off")
