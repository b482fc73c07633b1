"""Made files: documents of each kind, wholly fictional, built when a test needs them."""

from __future__ import annotations

import io
import zipfile

NOTICE = """中共岫川县粮食局党组关于十二届县委第三轮巡察整改进展情况的通报
根据县委部署，2025年3月4日至4月11日，县委第五巡察组对岫川县粮食局党组开展了巡察。
（一）关于“库存台账更新不及时”问题。一是盘点粮仓12座，5月9日前补录台账36条。
欢迎监督。电话：0000-7654321；邮箱：lsj@example.gov.cn。
"""
TRADITIONAL = """岫川縣糧食局關於巡察整改進展情況的通報
根據縣委部署，巡察組對糧食局黨組開展了巡察，並反饋了意見。現將整改進展情況公佈如下。
關於「庫存臺賬更新不及時」問題：盤點糧倉十二座，補錄臺賬三十六條。
"""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_bytes(
    body: str, *, numbering: str = "", styles: str = "", extra: dict[str, bytes] | None = None
) -> bytes:
    """A .docx whose parts hold the given WordprocessingML (inside w:body and so on)."""
    parts = {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'}
    if numbering:
        parts["word/numbering.xml"] = f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>'
    if styles:
        parts["word/styles.xml"] = f'<w:styles xmlns:w="{W}">{styles}</w:styles>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
        for name, data in (extra or {}).items():
            file.writestr(name, data)
    return out.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """A w:p of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A w:tbl; a cell with line breaks has a paragraph a line."""
    cells = (
        "".join(f"<w:tc>{''.join(map(paragraph, cell.split(chr(10))))}</w:tc>" for cell in row)
        for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def pdf_bytes(*pages: str) -> bytes:
    """A PDF with a text layer, a line of each page's text a line of the page (none: a scan)."""
    cmap = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /U def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        "1 beginbfrange <0000> <FFFF> <0000> endbfrange\nendcmap end"
    )
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Fang /Encoding /Identity-H"
        " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Fang /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    for i, page in enumerate(pages):
        shown = "".join(
            f"<{line.encode('utf-16-be').hex()}> Tj 0 -29 Td\n" for line in page.splitlines()
        )
        content = f"BT /F1 16 Tf 80 750 Td\n{shown}ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            f" /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * i} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table_start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    out += "".join(f"{offset:010} 00000 n \n" for offset in offsets).encode("ascii")
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n".encode("ascii")
    return out + f"startxref\n{table_start}\n%%EOF".encode("ascii")


def xlsx_bytes(*sheets: list[tuple[object, ...]]) -> bytes:
    """A workbook with the given rows."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
