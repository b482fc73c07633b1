"""Versions: two drafts side by side, what went on the left and what came on the right."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.ui.review.marks import Marked

GONE, CAME = "删", "增"
COLOURS = {GONE: "#f4a3a3", CAME: "#a8dcb0"}
_AROUND = 1  # unchanged lines shown before a change
_LONG_LINE = 1_500  # characters; two longer lines are compared as wholes, not letter by letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The two sides as marked text, and how many places differ."""

    old: Marked
    new: Marked
    changes: int


def compare(old: str, new: str) -> Comparison:
    """Compare line by line, then letter by letter within the lines that differ.

    Unchanged lines away from a change are folded into one line that counts them, on both sides.
    """
    left_lines, right_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    left: Marked = []
    right: Marked = []
    changes = 0
    matcher = difflib.SequenceMatcher(None, left_lines, right_lines, autojunk=False)
    codes = matcher.get_opcodes()
    for at, (kind, i, j, k, m) in enumerate(codes):
        if kind == "equal":
            kept = list(_folded(left_lines[i:j], last=at == len(codes) - 1))
            left += [(text, None) for text in kept]
            right += [(text, None) for text in kept]
            continue
        changes += 1
        for gone, came in _pairs(left_lines[i:j], right_lines[k:m]):
            before, after = _letters(gone, came)
            left += before
            right += after
    return Comparison(old=_joined(left), new=_joined(right), changes=changes)


def _folded(lines: Sequence[str], *, last: bool) -> Iterator[str]:
    """The line before a change, and how many stand before that; blank lines are left out."""
    told = [line for line in lines if line.strip()]
    kept = [] if last else told[-_AROUND:]
    hidden = len(told) - len(kept)
    if hidden:
        yield f"……（{hidden}行相同）……\n"
    yield from kept


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Line against line where there are as many on both sides, else the whole blocks."""
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
    else:
        yield "".join(old), "".join(new)


def _letters(old: str, new: str) -> tuple[Marked, Marked]:
    """Both texts cut where they differ."""
    if len(old) > _LONG_LINE or len(new) > _LONG_LINE:
        return ([(old, GONE)] if old else []), ([(new, CAME)] if new else [])
    left: Marked = []
    right: Marked = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if i < j:
            left.append((old[i:j], None if kind == "equal" else GONE))
        if k < m:
            right.append((new[k:m], None if kind == "equal" else CAME))
    return left, right


def _joined(pieces: Marked) -> Marked:
    joined: Marked = []
    for text, mark in pieces:
        if joined and joined[-1][1] == mark:
            joined[-1] = (joined[-1][0] + text, mark)
        else:
            joined.append((text, mark))
    return joined
