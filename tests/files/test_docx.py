"""Word documents: order, tables, automatic numbering, and what is not visible."""

from __future__ import annotations

import io

import docx
import pytest
from made_files import docx_bytes, paragraph, table

from assistant.errors import InputUnreadable
from assistant.files import archive
from assistant.files.docx import docx_text
from assistant.files.numbering import write_number


def level(index: int, form: str, text: str, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def num_pr(list_id: int, index: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{list_id}"/></w:numPr>'


LEVELS = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%4")
    + level(4, "bullet", "•")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def test_paragraphs_and_tables_in_order() -> None:
    body = paragraph("第一段") + table(("联系电话", "0000-7654321")) + paragraph("第二段")
    assert docx_text(docx_bytes(body), "a").split("\n") == [
        "第一段",
        "联系电话\t0000-7654321",
        "第二段",
    ]


def test_long_rows_give_each_cell_a_line() -> None:
    cells = ("1", "粮食库存台账更新不及时", "一是盘点。\n二是补录。" + "其余从略。" * 10)
    lines = docx_text(docx_bytes(table(cells)), "a").split("\n")
    assert lines[:2] == ["1\t粮食库存台账更新不及时", "一是盘点。"]
    assert lines[2].startswith("二是补录。")


def test_written_by_python_docx() -> None:
    document = docx.Document()
    document.add_heading("标题", 0)
    document.add_paragraph("正文")
    cells = document.add_table(2, 2)
    cells.cell(0, 0).merge(cells.cell(0, 1)).text = "合并"
    cells.cell(1, 0).text = "左"
    cells.cell(1, 1).text = "右"
    out = io.BytesIO()
    document.save(out)
    assert [line for line in docx_text(out.getvalue(), "a").split("\n") if line] == [
        *("标题", "正文", "合并", "左\t右")
    ]


def test_automatic_numbering() -> None:
    body = (
        paragraph("甲", num_pr(1))
        + paragraph("乙", num_pr(1, 1))
        + paragraph("丙", num_pr(1, 1))
        + paragraph("丁", num_pr(1, 2))
        + paragraph("无号")
        + paragraph("戊", num_pr(1))
        + paragraph("己", num_pr(1, 1))
        + paragraph("庚", num_pr(1, 3))
        + paragraph("辛", num_pr(1, 4))
        + paragraph("壬", num_pr(2))
        + paragraph("癸", num_pr(0))
    )
    assert docx_text(docx_bytes(body, numbering=LEVELS), "a").split("\n") == [
        *(
            "一、甲",
            "（一）乙",
            "（二）丙",
            "1.丁",
            "无号",
            "二、戊",
            "（一）己",
            "二.1 庚",
            "辛",
            "一、壬",
            "癸",
        )
    ]


def test_numbering_by_style() -> None:
    styles = (
        f'<w:style w:styleId="A"><w:pPr>{num_pr(1)}</w:pPr></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:styleId="C"><w:basedOn w:val="C"/></w:style>'
    )
    body = "".join(paragraph(name, f'<w:pStyle w:val="{name}"/>') for name in "AABC")
    text = docx_text(docx_bytes(body, numbering=LEVELS, styles=styles), "a")
    assert text.split("\n") == ["一、A", "二、A", "三、B", "C"]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (12, "chineseCounting", "十二"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (4, "lowerRoman", "iv"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (0, "decimal", "0"),
        (10**9, "chineseCounting", "1000000000"),
    ],
)
def test_number_formats(number: int, form: str, written: str) -> None:
    assert write_number(number, form) == written


@pytest.mark.parametrize(
    ("inner", "seen"),
    [
        pytest.param("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙", id="line-break"),
        pytest.param('<w:r><w:t>甲</w:t><w:br w:type="page"/></w:r>', "甲", id="page-break"),
        pytest.param("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙", id="tab"),
        pytest.param("<w:del><w:r><w:delText>删</w:delText></w:r></w:del>", "", id="deleted"),
        pytest.param("<w:ins><w:r><w:t>增</w:t></w:r></w:ins>", "增", id="inserted"),
        pytest.param(
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r>",
            "显",
            id="hidden",
        ),
        pytest.param("<w:r><w:instrText>PAGE</w:instrText></w:r>", "", id="field-code"),
        pytest.param("<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>", "链接", id="link"),
        pytest.param(
            "<w:r><w:t>外</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r>",
            "外\n框",
            id="text-box",
        ),
    ],
)
def test_visible_text(inner: str, seen: str) -> None:
    assert docx_text(docx_bytes(f"<w:p>{inner}</w:p>"), "a") == seen


def test_content_controls_are_opened() -> None:
    body = f"<w:sdt><w:sdtContent>{paragraph('控件里')}</w:sdtContent></w:sdt>"
    assert docx_text(docx_bytes(body), "a") == "控件里"


def test_doctype_is_refused() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "x">]><d>&a;</d>'
    data = docx_bytes("", extra={"word/numbering.xml": bomb})
    with pytest.raises(InputUnreadable, match="文档类型定义"):
        docx_text(data, "a.docx")


def test_bomb_is_not_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_PART", 1_000_000)
    data = docx_bytes("", extra={"word/extra.xml": b" " * 2_000_000})
    assert len(data) < 10_000
    with pytest.raises(InputUnreadable, match="过大"):
        docx_text(data, "a.docx")


@pytest.mark.parametrize("cut", [30, 200, -30])
def test_truncated(cut: int) -> None:
    data = docx_bytes(paragraph("正文" * 500))
    with pytest.raises(InputUnreadable, match="损坏"):
        docx_text(data[:cut], "a.docx")


def test_broken_xml() -> None:
    with pytest.raises(InputUnreadable, match="损坏"):
        docx_text(docx_bytes("<w:p>"), "a.docx")
