"""Home: findings on a cleaned text brought back to the text as read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assistant.review.finding import Finding
from assistant.review.rule import Edit


def moved_back(
    findings: Iterable[Finding], clean: tuple[str, Sequence[int]], text: str
) -> Iterator[Finding]:
    """``findings`` on the cleaned text as findings on ``text``.

    ``clean`` is what assistant.notice.clean.cleaned gives: the text and the old offset of each of
    its characters. An edit across a place where something was left out is dropped with its
    siblings: it would take out more than the reader was shown.
    """
    words, offsets = clean
    for finding in findings:
        edits = tuple(_moved(edit, offsets) for edit in finding.edits)
        whole = all(
            text[new.start : new.end] == words[old.start : old.end]
            for old, new in zip(finding.edits, edits, strict=True)
        )
        start, end = _span(finding.start, finding.end, offsets)
        yield replace(finding, start=start, end=end, edits=edits if whole else ())


def _span(
    start: int | None, end: int | None, offsets: Sequence[int]
) -> tuple[int | None, int | None]:
    if start is None or end is None:
        return start, end
    if start >= len(offsets):
        return offsets[-1] + 1, offsets[-1] + 1
    return offsets[start], offsets[end - 1] + 1 if end > start else offsets[start]


def _moved(edit: Edit, offsets: Sequence[int]) -> Edit:
    start, end = _span(edit.start, edit.end, offsets)
    return replace(edit, start=start or 0, end=end or 0)
