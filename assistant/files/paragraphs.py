"""Paragraphs: the lines of a page, broken at its width, joined to paragraphs again.

A PDF knows lines only. A line that fills the width runs on in the next one; a shorter line ends its
paragraph. What opens with a heading's ordinal always begins a paragraph, an item (二是, （2）) only
after a full stop, since items often follow one another inside a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.notice.fold import fold
from assistant.notice.markers import leading_marker

INDENT = 2.0  # full-width characters of the first line's indent, which is no part of its text
SLACK = 2.5  # full-width characters by which a full line may fall short (a mark kept off its start)
_HEADINGS = {"cn_dun", "cn_paren", "arabic_dot", "arabic_dun", "problem_n"}
# justified lines come with blanks between Chinese characters and beside figures
_WIDE = r"[\u3001-\u9fff\uff00-\uffef]"
_BLANK = re.compile(rf"(?<={_WIDE}) {{1,2}}(?=\S)|(?<=\w) {{1,2}}(?={_WIDE})")
_PAGE_NUMBER = re.compile(
    r"[-—–－·\s]{0,4}(?:第\s?)?\d{1,3}(?:\s?页)?(?:\s?[/／]\s?\d{1,3})?[-—–－·\s]{0,4}"
)


def joined(pages: Iterable[str]) -> str:
    """The text of all pages with a paragraph a line and no blank line."""
    lines = [line for page in pages for line in _page_lines(page)]
    width = _width(lines)
    paragraphs: list[str] = []
    runs_on = False
    for line in lines:
        first = not runs_on or _begins(line, paragraphs[-1])
        if first:
            paragraphs.append(line)
        else:
            paragraphs[-1] += _glue(paragraphs[-1], line.lstrip())
        runs_on = measure(line) + (INDENT if first else 0) >= width - SLACK
    return "\n".join(paragraphs)


def measure(line: str) -> float:
    """The width of a line in full-width characters: ASCII takes half."""
    return sum(0.5 if char.isascii() else 1.0 for char in line.rstrip())


def _page_lines(page: str) -> Iterator[str]:
    lines = [_BLANK.sub("", line.rstrip()) for line in page.splitlines() if line.strip()]
    for position, line in enumerate(lines):
        at_edge = position in (0, len(lines) - 1)
        if not (at_edge and _PAGE_NUMBER.fullmatch(line)):
            yield line


def _width(lines: list[str]) -> float:
    """The width of the text: what at least a tenth of the lines reach (a title may be wider)."""
    widths = sorted((measure(line) for line in lines), reverse=True)
    return widths[len(widths) // 10] if widths else 0.0


def _begins(line: str, before: str) -> bool:
    """Whether the line opens a paragraph although the one ``before`` fills its line."""
    if line.startswith(("\u3000\u3000", "    ")):
        return True
    bare = line.strip()
    marker = leading_marker(fold(bare), 0, len(bare))
    if marker is None or marker.number is None:
        return False
    return marker.style in _HEADINGS or before.endswith(("。", "！", "？", "："))


def _glue(before: str, line: str) -> str:
    """A space between two Latin words, nothing between Chinese characters."""
    latin = before[-1:].isascii() and before[-1:].isalnum() and line[:1].isascii()
    return " " + line if latin and line[:1].isalpha() else line
