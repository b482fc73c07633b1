"""Marks: a whole past notice with records marked in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.retrieval.record import StoredRecord

RECORD, CURRENT = "记录", "当前"
RECORD_COLOURS = {RECORD: "#f6e3b0", CURRENT: "#ffb27a"}
Marked = list[tuple[str, str | None]]
_FRONT_MATTER = re.compile(r"\A\ufeff?---\n(?:[^\n]*\n){1,60}?---\n")


def notice_marks(text: str, records: Sequence[StoredRecord], current: str | None = None) -> Marked:
    """The text with every record marked, the one with id ``current`` apart from the others.

    The front matter of our own files is left out; records that overlap are cut at the later one.
    """
    head = _FRONT_MATTER.match(text)
    at = head.end() if head else 0
    pieces: Marked = []
    for record in sorted(records, key=lambda one: one.start):
        start, end = max(record.start, at), min(record.end, len(text))
        if start >= end:
            continue
        pieces.append((text[at:start], None))
        pieces.append((text[start:end], CURRENT if record.id == current else RECORD))
        at = end
    pieces.append((text[at:], None))
    return [(piece, mark) for piece, mark in pieces if piece]
