"""Sheet cells: the text of one cell, by the workbook's shared strings and number formats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lxml import etree

from assistant.files.archive import Archive

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# ECMA-376 part 1, 18.8.30: the built-in formats of dates and times, those of East Asia included
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_LITERAL = re.compile(r'"[^"]{0,200}"|\\.|\[[^\]]{0,60}\]|_.|\*.')
_DATE_LETTERS = re.compile(r"[dmyhs年月日]", re.IGNORECASE)
_LAST_DAY = 2_958_465  # 9999-12-31
_COLUMN = re.compile(r"([A-Z]{1,3})\d{0,9}")
_LONGEST = 40  # digits of a number
_LONGEST_CODE = 255  # characters of a number format


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """``strings`` are the shared strings; ``dates`` the formats (by their index) of dates;
    ``blanks`` those that show nothing (;;;); ``epoch`` day 0."""

    strings: Sequence[str]
    dates: frozenset[int]
    blanks: frozenset[int]
    epoch: datetime

    def text(self, cell: etree._Element) -> str:
        """What the cell shows, nearly as Excel would: "" for an empty or blanked one."""
        style = _whole(cell.get("s"))
        if style in self.blanks:
            return ""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _string(cell.find(f"{S}is"))
        value = cell.findtext(f"{S}v") or ""
        if kind == "s":
            index = _whole(value)
            return self.strings[index] if 0 <= index < len(self.strings) else ""
        if kind == "b":
            return "是" if value == "1" else "否"
        if kind == "n":
            return self._number(value, is_date=style in self.dates)
        return "" if kind == "e" else value

    def _number(self, value: str, *, is_date: bool) -> str:
        try:
            number = float(value) if len(value) <= _LONGEST else float("nan")
        except ValueError:
            return value
        if is_date and 1 <= number <= _LAST_DAY:
            day = self.epoch + timedelta(seconds=round(number * 86_400))
            whole = day.hour == day.minute == day.second == 0
            return day.strftime("%Y-%m-%d") if whole else day.strftime("%Y-%m-%d %H:%M")
        if number.is_integer() and abs(number) < 1e15:
            return str(int(number))
        return value if number != number else repr(number)


def read_cells(archive: Archive) -> Cells:
    """Read xl/sharedStrings.xml, xl/styles.xml and the workbook's epoch."""
    strings: tuple[str, ...] = ()
    if archive.has("xl/sharedStrings.xml"):
        table = archive.xml("xl/sharedStrings.xml")
        strings = tuple(_string(item) for item in table.iterchildren(f"{S}si"))
    properties = archive.xml("xl/workbook.xml").find(f"{S}workbookPr")
    early = properties is not None and properties.get("date1904") in ("1", "true")
    dates: set[int] = set()
    blanks: set[int] = set()
    if archive.has("xl/styles.xml"):
        _read_formats(archive.xml("xl/styles.xml"), dates, blanks)
    return Cells(
        strings=strings,
        dates=frozenset(dates),
        blanks=frozenset(blanks),
        epoch=datetime(1904, 1, 1) if early else datetime(1899, 12, 30),
    )


def column_of(reference: str) -> int:
    """The column of "AB12", from 1; 0 where the reference is none."""
    match = _COLUMN.fullmatch(reference)
    column = 0
    for letter in match[1] if match else "":
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _read_formats(styles: etree._Element, dates: set[int], blanks: set[int]) -> None:
    """Which of the cell formats show dates, and which nothing."""
    codes = {
        _whole(one.get("numFmtId")): one.get("formatCode", "")
        for one in styles.iterfind(f"{S}numFmts/{S}numFmt")
    }
    shown_as_date = {
        number: _DATE_LETTERS.search(_LITERAL.sub("", code[:_LONGEST_CODE])) is not None
        for number, code in codes.items()
    }
    for index, one in enumerate(styles.iterfind(f"{S}cellXfs/{S}xf")):
        number = _whole(one.get("numFmtId"))
        if shown_as_date.get(number, number in _DATES):
            dates.add(index)
        if codes.get(number, "").replace(" ", "") == ";;;":
            blanks.add(index)


def _string(item: etree._Element | None) -> str:
    """A string, its runs joined, without the readings above characters (rPh)."""
    if item is None:
        return ""
    own = item.iterfind(f"{S}t")
    runs = item.iterfind(f"{S}r/{S}t")
    return "".join(text.text or "" for part in (own, runs) for text in part)


def _whole(text: str | None) -> int:
    """A whole number of an attribute, -1 where it is none."""
    sound = text and len(text) <= 9 and text.isascii() and text.isdigit()
    return int(text) if text and sound else -1
