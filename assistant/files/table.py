"""Table: how the rows of a table become lines of text, the same for Word, web pages and sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

SHORT_ROW = 60  # characters; longer rows hold sentences, and each cell stands on its own line

_ORDINAL = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,4}[)）]?[.、．]?")


def row_lines(cells: Sequence[str]) -> Iterator[str]:
    """The lines of one row, empty cells left out.

    A short row of one-line cells (联系电话 | 0000-…) stays one line, joined by tabs. Otherwise each
    cell begins a new line, and a bare ordinal (1 | 问题…) goes with the cell that follows it.
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    one_line = not any("\n" in cell for cell in filled)
    if one_line and sum(map(len, filled)) <= SHORT_ROW:
        if filled:
            yield "\t".join(filled)
        return
    ordinal = ""
    for cell in filled:
        if not ordinal and cell is not filled[-1] and _ORDINAL.fullmatch(cell):
            ordinal = cell + "\t"
            continue
        yield from (ordinal + cell).split("\n")
        ordinal = ""
