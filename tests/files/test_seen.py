"""Seen text stays: white on a colour, headings in dark cells, the text of a scan; and no remark."""

from __future__ import annotations

import pytest
from hostile_page import page
from hostile_pdf import body, page_file, shown, stream
from hostile_sheet import SOUND, book, cell, row
from hostile_zip import run, styled, word
from made_files import NOTICE, paragraph

from assistant.files.docx import docx_extract
from assistant.files.html import html_extract
from assistant.files.pdf import pdf_extract
from assistant.files.sheet import sheet_extract

WHITE = '<w:color w:val="FFFFFF"/>'
RUN = run("白字", WHITE)
DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'
TABLE = "<w:tbl>{}<w:tr><w:tc>{}" + RUN + "</w:tc></w:tr></w:tbl>"
OFF = f'<w:style w:type="paragraph" w:styleId="H"><w:rPr>{WHITE}</w:rPr></w:style>'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(word(run("白字", f"{WHITE}{DARK}")), id="shaded-run"),
        pytest.param(word(run("白字", f'{WHITE}<w:highlight w:val="blue"/>')), id="highlight"),
        pytest.param(word(RUN.replace("<w:p>", f"<w:p><w:pPr>{DARK}</w:pPr>")), id="shaded-line"),
        pytest.param(word(TABLE.format("", f"<w:tcPr>{DARK}</w:tcPr>")), id="shaded-cell"),
        pytest.param(
            word(TABLE.format('<w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr>', "")), id="table-style"
        ),
        pytest.param(
            word(f"<w:p><w:r><w:pict><w:txbxContent>{RUN}</w:txbxContent></w:pict></w:r></w:p>"),
            id="text-box",
        ),
        pytest.param(word(run("白字", '<w:color w:val="auto"/>')), id="automatic"),
        pytest.param(
            word(run("白字", '<w:color w:val="000000"/><w:highlight w:val="yellow"/>')), id="marked"
        ),
        pytest.param(
            word(run("白字", '<w:color w:val="auto"/><w:shd w:val="clear" w:fill="000000"/>')),
            id="automatic-on-black",
        ),
        pytest.param(word(run("白字", '<w:vanish w:val="0"/>')), id="vanish-off"),
        pytest.param(word(run("白字", '<w:sz w:val="10"/>')), id="five-points"),
        pytest.param(
            styled(OFF, paragraph("", '<w:pStyle w:val="H"/>').replace(
                "<w:r><w:t></w:t></w:r>",
                '<w:r><w:rPr><w:color w:val="000000"/></w:rPr><w:t>白字</w:t></w:r>',
            )),
            id="run-over-style",
        ),
    ],
)  # fmt: skip
def test_word(data: bytes) -> None:
    found = docx_extract(data, "a")
    assert "白字" in found.text
    assert found.remarks == ()


@pytest.mark.parametrize(
    "data",
    [
        page('<div style="background:#900"><p style="color:#fff">白字</p></div>'),
        page("<table bgcolor=navy><tr><td><font color=white>白字</font></table>"),
        page('<p class="a">白字</p>', "<style>.a{color:#fff;background-color:#00f}</style>"),
        page("<p class=a>白字</p>", "<style>@media print {.a{display:none}}</style>"),
        page("<p class=a>白字</p>", "<style>.b .a{display:none}</style>"),
        page('<p style="opacity:0.9;font-size:10px;text-indent:-2em">白字</p>'),
        page('<p aria-hidden="true">白字</p>'),
        page("<p class=a>白字</p>", "<style>@media (max-width:600px) {.a{display:none}}</style>"),
        page("<div class=b><u><b class=a>白字</b></u></div>", "<style>.b>.a{display:none}</style>"),
        page("<p class='a on'>白字</p>", "<style>.a{display:none}.a.on{display:block}</style>"),
        page('<p class=a style="display:block">白字</p>', "<style>.a{display:none}</style>"),
        page("<p class=a>白字</p>", "<style>.a:hover,.a[x]{display:none}</style>"),
        page("<p class=a>白字</p>", "<style>@keyframes a{from{opacity:0}}.a{zoom:0.9}</style>"),
    ],
    ids=["background", "bgcolor", "class", "print-only", "combined", "small-values", "aria-hidden",
         "narrow-screens", "child", "shown-again", "own-style", "states", "animation"],
)  # fmt: skip
def test_page(data: bytes) -> None:
    found = html_extract(data, "a")
    assert found.text == "白字"
    assert found.remarks == ()


LINE = shown("白字一行")


@pytest.mark.parametrize(
    "after",
    [
        f"0 0 .5 rg 60 80 200 40 re f 1 g BT /F1 16 Tf 80 90 Td {LINE} ET",
        f"q 0 0 .5 rg 60 80 m 300 80 l 300 120 l 60 120 l f Q 1 1 1 rg BT /F1 16 Tf 80 90 Td {LINE} ET",
        f"q 1 g Q BT /F1 16 Tf 80 90 Td {LINE} ET",
        f"BT /F1 1 Tf 16 0 0 16 80 90 Tm {LINE} ET",
        f"q .1 0 0 .1 0 0 cm BT /F1 160 Tf 800 900 Td {LINE} ET Q",
        f"/Cs cs 1 scn BT /F1 16 Tf 80 90 Td {LINE} ET",
        f"BT 3 Tr ET BT 0 Tr /F1 16 Tf 80 90 Td {LINE} ET",
        f"q 70 80 200 30 re W* n BT /F1 16 Tf 80 90 Td {LINE} ET Q",
        f"q 0 0 1 1 re W n Q BT /F1 16 Tf 80 90 Td {LINE} ET",
        f"q 0 0 m 9 9 l S W n BT /F1 16 Tf 80 90 Td {LINE} ET Q",
        f"q 60 700 99 99 re W n q 0 1 -1 0 180 0 cm BT /F1 16 Tf 80 90 Td {LINE} ET Q Q",
        f"/OC /L BDC BT /F1 16 Tf 80 90 Td {LINE} ET EMC",
    ],
    ids=["on-a-box", "on-a-path", "restored", "scaled-by-tm", "scaled-by-cm", "tint", "mode-reset",
         "inside-a-clip", "clip-restored", "no-clip", "turned-in-a-clip", "unknown-layer"],
)  # fmt: skip
def test_pdf(after: str) -> None:
    found = pdf_extract(page_file(body(after=after)), "a")
    assert "白字一行" in found.text
    assert found.remarks == ()


def test_recognised_text_below_a_scan_is_read_and_said() -> None:
    image = stream(
        b"\0", "/Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    )
    content = f"q 595 0 0 842 0 0 cm /I Do Q\n{body(before='3 Tr')}"
    data = page_file(content, resources="/XObject << /I 8 0 R >>", more=[image])
    found = pdf_extract(data, "a")
    assert "粮食局" in found.text
    assert found.remarks == ("第1页的文字是扫描图像的识别结果：请与图像核对",)


def test_sheet() -> None:
    dates = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
        '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/></cellXfs></styleSheet>'
    )
    values = '<c s="1"><v>45720</v></c><c s="2"><v>45720.5</v></c><c><v>3</v></c><c><v>0.5</v></c>'
    data = book(
        SOUND + row(values) + row(cell("甲"), attributes='hidden="0"'),
        before='<cols><col min="9" max="16384" hidden="1"/></cols>',
        styles=dates,
    )
    found = sheet_extract(data, "a")
    assert found.tables[0][2:] == (("2025-03-04", "2025-03-04 12:00", "3", "0.5"), ("甲",))
    assert found.remarks == ()


def test_a_notice_has_no_remark() -> None:
    assert docx_extract(word("".join(map(paragraph, NOTICE.split("\n")))), "a").remarks == ()
