"""Sheet: a document made ready for reading: folded, freed of markup, cut into segments.

``shape`` is what the structure is read from: the folded text with markup blanked and every kind
of quotation mark brought to “ ”. It has the length of the text, so its offsets are the text's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.notice.document import Document
from assistant.notice.fold import fold
from assistant.notice.markers import leading_marker
from assistant.notice.markup import blank_marks, blank_markup
from assistant.notice.model import Marker
from assistant.notice.numerals import ordinal_of
from assistant.notice.segments import aside_cells, segments
from assistant.notice.wording import is_fault

_CELL_ORDINAL = re.compile(r"([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:\t| *\| *|\u3000+| {2,})")
_ROW_NUMBER = re.compile(r"[【\[]?(?:序号|编号)[】\]]?[：]? ?\d{1,3}")
_DESCRIBES = re.compile(r"[【\[]?(?:(?:问题|具体|主要)(?:表现|描述)|表现)[】\]]?[：】]")
_LONGEST_FRONT = 60
_LONGEST_ROW = 400
_QUOTES = str.maketrans(
    {"「": "“", "」": "”", "『": "‘", "』": "’", "＂": '"', "〝": "“", "〞": "”"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A paragraph [start, end); ``body`` is where its words begin after the ordinal and blanks."""

    index: int
    start: int
    end: int
    body: int
    marker: Marker | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What every reader of the parser is given.

    ``front`` counts the segments of a YAML front matter: they are data about the file, neither
    notice nor residue. ``asides`` are the segments that are cells of a table on who is
    responsible and until when.
    """

    document: Document
    folded: str
    shape: str
    segments: tuple[Segment, ...]
    front: int = 0
    asides: frozenset[int] = frozenset()

    def words(self, segment: Segment) -> str:
        """The segment's shape without its ordinal."""
        return self.shape[segment.body : segment.end]

    def whole(self, segment: Segment) -> str:
        """The segment's shape, ordinal included."""
        return self.shape[segment.start : segment.end]


def read_sheet(document: Document) -> Sheet:
    """Prepare ``document`` for reading; never fails, whatever the text."""
    folded = fold(document.text)
    shape = _pair_straight_quotes(blank_marks(blank_markup(folded)).translate(_QUOTES))
    found = tuple(
        _segment(document.text, shape, index, start, end)
        for index, (start, end) in enumerate(segments(shape, document.text))
    )
    return Sheet(
        document=document,
        folded=folded,
        shape=shape,
        segments=found,
        front=_front_matter(shape, found),
        asides=frozenset(
            (
                *_asides(document.text, found),
                *_row_numbers(shape, found),
                *_descriptions(shape, found),
            )
        ),
    )


def _asides(text: str, found: Sequence[Segment]) -> Iterator[int]:
    at = 0
    for start, end in aside_cells(text):
        while at < len(found) and found[at].start < start:
            at += 1
        if at < len(found) and found[at].end <= end:
            yield found[at].index


def _row_numbers(shape: str, found: Sequence[Segment]) -> Iterator[int]:
    """The lines that only number an item of a ledger: 【序号】2."""
    for segment in found:
        if _ROW_NUMBER.fullmatch(shape, segment.start, segment.end):
            yield segment.index


def _descriptions(shape: str, found: Sequence[Segment]) -> Iterator[int]:
    """The lines that describe the problem whose numbered caption stands above: 问题表现：…."""
    for segment, below in pairwise(found):
        captioned = segment.marker is not None and shape[segment.end - 1] not in "。；：，"
        captioned = captioned and is_fault(shape[segment.body : segment.end])
        if captioned and below.marker is None and _DESCRIBES.match(shape, below.start, below.end):
            yield below.index


def _front_matter(shape: str, found: Sequence[Segment]) -> int:
    """The number of segments from --- to --- at the head of a Markdown file, else 0."""
    lines = [shape[segment.start : segment.end] for segment in found[:_LONGEST_FRONT]]
    if not lines or lines[0] != "---" or "---" not in lines[1:]:
        return 0
    end = lines.index("---", 1)
    inside = all("：" in line or line.startswith("- ") for line in lines[1:end])
    return end + 1 if inside else 0


def _segment(text: str, shape: str, index: int, start: int, end: int) -> Segment:
    marker = leading_marker(shape, start, end) or _table_ordinal(text, start, end)
    if _is_later_cell(text, start):
        marker = None
    body = start if marker is None else marker.end
    while body < end and shape[body] == " ":
        body += 1
    return Segment(index=index, start=start, end=end, body=body, marker=marker)


def _is_later_cell(text: str, start: int) -> bool:
    """Whether another cell of its row stands before a cell: its ordinals count what is inside."""
    before = text[max(0, start - _LONGEST_ROW) : start].rsplit("\n", 1)[-1]
    if not before.rstrip(" ").endswith(("\t", "|")):
        return False
    return bool(before.strip(" \t|"))


def _table_ordinal(text: str, start: int, end: int) -> Marker | None:
    """The ordinal of a table row: a number in a cell of its own before the problem."""
    match = _CELL_ORDINAL.match(text, start, end)
    if match is None:
        return None
    return Marker(
        text=match.group(1),
        start=match.start(1),
        end=match.end(1),
        style="arabic_dot",
        number=ordinal_of(match.group(1)),
    )


def _pair_straight_quotes(shape: str) -> str:
    """Turn each line's straight double quotes into “ ” by turns."""
    if '"' not in shape:
        return shape
    lines = []
    for line in shape.split("\n"):
        pieces = line.split('"')
        joined = pieces[0]
        for nth, piece in enumerate(pieces[1:]):
            joined += ("“" if nth % 2 == 0 else "”") + piece
        lines.append(joined)
    return "\n".join(lines)
