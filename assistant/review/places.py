"""Places: offsets as people count them, and the words around a finding."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Line and column of an offset, both from 1; the column counts code points."""

    line: int
    column: int


class Places:
    """Line starts of one text, for looking up many offsets."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def of(self, offset: int) -> Place:
        """The place of an offset of the text."""
        line = bisect_right(self._starts, offset)
        line = min(line, max(1, len(self._starts) - 1))
        return Place(line=line, column=offset - self._starts[line - 1] + 1)

    def quote(self, start: int, end: int, *, width: int = 40) -> str:
        """The text of [start, end) on one line, cut to ``width`` characters."""
        shown = " ".join(self._text[start : min(end, start + width)].split())
        return shown + ("…" if end - start > width else "")
