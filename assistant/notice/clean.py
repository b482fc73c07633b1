"""Clean: leave out what came into a text on its way, and bring the result back to the text as read.

Zero-width characters of web copies, the > of quoted mail and the line breaks of wrapping hide
words from the parser (反/馈). It reads the text without them; then every span is moved back, so
that all offsets are those of the text as read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from assistant.notice.document import Document
from assistant.notice.fold import fold
from assistant.notice.model import Node, Notice
from assistant.notice.segments import is_row
from assistant.notice.tree import build_tree
from assistant.notice.wrapping import wrapping_breaks

# zero-width, direction, tag and control characters (assistant.files.unseen counts them)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_LONE = re.compile("[\ud800-\udfff]")
_QUOTE_MARK = re.compile(r"^[ \t\u3000]*(?:[>|] ?)+", re.MULTILINE)
_LINE = re.compile(r"\S")
_MOSTLY = 0.6
# 反馈 32 个问题: not behind an ordinal that opens a line, nor between the cells of a row
_SPACED = re.compile(
    r"(?<=[\u4e00-\u9fff“（]) (?=\d)|(?<=[\u4e00-\u9fff，。；：、“（ ]\d) (?=[\u4e00-\u9fff])"
    r"|(?<=\d\d) (?=[\u4e00-\u9fff%])|(?<=[\u4e00-\u9fff]) (?=\d)"
)
_FEWEST_SPACED = 20


def visible(text: str) -> str:
    """What a reader sees of a text that no offset counts; half a character becomes U+FFFD."""
    if _LONE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _INVISIBLE.sub("", text)


def cleaned(text: str) -> tuple[str, Sequence[int]] | None:
    """The text without what does not belong to it, and the old offset of each character.

    None where there is nothing to leave out, which is nearly always.
    """
    kept: Sequence[int] = range(len(text))
    current = text
    for find in (_invisible, _quote_marks, _spacing, wrapping_breaks):
        gaps = list(find(current))
        if gaps:
            left = list(_outside(gaps, len(current)))
            kept = [kept[at] for at in left]
            current = "".join(current[at] for at in left)
    return None if len(current) == len(text) else (current, kept)


def _invisible(text: str) -> Iterator[tuple[int, int]]:
    """Runs of zero-width characters."""
    return (match.span() for match in _INVISIBLE.finditer(text))


def _spacing(text: str) -> Iterator[tuple[int, int]]:
    """The blanks that a writing program sets between Chinese characters and figures."""
    gaps = [match.span() for match in _SPACED.finditer(text)]
    if len(gaps) >= _FEWEST_SPACED:
        yield from gaps


def _quote_marks(text: str) -> Iterator[tuple[int, int]]:
    """The marks of quotation before the lines of a mail, where most lines carry one."""
    if ">" not in text and "|" not in text:
        return
    marks = [match.span() for match in _QUOTE_MARK.finditer(text)]
    lines = sum(1 for line in text.split("\n") if line.strip())
    marks = [mark for mark in marks if not _opens_row(text, mark)]
    if len(marks) >= max(2, _MOSTLY * lines):
        yield from marks


def _opens_row(text: str, mark: tuple[int, int]) -> bool:
    """Whether a bar opens the row of a table rather than a quoted line."""
    end = text.find("\n", mark[1])
    return "|" in text[slice(*mark)] and is_row(text, mark[0], end if end >= 0 else len(text))


def _outside(gaps: Sequence[tuple[int, int]], length: int) -> Iterator[int]:
    position = 0
    for start, end in gaps:
        yield from range(position, start)
        position = end
    yield from range(position, length)


def moved_back(notice: Notice, document: Document, offsets: Sequence[int]) -> Notice:
    """``notice`` of the cleaned text as one of ``document``: all spans, texts and ids."""
    moved = _moved(notice, document.text, offsets)
    assert isinstance(moved, Notice)
    digest = document.digest
    records = tuple(
        replace(record, id=f"{digest}-{record.id.rsplit('-', 1)[1]}") for record in moved.records
    )
    return replace(
        moved,
        text=document.text,
        folded=fold(document.text),
        digest=digest,
        records=records,
        tree=build_tree(document.text, _spans(moved.tree)),
    )


def _spans(tree: Node) -> Iterator[tuple[str, int, int]]:
    """The nodes below the root, outer before inner; bare leaves are filled in anew."""
    stack = list(reversed(tree.children))
    while stack:
        node = stack.pop()
        if node.kind != "text":
            yield node.kind, node.start, node.end
        stack.extend(reversed(node.children))


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
