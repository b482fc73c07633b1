"""The .docx: real styles, the fonts for Chinese, placeholders highlighted, nothing lost."""

from __future__ import annotations

import io
from pathlib import Path

import docx
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn

from assistant.compose.block import Block, ComposedNotice
from assistant.compose.case import Case
from assistant.compose.docx_notice import as_docx
from assistant.compose.notice import compose
from assistant.compose.read_case import read_case
from assistant.files.read import document_of

CASE = Path(__file__).parent.parent / "cases" / "compose" / "water-bureau.yaml"


def _notice() -> ComposedNotice:
    case = read_case(CASE.read_text("utf-8"), "a.yaml")
    return compose(case, [problem.measures for problem in case.problems])


def test_the_text_comes_back_whole() -> None:
    notice = _notice()
    read = document_of(as_docx(notice), "a.docx").text.replace("\n", "")
    assert read == "".join(block.text for block in notice.blocks)


def test_headings_are_words_own_with_chinese_fonts() -> None:
    document = docx.Document(io.BytesIO(as_docx(_notice())))
    used = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "Heading 2"} <= used
    fonts = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Title", "Heading 1", "Heading 2", "正文（公文）")
    }
    assert fonts == {
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
        "正文（公文）": "仿宋_GB2312",
    }
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.settings.odd_and_even_pages_header_footer


def test_placeholders_are_highlighted() -> None:
    document = docx.Document(io.BytesIO(as_docx(compose(Case(), []))))
    marked = [
        run.text
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if run.font.highlight_color == WD_COLOR_INDEX.YELLOW
    ]
    assert marked == list(compose(Case(), []).placeholders())


def test_what_xml_cannot_hold_is_left_out() -> None:
    text = "水\x00务\x1b局\ud800整\ufffe改"
    data = as_docx(ComposedNotice(blocks=(Block(kind="title", text=text),)))
    assert document_of(data, "a.docx").text.strip() == "水务局整改"
