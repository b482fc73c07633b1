"""Hostile workbooks: far cells, string bombs, hidden rows, lies about kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hostile import Hostile
from hostile_zip import MIB, zipped
from made_files import xlsx_bytes

S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HIDDEN = "暗中写入的问题"
SEEN = "台账更新不及时"
_BOOK = (
    f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="a" sheetId="1" {{}} r:id="rId1"/>'
    '<sheet name="b" sheetId="2" {} r:id="rId2"/></sheets></workbook>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="rId{i}" Type="{R}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in (1, 2)
    )
    + "</Relationships>"
)


def cell(text: str, reference: str = "A1", attributes: str = "") -> str:
    """A cell with its own string."""
    return f'<c r="{reference}" t="inlineStr" {attributes}><is><t>{text}</t></is></c>'


def row(*cells: str, attributes: str = "") -> str:
    """A row of cells."""
    return f"<row {attributes}>{''.join(cells)}</row>"


def book(
    rows: str,
    other: str = "",
    *,
    state: tuple[str, str] = ("", ""),
    before: str = "",
    head: str = "",
    **parts: str,
) -> bytes:
    """A workbook of two sheets; ``parts`` are further parts of xl/ by name."""
    sheet = f'{head}<worksheet xmlns="{S}">{before}<sheetData>{{}}</sheetData></worksheet>'
    named = [(f"xl/{name}.xml", text.encode()) for name, text in parts.items()]
    return zipped(
        ("xl/workbook.xml", _BOOK.format(*state).encode()),
        ("xl/_rels/workbook.xml.rels", _RELS.encode()),
        ("xl/worksheets/sheet1.xml", sheet.format(rows).encode()),
        ("xl/worksheets/sheet2.xml", sheet.format(other).encode()),
        *named,
    )


def _book_of(sheets: str) -> bytes:
    return f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{sheets}</sheets></workbook>'.encode()


SOUND = row(cell("问题")) + row(cell(SEEN, "A2"))


def _strings(count: int, text: str) -> str:
    return f'<sst xmlns="{S}">{f"<si><t>{text}</t></si>" * count}</sst>'


def costs() -> Iterator[Hostile]:
    """Files that are small and cost much."""
    shared = row(*(f'<c r="A{i}" t="s"><v>0</v></c>' for i in range(1, 2)))
    made: dict[str, Callable[[], bytes]] = {
        "far-cell": lambda: book(SOUND + row(cell("远", "XFD1048576"), attributes='r="1048576"')),
        "far-cells": lambda: book(
            SOUND
            + "".join(row(cell("远", f"XFD{i}"), attributes=f'r="{i}"') for i in range(2, 5000))
        ),
        "wrong-references": lambda: book(
            SOUND + row(cell("甲", "ZZZZZ99999999999"), cell("乙", "?"))
        ),
        "column-digits": lambda: book(
            SOUND, before=f'<cols><col min="1" max="{"9" * 6000}" hidden="1"/></cols>'
        ),
        "column-span": lambda: book(
            SOUND, before='<cols><col min="2" max="2000000000" hidden="1"/></cols>'
        ),
        "merges": lambda: book(
            SOUND,
            before='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
        "strings-bomb": lambda: book(shared * 4000, sharedStrings=_strings(1, "字" * 100_000)),
        "strings-many": lambda: book(SOUND, sharedStrings=_strings(100_000, "字")),
        "strings-missing": lambda: book(row('<c r="A1" t="s"><v>99</v></c>') + SOUND),
        "strings-huge-index": lambda: book(row(f'<c t="s"><v>{"9" * 5000}</v></c>') + SOUND),
        "numbers-odd": lambda: book(
            SOUND
            + row(*(f"<c><v>{v}</v></c>" for v in ("1e999", "-1e999", "nan", "9" * 5000, "x")))
        ),
        "dates-odd": lambda: book(
            SOUND + row(*(f'<c s="0"><v>{v}</v></c>' for v in ("-1", "1e9", "2958466", "nan"))),
            styles=f'<styleSheet xmlns="{S}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
        ),
        "formats-many": lambda: book(
            SOUND,
            styles=f'<styleSheet xmlns="{S}"><numFmts><numFmt numFmtId="170" formatCode="'
            + "[" * 20_000
            + '"/></numFmts><cellXfs>'
            + '<xf numFmtId="170"/>' * 60_000
            + "</cellXfs></styleSheet>",
        ),
        "rows-over-cap": lambda: book("".join(row(cell("甲", "A1")) for _ in range(20_001))),
        "rows-empty": lambda: book("<row/>" * 1_000_000 + SOUND),
        "cells-wide": lambda: book(SOUND + row(*("<c><v>1</v></c>" for _ in range(100_000)))),
        "bomb-sheet": lambda: book(SOUND + " " * 64 * MIB),
        "bomb-part": lambda: book(SOUND, junk=" " * 64 * MIB),
        "sheets-many": lambda: zipped(
            (
                "xl/workbook.xml",
                _book_of('<sheet r:id="rId1"/>' * 20_000),
            ),
            ("xl/_rels/workbook.xml.rels", _RELS.encode()),
            (
                "xl/worksheets/sheet1.xml",
                f'<worksheet xmlns="{S}"><sheetData>{SOUND * 200}</sheetData></worksheet>'.encode(),
            ),
        ),
        "outside-sheet": lambda: zipped(
            ("xl/workbook.xml", _BOOK.format("", "").encode()),
            (
                "xl/_rels/workbook.xml.rels",
                _RELS.replace("Target=", 'TargetMode="External" Target=').encode(),
            ),
        ),
        "macro": lambda: book(SOUND, vbaProject="x"),
        "formula-link": lambda: book(
            SOUND + row('<c t="str"><f>WEBSERVICE("http://0.0.0.0:1/")</f><v>甲问题乙</v></c>')
        ),
    }
    for name, make in made.items():
        yield Hostile(name=f"{name}.xlsx", make=make, end="either")


def lies() -> Iterator[Hostile]:
    """Broken, empty and mislabelled workbooks: refused with the reason."""
    dtd = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    made: dict[str, tuple[Callable[[], bytes], str]] = {
        "doctype": (lambda: book(row(cell("&x;")), head=dtd), "文档类型定义"),
        "doctype-strings": (
            lambda: book(SOUND, sharedStrings=dtd + _strings(1, "a")),
            "文档类型定义",
        ),
        "empty": (lambda: book(""), "没有问题"),
        "all-hidden": (lambda: book(SOUND, state=('state="hidden"', "")), "没有问题"),
        "no-sheets": (lambda: zipped(("xl/workbook.xml", b"<a/>")), "损坏"),
        "broken-xml": (lambda: book("<row>"), "损坏"),
        "renamed-docx": (lambda: zipped(("word/document.xml", b"<a/>")), "没有文字"),
        "renamed-text": (lambda: b"\xff\xfe\x00\x00\x00\x01" * 50, ""),
        "cut": (lambda: book(SOUND)[:-40], "损坏"),
        "old-xls": (
            lambda: (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le")
            ),
            "旧版",
        ),
    }
    for name, (make, says) in made.items():
        yield Hostile(name=f"{name}.xlsx", make=make, says=says)


def hidden() -> Iterator[Hostile]:
    """Hidden sheets, rows, columns and cells are left out, and said."""
    secret = row(cell(HIDDEN, "A3"))
    blank = '<styleSheet xmlns="{}"><numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts>'
    made = {
        "hidden-row": (book(SOUND + secret.replace("<row ", '<row hidden="1" ')), "隐藏的行"),
        "hidden-column": (
            book(
                SOUND + row(cell(HIDDEN, "B3")),
                before='<cols><col min="2" max="2" hidden="1"/></cols>',
            ),
            "隐藏的列",
        ),
        "hidden-sheet": (
            book(
                SOUND, row(f'<c r="A1" t="str"><v>{HIDDEN}</v></c>'), state=("", 'state="hidden"')
            ),
            "隐藏的工作表",
        ),
        "very-hidden-sheet": (
            book(SOUND, row(cell(HIDDEN)), state=("", 'state="veryHidden"')),
            "隐藏的工作表",
        ),
        "blanked-cell": (
            book(
                SOUND + row(cell(HIDDEN, "A3", 's="0"')),
                styles=blank.format(S) + '<cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>',
            ),
            "",
        ),
    }
    for name, (data, says) in made.items():
        yield Hostile(
            name=f"{name}.xlsx", make=lambda data=data: data, end="read", says=says, unsaid=HIDDEN
        )
    yield Hostile(
        name="far-column.xlsx",
        make=lambda: book(SOUND + row(cell("远处", "ZZ3"))),
        end="read",
        says="200列以后",
    )
    yield Hostile(
        name="written-by-library.xlsx",
        make=lambda: xlsx_bytes([("问题",), (SEEN,)]),
        end="read",
    )


def sheet_files() -> Iterator[Hostile]:
    """All hostile workbooks."""
    for family in (costs, lies, hidden):
        yield from family()
