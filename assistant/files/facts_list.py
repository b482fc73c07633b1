"""Facts: what the user gives as true, one fact a line, from any kind of file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from assistant.errors import InputUnreadable
from assistant.files.extract import Extract, extract
from assistant.files.lists import items
from assistant.files.load import load
from assistant.files.read import document_from, shown


def read_fact_list(
    path: str, stdin: BinaryIO | None = None, *, on_remark: Callable[[str], object] | None = None
) -> list[str]:
    """The facts of a .txt, .md, .docx, .xlsx, .pdf or .html file, in order.

    One fact a line, or one a table row (its cells joined by ，); ordinals and blank lines are
    dropped. ``on_remark`` is told what was left out (hidden rows, hidden text). Raises
    InputUnreadable, also where no fact is left.
    """
    source = shown(path)
    given = extract(load(path, stdin), source)
    if on_remark is not None:
        for remark in given.remarks:
            on_remark(f"{source}：{remark}")
    found = list(items(_lines(given, path), source))
    if not found:
        raise InputUnreadable(f"“{source}”里没有事实：请每行写一条，例如“7月3日印发《……办法》”")
    return found


def _lines(given: Extract, path: str) -> Iterator[str]:
    if given.encoding != "xlsx":
        for line in document_from(given, path).text.splitlines():
            yield "，".join(part.strip() for part in line.split("\t") if part.strip())
        return
    for rows in given.tables:
        for row in rows:
            filled = [" ".join(cell.split()) for cell in row if cell.strip()]
            if len(filled) > 1 and filled[0].isdigit():
                del filled[0]  # the ordinal's own column
            yield "，".join(filled)
