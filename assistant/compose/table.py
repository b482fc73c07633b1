"""Table: the internal ledger of a case as .xlsx: problem, measures, owner, deadline, status."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from assistant.compose.block import PLACEHOLDER
from assistant.compose.case import Case
from assistant.compose.wording import blank, clause, date_words, writable

HEAD = ("序号", "聚焦领域", "问题", "整改措施", "责任领导和科室", "完成时限", "状态", "还缺")
WIDTHS = (6, 18, 36, 72, 18, 16, 10, 24)  # characters
STATUS = {"done": "已完成", "ongoing": "推进中", "long_term": "长期坚持", "unknown": "未定"}
_LONGEST = 32_000  # characters; a cell of Excel holds 32,767


def as_table(case: Case, measures: Sequence[Sequence[str]]) -> bytes:
    """The .xlsx file; ``measures`` holds those of each problem, in the order of the case."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "整改台账"
    sheet.append(HEAD)
    for row in _rows(case, measures):
        sheet.append([_cell(value) for value in row])
    _dress(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _rows(case: Case, measures: Sequence[Sequence[str]]) -> Iterator[tuple[str | int, ...]]:
    for number, (problem, texts) in enumerate(zip(case.problems, measures, strict=True), 1):
        missing = dict.fromkeys(
            found[4:-1] for text in texts for found in PLACEHOLDER.findall(text)
        )
        yield (
            number,
            problem.focus_area or "",
            clause(problem.text),
            "\n".join(f"{n}.{text}" for n, text in enumerate(texts, 1)),
            problem.owner or blank("责任领导和科室"),
            date_words(problem.deadline, "完成时限"),
            STATUS[problem.status],
            "、".join(missing),
        )


def _cell(value: str | int) -> str | int:
    """A value that opens as text in every program: one that begins with = is no formula."""
    if isinstance(value, int):
        return value
    text = writable(value)[:_LONGEST]
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _dress(sheet: Worksheet) -> None:
    """Readable and printable: wrapped, framed, head repeated on each page, A4 across."""
    line = Side(style="thin", color="999999")
    frame = Border(left=line, right=line, top=line, bottom=line)
    for index, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = frame
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="EEEEEE")
        cell.alignment = Alignment(horizontal="center", vertical="center")
    sheet.freeze_panes = "D2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
