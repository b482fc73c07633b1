"""Problems: the list of problems that an inspection fed back, from any kind of file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from assistant.errors import InputUnreadable
from assistant.files.extract import Extract, extract
from assistant.files.lists import items, list_title, without_ordinal
from assistant.files.load import load
from assistant.files.read import document_from, shown

HEADER_ROWS = 10  # a title and a few notes may stand above the header
_HEADER = re.compile(
    r"(?:巡视|巡察|反馈|指出|发现|存在|具体|主要|突出|整改|意见|的|和|中){0,6}"
    r"问题(?:清单|内容|描述|表述|事项|概述|表现|名称|情况|点)?"
)
_NOISE = re.compile(r"\s+|[（(][^（）()]{0,20}[）)]")
Rows = Sequence[Sequence[str]]


def read_problem_list(
    path: str, stdin: BinaryIO | None = None, *, on_remark: Callable[[str], object] | None = None
) -> list[str]:
    """The problems of a .txt, .md, .docx, .xlsx, .pdf or .html file, in order, none merged.

    One problem a line; ordinals and blank lines are dropped. Where a table of a .docx or .xlsx has
    a column headed 问题, 反馈问题, 具体问题 or the like, that column is the list; otherwise all
    lines but a title at their head, or of a workbook the column that holds most text. ``on_remark``
    is told what was left out (the title, hidden rows, hidden text). Raises InputUnreadable, also
    where no problem is left.
    """
    source = shown(path)
    given = extract(load(path, stdin), source)
    if on_remark is not None:
        for remark in given.remarks:
            on_remark(f"{source}：{remark}")
    lines = list(_lines(given, path))
    title = list_title(lines)
    if title is not None:
        lines.remove(next(line for line in lines if line.strip()))
        if on_remark is not None:
            on_remark(f"{source}：“{title}”是清单的标题，没有算作问题")
    found = list(items(lines, source))
    if not found:
        raise InputUnreadable(f"“{source}”里没有问题：请每行写一个问题")
    return found


def _lines(given: Extract, path: str) -> Iterator[str]:
    cells = [cell for table in given.tables for cell in headed_column(table)]
    if not cells and given.encoding == "xlsx":
        cells = fullest_column(given.tables[0]) if given.tables else []
        if not cells:
            return
    if cells:
        for cell in cells:
            yield from _problems_of(cell)
    else:
        yield from document_from(given, path).text.splitlines()


def headed_column(rows: Rows) -> list[str]:
    """The filled cells below a header that names problems; [] where the table has none.

    Of several such columns the one that says 具体, else the one with most text.
    """
    single = max((_filled(row) for row in rows), default=0) < 2
    for position, row in enumerate(rows[:HEADER_ROWS]):
        if not single and _filled(row) < 2:
            continue  # the title of the table over all its columns
        headers = {i: name for i, cell in enumerate(row) if _is_header(name := _bare(cell))}
        if headers:
            below = {i: _column(rows[position + 1 :], i, name) for i, name in headers.items()}
            best = max(below, key=lambda i: ("具体" in headers[i], sum(map(len, below[i]))))
            return below[best]
    return []


def fullest_column(rows: Rows) -> list[str]:
    """The column with most text, all its filled cells."""
    columns = range(max((len(row) for row in rows), default=0))
    return max((_column(rows, i, "") for i in columns), key=lambda c: sum(map(len, c)), default=[])


def _column(rows: Rows, index: int, header: str) -> list[str]:
    """Filled cells of a column; a header repeated on a later page is none of them."""
    cells = (row[index].strip() for row in rows if index < len(row))
    return [cell for cell in cells if cell and _bare(cell) != header]


def _problems_of(cell: str) -> list[str]:
    """A cell is one problem, unless each of its lines carries an ordinal of its own."""
    lines = [line.strip() for line in cell.splitlines() if line.strip()]
    if len(lines) > 1 and all(without_ordinal(line) != line for line in lines):
        return lines
    return ["".join(lines)]


def _is_header(name: str) -> bool:
    return len(name) <= 20 and _HEADER.fullmatch(name) is not None


def _bare(cell: str) -> str:
    return _NOISE.sub("", cell)


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())
