"""Docx places: which element of a Word document each character of the extracted text came from.

``assistant.files.docx`` only adds or drops blanks and adds ordinals while it makes the text, so the
characters that are no blanks stand in the same order in both, and one pass lays them side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from assistant.files.docx import paragraphs, pieces
from assistant.files.docx_looks import Looks
from assistant.files.numbering import Counter, Numbering

_BLANKS = re.compile(r"\s*")
_BREAKS = re.compile(r"[\n\t]*")
_TOKEN = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Code points [start, end) of the text are those of ``element`` (w:t) from ``index`` on."""

    start: int
    end: int
    element: etree._Element
    index: int


def docx_places(
    body: etree._Element, numbering: Numbering, looks: Looks, text: str
) -> Iterator[Place]:
    """Yield where the characters of ``text``, the extracted text of ``body``, stand; by start.

    Ordinals that Word writes and blanks between paragraphs and cells have no place.
    """
    counter = Counter(numbering=numbering)
    at = 0
    for paragraph in paragraphs(body, looks):
        marker = counter.marker(paragraph)
        shown = list(pieces(paragraph, looks))
        at = _end(_BREAKS, text, at)
        if marker and any(part.strip() for _, part in shown):
            blank = _end(_BLANKS, text, at)
            at = blank + len(marker) if text.startswith(marker, blank) else at
        for element, part in shown:
            for place in _laid(element, part, text, at):
                at = place.end
                yield place


def _laid(element: etree._Element, part: str, text: str, at: int) -> Iterator[Place]:
    """The places of one piece; blanks that the text does not have are passed over."""
    for match in _TOKEN.finditer(part):
        token = match.group()
        blank = token.isspace()
        start = at if blank else _end(_BLANKS, text, at)
        if not text.startswith(token, start):
            continue
        at = start + len(token)
        if element.tag.endswith("}t"):
            yield Place(start=start, end=at, element=element, index=match.start())


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
