"""Sheet: the rows of an Excel workbook as texts."""

from __future__ import annotations

import io
import itertools
import warnings
import zipfile
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from assistant.errors import InputUnreadable
from assistant.files.archive import open_archive

MAIN = "xl/workbook.xml"
MAX_ROWS = 20_000
MAX_COLUMNS = 200
Rows = tuple[tuple[str, ...], ...]


def sheets(data: bytes, source: str) -> list[Rows]:
    """The visible sheets that hold anything, as rows of cell texts; formulas by their value.

    Raises InputUnreadable for what is no sound .xlsx or exceeds the limits.
    """
    with open_archive(data, source, MAIN) as archive:
        archive.refuse_doctypes()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl reports each extension it leaves out
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            tables = [_rows(s) for s in book.worksheets if s.sheet_state == "visible"]
        finally:
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise InputUnreadable(f"“{source}”已损坏，读不出表格：请重新保存为 .xlsx") from error
    return [rows for rows in tables if rows]


def _rows(sheet: Any) -> Rows:
    sheet.reset_dimensions()  # some programs write wrong ones, and rows would be cut to them
    first = itertools.islice(sheet.iter_rows(values_only=True), MAX_ROWS)
    texts = (tuple(_text(value) for value in row[:MAX_COLUMNS]) for row in first)
    return tuple(row for row in texts if any(row))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
