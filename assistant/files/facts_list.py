"""Facts: what the user gives as true, one fact a line, from any kind of file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from assistant.errors import InputUnreadable
from assistant.files.kind import kind_of
from assistant.files.lists import items
from assistant.files.load import load
from assistant.files.read import document_of, shown


def read_fact_list(path: str, stdin: BinaryIO | None = None) -> list[str]:
    """The facts of a .txt, .md, .docx, .xlsx, .pdf or .html file, in order.

    One fact a line, or one a table row (its cells joined by ，); ordinals and blank lines are
    dropped. Raises InputUnreadable, also where no fact is left.
    """
    data = load(path, stdin)
    source = shown(path)
    found = list(items(_lines(data, path, source), source))
    if not found:
        raise InputUnreadable(f"“{source}”里没有事实：请每行写一条，例如“7月3日印发《……办法》”")
    return found


def _lines(data: bytes, path: str, source: str) -> Iterator[str]:
    if kind_of(data, source) != "xlsx":
        for line in document_of(data, path).text.splitlines():
            yield "，".join(part.strip() for part in line.split("\t") if part.strip())
        return
    from assistant.files.sheet import sheets

    for rows in sheets(data, source):
        for row in rows:
            filled = [" ".join(cell.split()) for cell in row if cell.strip()]
            if len(filled) > 1 and filled[0].isdigit():
                del filled[0]  # the ordinal's own column
            yield "，".join(filled)
