"""Unwrap: take back the line breaks that a PDF or a mail program put into paragraphs.

A wrapped text is read without those breaks and the result is moved back, so that words cut in two
(反/馈) are found and every offset is still one of the text as read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from assistant.notice.document import Document
from assistant.notice.fold import fold
from assistant.notice.markers import leading_marker
from assistant.notice.model import Notice
from assistant.notice.residue import is_residue

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_ENDS_SENTENCE = "。！？：；…"
# in columns, of which a Chinese character takes two; a paragraph on one line is nearly always wider
_WIDEST = 120
_NARROWEST = 36
_SLACK = 4  # a line may fall short of the full width by this much (punctuation may not open a line)
_SHARE = 0.2


def unwrapped(text: str) -> tuple[str, Sequence[int]] | None:
    """The text without the breaks inside paragraphs, and for each character its old offset.

    None where the text is not wrapped, which is nearly always.
    """
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    joins = _joins(text, lines)
    if not joins:
        return None
    kept: list[int] = []
    position = 0
    for left, right in joins:
        kept.extend(range(position, left))
        position = right
    kept.extend(range(position, len(text)))
    return "".join(text[at] for at in kept), kept


def _joins(text: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The gaps [end of a line, first character of its continuation) that wrapping put in."""
    if len(lines) < 6 or max(end - start for start, end in lines) > _WIDEST:
        return []
    stripped = [text[start:end].rstrip() for start, end in lines]
    found = []
    for measure, slack in ((_columns, _SLACK), (len, _SLACK // 2)):
        widths = [measure(line) for line in stripped]
        full = sorted(widths)[-max(1, len(widths) // 10)]
        if full * (2 if measure is len else 1) >= _NARROWEST and full <= _WIDEST:
            wrapped = [at for at, width in enumerate(widths) if width >= full - slack]
            found.append(list(_gaps(text, lines, wrapped)))
    best = max(found, key=len, default=[])
    return best if len(best) >= max(3, _SHARE * len(lines)) else []


def _gaps(
    text: str, lines: Sequence[tuple[int, int]], wrapped: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The gaps behind the full lines ``wrapped`` whose paragraph goes on."""
    for at in wrapped:
        if at + 1 == len(lines):
            continue
        start, end = lines[at]
        line = text[start:end].rstrip()
        following = text[lines[at + 1][0] : lines[at + 1][1]]
        if line[-1] in _ENDS_SENTENCE and not _is_flush(following, text[start:end]):
            continue
        if not _opens_paragraph(following, text[start:end]):
            indent = len(following) - len(following.lstrip())
            yield start + len(line), lines[at + 1][0] + indent


def _columns(line: str) -> int:
    return sum(2 if char > "\u2e7f" or char in "“”‘’—…" else 1 for char in line)


def _is_flush(following: str, line: str) -> bool:
    """Whether the next line is set out to the left of this one, as continuations are."""
    return len(following) - len(following.lstrip()) < len(line) - len(line.lstrip())


def _opens_paragraph(following: str, line: str) -> bool:
    """Whether the next line begins something of its own: indented, numbered, page furniture."""
    bare = following.strip()
    indent = len(following) - len(following.lstrip())
    if indent > len(line) - len(line.lstrip()):
        return True
    folded = fold(bare)
    return is_residue(folded) or leading_marker(folded, 0, len(folded)) is not None


def moved_back(notice: Notice, document: Document, offsets: Sequence[int]) -> Notice:
    """``notice`` of the unwrapped text as one of ``document``: all spans, texts and ids."""
    moved = _moved(notice, document.text, offsets)
    digest = document.digest
    records = tuple(
        replace(record, id=f"{digest}-{record.id.rsplit('-', 1)[1]}") for record in moved.records
    )
    folded = fold(document.text)
    assert isinstance(moved, Notice)
    return replace(moved, text=document.text, folded=folded, digest=digest, records=records)


def _moved(value: Any, text: str, offsets: Sequence[int]) -> Any:
    if isinstance(value, tuple):
        return tuple(_moved(item, text, offsets) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {}
    for field in fields(value):
        changes[field.name] = _moved(getattr(value, field.name), text, offsets)
    if "start" in changes and isinstance(changes["start"], int):
        start, end = changes["start"], changes["end"]
        changes["start"] = offsets[start] if start < len(offsets) else len(text)
        changes["end"] = offsets[end - 1] + 1 if end > start else changes["start"]
        if "text" in changes:
            changes["text"] = text[changes["start"] : changes["end"]]
    return type(value)(**changes)
