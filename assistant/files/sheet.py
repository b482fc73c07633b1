"""Sheet: the visible rows of an Excel workbook as texts.

Read from the XML directly: openpyxl says neither which rows and columns are hidden, nor does it
stop at a cell in the last column. Source: ECMA-376 part 1, 18.2 to 18.8.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from lxml import etree

from assistant.errors import InputUnreadable
from assistant.files.archive import Archive, open_archive
from assistant.files.caps import MAX_CHARACTERS, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from assistant.files.extract import Extract
from assistant.files.sheet_cells import S, column_of, read_cells
from assistant.files.worker.wire import Frame

MAIN = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HIDDEN = ("1", "true")
Rows = tuple[tuple[str, ...], ...]


def task(request: dict[str, Any], data: bytes) -> Frame:
    """``sheet_extract`` as a worker runs it."""
    return sheet_extract(data, request["source"]).to_frame()


def sheet_extract(data: bytes, source: str) -> Extract:
    """The visible sheets that hold anything, as rows of cell texts; formulas by their value.

    Hidden sheets, rows and columns are left out and remarked upon. Raises InputUnreadable for what
    is no sound .xlsx or exceeds the caps.
    """
    with open_archive(data, source, MAIN) as archive:
        book = _Book(archive)
        tables = [rows for rows in book.sheets() if rows]
        if not tables and not book.seen:
            raise InputUnreadable(f"“{source}”已损坏，读不出表格：请重新保存为 .xlsx")
    return Extract(tables=tables, remarks=tuple(book.remarks()))


class _Book:
    """A workbook; counts what it leaves out."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._cells = read_cells(archive)
        self._characters = 0
        self._left_out = {"张隐藏的工作表": 0, "行隐藏的行": 0, "列隐藏的列": 0}
        self._far = 0
        self.seen = 0

    def remarks(self) -> Iterator[str]:
        """What the user should know, once the sheets have been read."""
        found = "、".join(f"{count}{name}" for name, count in self._left_out.items() if count)
        if found:
            yield f"有{found}：未读取，请核对原表"
        if self._far:
            yield f"第{MAX_COLUMNS}列以后有{self._far}个单元格：未读取，请核对原表"

    def sheets(self) -> Iterator[Rows]:
        """The rows of each visible sheet, in order."""
        targets = self._targets()
        listed = self._archive.xml(MAIN).findall(f"{S}sheets/{S}sheet")
        if len(listed) > MAX_SHEETS:
            raise InputUnreadable(f"“{self._archive.source}”的工作表过多：请只保留要用的部分")
        for sheet in listed:
            part = targets.get(sheet.get(_ID, ""), "")
            if not self._archive.has(part):
                continue
            self.seen += 1
            if sheet.get("state", "visible") == "visible":
                yield tuple(self._rows(part))
            elif self._holds_anything(part):
                self._left_out["张隐藏的工作表"] += 1

    def _targets(self) -> dict[str, str]:
        """The parts of the sheets by relation id; relations to the outside are none."""
        if not self._archive.has(_RELATIONS):
            return {}
        return {
            relation.get("Id", ""): posixpath.normpath(
                posixpath.join("/xl", relation.get("Target", ""))
            ).lstrip("/")
            for relation in self._archive.xml(_RELATIONS)
            if isinstance(relation.tag, str) and relation.get("TargetMode") != "External"
        }

    def _rows(self, part: str) -> Iterator[tuple[str, ...]]:
        sheet = self._archive.xml(part)
        hidden = _hidden_columns(sheet)
        found, covered = 0, set[int]()
        for row in sheet.iterfind(f"{S}sheetData/{S}row"):
            cells = dict(self._texts(row))
            if not cells:
                continue
            if row.get("hidden") in _HIDDEN:
                self._left_out["行隐藏的行"] += 1
                continue
            covered |= hidden & cells.keys()
            shown = {column: text for column, text in cells.items() if column not in hidden}
            if not shown:
                continue
            found += 1
            self._characters += sum(map(len, shown.values()))
            if found > MAX_ROWS or self._characters > MAX_CHARACTERS:
                raise InputUnreadable(
                    f"“{self._archive.source}”的表格过大（限{MAX_ROWS}行、"
                    f"{MAX_CHARACTERS // 10_000}万字）：请只保留要用的部分"
                )
            yield tuple(shown.get(column, "") for column in range(1, max(shown) + 1))
        self._left_out["列隐藏的列"] += len(covered)

    def _holds_anything(self, part: str) -> bool:
        rows = self._archive.xml(part).iterfind(f"{S}sheetData/{S}row")
        return any(True for row in rows for _ in self._texts(row))

    def _texts(self, row: etree._Element) -> Iterator[tuple[int, str]]:
        """Filled cells of a row by column, from 1."""
        column = 0
        for cell in row.iterchildren(f"{S}c"):
            column = column_of(cell.get("r", "")) or column + 1
            text = self._cells.text(cell).strip()
            if text and column > MAX_COLUMNS:
                self._far += 1
            elif text:
                yield column, text


def _hidden_columns(sheet: etree._Element) -> frozenset[int]:
    """Hidden columns, from 1; those past the cap are not read anyway."""
    hidden: set[int] = set()
    for span in sheet.iterfind(f"{S}cols/{S}col"):
        if span.get("hidden") in _HIDDEN:
            first, last = (_number(span.get(name)) for name in ("min", "max"))
            hidden.update(range(max(1, first), min(last, MAX_COLUMNS) + 1))
    return frozenset(hidden)


def _number(text: str | None) -> int:
    sound = text and len(text) <= 9 and text.isascii() and text.isdigit()
    return int(text) if text and sound else 0
