"""Wrapping: the line breaks that a PDF or a mail program put into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.notice.fold import fold
from assistant.notice.markers import leading_marker
from assistant.notice.residue import is_residue

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_TITLE_END = re.compile(r"的(?:通报|报告|公告)$")
_ENDS_SENTENCE = "。！？：；…"
# in columns, of which a Chinese character takes two; a paragraph on one line is nearly always wider
_WIDEST = 120
_NARROWEST = 36
_SLACK = 4  # a line may fall short of the full width by this much (punctuation may not open a line)
_SHARE = 0.2
_FEWEST = 3

Span = tuple[int, int]


def wrapping_breaks(text: str) -> Sequence[Span]:
    """The gaps [end of a line, first character of its continuation) that wrapping put in.

    Empty where the text is not wrapped, which is nearly always. The full width is constant in
    columns (a printer) or in characters (a script), so both are tried.
    """
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    if len(lines) < 2 * _FEWEST or max(end - start for start, end in lines) > _WIDEST:
        return []
    stripped = [text[start:end].rstrip() for start, end in lines]
    found: list[list[Span]] = []
    for measure, slack, factor in ((_columns, _SLACK, 1), (len, _SLACK // 2, 2)):
        widths = [measure(line) for line in stripped]
        full = sorted(widths)[-max(1, len(widths) // 10)]
        if full * factor >= _NARROWEST and full <= _WIDEST:
            wrapped = [at for at, width in enumerate(widths) if width >= full - slack]
            found.append(list(_gaps(text, lines, wrapped)))
    best: list[Span] = max(found, key=len, default=[])
    return best if len(best) >= max(_FEWEST, _SHARE * len(lines)) else []


def _gaps(text: str, lines: Sequence[Span], wrapped: Sequence[int]) -> Iterator[Span]:
    """The gaps behind the full lines ``wrapped`` whose paragraph goes on."""
    spaced = _blank_lines_part_paragraphs(text, lines, set(wrapped))
    for at in wrapped:
        if at + 1 == len(lines):
            continue
        start, end = lines[at]
        line = text[start:end].rstrip()
        next_start, next_end = lines[at + 1]
        following = text[next_start:next_end]
        adjacent = text.count("\n", end, next_start) <= 1
        goes_on = _is_flush(following, text[start:end]) or (spaced and adjacent)
        if (spaced and not adjacent) or (line[-1] in _ENDS_SENTENCE and not goes_on):
            continue
        if spaced and adjacent:
            opens = is_residue(fold(following.strip()))
        else:
            opens = _opens_paragraph(following, text[start:end])
        if not opens and _TITLE_END.search(line) is None:
            indent = len(following) - len(following.lstrip())
            yield start + len(line), next_start + indent


def _blank_lines_part_paragraphs(text: str, lines: Sequence[Span], wrapped: set[int]) -> bool:
    """Whether a blank line stands behind most of the lines that end a paragraph."""
    ends = [at for at in range(len(lines) - 1) if at not in wrapped]
    blank = sum(text.count("\n", lines[at][1], lines[at + 1][0]) > 1 for at in ends)
    return blank * 2 > len(ends) > 0


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
