"""Docx notice: the composed notice as a Word document, placeholders highlighted."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.enum.text import WD_BREAK, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from assistant.compose.block import PLACEHOLDER, Block, ComposedNotice
from assistant.compose.docx_page import BODY, BODY_SIZE, SIGNATURE, add_styles, set_page
from assistant.compose.title_lines import title_lines
from assistant.compose.wording import writable


def as_docx(notice: ComposedNotice) -> bytes:
    """The .docx file of a notice in the layout of GB/T 9704-2012."""
    document = docx.Document()
    set_page(document)
    add_styles(document)
    document.core_properties.title = writable(next(iter(notice.blocks)).text)[:250]
    document.core_properties.author = ""
    signature = next((block.text for block in notice.blocks if block.kind == "signature"), "")
    for block in notice.blocks:
        for paragraph, text in _paragraphs(document, block, signature):
            _write(paragraph, text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _paragraphs(
    document: docx.document.Document, block: Block, signature: str
) -> Iterator[tuple[Paragraph, str]]:
    if block.kind == "title":
        yield document.add_paragraph(style="Title"), "\n".join(title_lines(block.text))
        yield document.add_paragraph(style=BODY), ""
    elif block.kind == "heading":
        yield document.add_paragraph(style=f"Heading {block.level}"), block.text
    elif block.kind == "signature":
        yield document.add_paragraph(style=BODY), ""
        paragraph = document.add_paragraph(style=SIGNATURE)
        paragraph.paragraph_format.keep_with_next = True
        _right(paragraph, _signature_indent(signature))
        yield paragraph, block.text
    elif block.kind == "date":
        paragraph = document.add_paragraph(style=SIGNATURE)
        _right(paragraph, _date_indent(signature, block.text))
        yield paragraph, block.text
    else:
        yield document.add_paragraph(style=BODY), block.text


def _width(text: str) -> float:
    """Characters of full width; a digit takes half of one."""
    return sum(0.5 if letter.isascii() else 1.0 for letter in text)


def _signature_indent(signature: str) -> float:
    """The signature ends two characters before the edge (no seal)."""
    return 2.0


def _date_indent(signature: str, date: str) -> float:
    """The date begins two characters right of the signature; the longer of both keeps the edge."""
    return max(_width(signature) + 2.0 - 2.0 - _width(date), 2.0)


def _right(paragraph: Paragraph, characters: float) -> None:
    """Indent from the right, in hundredths of a character as Word counts."""
    indent = OxmlElement("w:ind")
    indent.set(qn("w:rightChars"), str(round(characters * 100)))
    indent.set(qn("w:right"), str(round(characters * BODY_SIZE * 20)))
    paragraph._p.get_or_add_pPr().append(indent)


def _write(paragraph: Paragraph, text: str) -> None:
    """Runs of text; placeholders are highlighted so that nobody prints them unseen."""
    at = 0
    text = writable(text)
    for found in PLACEHOLDER.finditer(text):
        _run(paragraph, text[at : found.start()])
        paragraph.add_run(found[0]).font.highlight_color = WD_COLOR_INDEX.YELLOW
        at = found.end()
    _run(paragraph, text[at:])


def _run(paragraph: Paragraph, text: str) -> None:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break(WD_BREAK.LINE)
        if line:
            paragraph.add_run(line)
