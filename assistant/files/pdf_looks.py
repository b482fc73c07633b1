"""Pdf looks: which text of a PDF page a reader cannot see; it is blanked before it is extracted.

Unseen are text of render mode 3 or 7 (ISO 32000-1, 9.3.6), text filled white or fully transparent
where nothing else was painted before, text below two points, text that begins off the page or beyond
the clip that it is painted through, and text of a layer that is switched off (8.11). Text below the
picture of a scanned page is what a recognition program put there. What is painted over later is read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, TextStringObject

from assistant.files.pdf_resources import images, layers_off, named

INVISIBLE = (3, 7)  # render modes: neither filled nor stroked
TINY = 2.0  # points
WHITE = 0.94  # of each of red, green, blue
CLEAR = 0.02  # opacity
SCAN = 0.5  # of the page's area that the picture of a scan covers at least
OFF_PAGE = 40.0  # points beyond the edge; print marks and bleed stay nearer
_SHOWS = {b"Tj": 0, b"'": 0, b'"': 2, b"TJ": 0}  # operator → where its text stands
_FILLS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_ENDS = _FILLS | {b"n", b"S", b"s"}
_PATHS = {b"re", b"m", b"l", b"c", b"v", b"y"}
_MOST_BOXES = 2_000
Box = tuple[float, float, float, float]
Matrix = Sequence[float]
EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What q saves and Q restores."""

    mode: int = 0
    white: bool = False
    clear: bool = False
    size: float = 12.0
    gray: bool = True  # one number is a shade of gray, 1 white
    clip: Box = EVERYWHERE


class PageLooks:
    """Follows the operators of one page; ``hidden`` counts the texts that it blanked."""

    def __init__(self, page: PageObject, *, scan: bool = False) -> None:
        self._scan = scan
        self._box = _page_box(page)
        self._alphas = _alphas(page)
        self._images = images(page)
        self._off = layers_off(page)
        self._marked: list[bool] = []
        self._clips = False
        self._state = _State()
        self._stack: list[_State] = []
        self._forms: list[tuple[_State, list[_State]]] = []
        self._path: list[tuple[float, float]] = []
        self._painted: list[Box] = []
        self._pictured = 0.0
        self._invisible = 0
        self.hidden = 0

    @property
    def is_scan(self) -> bool:
        """Whether the page is a picture with recognised text below it (read on a second pass)."""
        x0, y0, x1, y1 = self._box
        page = (x1 - x0) * (y1 - y0)
        return not self._scan and self._invisible > 0 and self._pictured >= SCAN * page

    def before(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        """pypdf's visitor: called with each operator before it is obeyed; blanks unseen text."""
        if operator in _SHOWS:
            if self._unseen(cm, tm):
                self.hidden += 1
                _blank(operands, _SHOWS[operator])
        elif operator in _PATHS:
            self._follow(operator, operands, cm)
        elif operator in (b"W", b"W*"):
            self._clips = True
        elif operator in _ENDS:
            self._end(fills=operator in _FILLS)
        elif operator in (b"BDC", b"BMC", b"EMC"):
            self._mark(operator, operands)
        elif operator == b"INLINE IMAGE":
            self._picture(cm)
        elif operator == b"Do":
            if operands and str(operands[0]) in self._images:
                self._picture(cm)
            self._forms.append((self._state, self._stack))
            self._stack = []
        else:
            self._set(operator, operands)

    def after(self, operator: bytes, operands: list[Any], cm: Matrix, tm: Matrix) -> None:
        """pypdf's visitor: called after each operator; a form gives back the state it found."""
        if operator == b"Do" and self._forms:
            self._state, self._stack = self._forms.pop()

    def _mark(self, operator: bytes, operands: list[Any]) -> None:
        """Marked content opens, or the last that is open closes; it may stand on a layer."""
        if operator != b"EMC":
            named = str(operands[1]) if len(operands) > 1 and operands[0] == "/OC" else ""
            self._marked.append(named in self._off)
        elif self._marked:
            self._marked.pop()

    def _set(self, operator: bytes, operands: list[Any]) -> None:
        """Operators that change the state."""
        numbers = [float(one) for one in operands if isinstance(one, int | float)]
        if operator == b"q":
            self._stack.append(self._state)
        elif operator == b"Q":
            self._state = self._stack.pop() if self._stack else self._state
        elif operator == b"Tr" and numbers:
            self._state = replace(self._state, mode=int(numbers[0]))
        elif operator == b"Tf" and numbers:
            self._state = replace(self._state, size=numbers[-1])
        elif operator == b"gs" and operands:
            clear = self._alphas.get(str(operands[0]), self._state.clear)
            self._state = replace(self._state, clear=clear)
        elif operator == b"cs" and operands:
            gray = str(operands[0]) in ("/DeviceGray", "/CalGray", "/G")
            self._state = replace(self._state, white=False, gray=gray)
        elif operator in (b"g", b"rg", b"k", b"sc", b"scn"):
            gray = operator == b"g" or (operator in (b"sc", b"scn") and self._state.gray)
            white = len(numbers) == len(operands) and _is_white(numbers, gray=gray)
            self._state = replace(self._state, white=white)

    def _unseen(self, cm: Matrix, tm: Matrix) -> bool:
        state = self._state
        if state.mode in INVISIBLE:
            self._invisible += 1
            return not self._scan
        if state.clear or any(self._marked):
            return True
        if self._forms:  # where a form stands is not known here
            return False
        x, y = _point(tm[4], tm[5], cm)
        if abs(state.size) * math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3]) < TINY:
            return True
        x0, y0, x1, y1 = self._box
        if not (x0 - OFF_PAGE <= x <= x1 + OFF_PAGE and y0 - OFF_PAGE <= y <= y1 + OFF_PAGE):
            return True
        if tm[1] == tm[2] == cm[1] == cm[2] == 0 and _beyond(state.clip, x, y, state.size):
            return True
        return state.white and not any(_holds(box, x, y) for box in self._painted)

    def _follow(self, operator: bytes, operands: list[Any], cm: Matrix) -> None:
        numbers = [float(one) for one in operands if isinstance(one, int | float)]
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        if operator == b"re" and len(points) == 2:
            (x, y), (width, height) = points
            points = [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]
        if len(self._path) < _MOST_BOXES:
            self._path.extend(_point(x, y, cm) for x, y in points)

    def _end(self, *, fills: bool) -> None:
        """A path ends: it is filled or not, and may narrow the clip."""
        if fills and self._path and not self._state.white and not self._state.clear:
            self._paint(self._path)
        if self._clips and 0 < len(self._path) < _MOST_BOXES and not self._forms:
            clip = _common(self._state.clip, _around(self._path))
            self._state = replace(self._state, clip=clip)
        self._path, self._clips = [], False

    def _picture(self, cm: Matrix) -> None:
        """An image, which fills the unit square; a scan may come in several stripes."""
        corners = [_point(x, y, cm) for x in (0, 1) for y in (0, 1)]
        x0, y0, x1, y1 = _around(corners)
        self._pictured += (x1 - x0) * (y1 - y0)
        self._paint(corners)

    def _paint(self, points: Sequence[tuple[float, float]]) -> None:
        if self._forms or len(self._painted) >= _MOST_BOXES:
            self._painted = [self._box]  # somewhere: white text may be seen everywhere
        else:
            self._painted.append(_around(points))


def _page_box(page: PageObject) -> Box:
    """The visible part of the page in points, A4 where it is not told."""
    box = page.cropbox
    corners = [float(number) for number in (box.left, box.bottom, box.right, box.top)]
    x0, x1 = sorted(corners[::2])
    y0, y1 = sorted(corners[1::2])
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else (0.0, 0.0, 595.0, 842.0)


def _alphas(page: PageObject) -> dict[str, bool]:
    """Names of graphics states (gs) that set the fill's opacity, and whether to nothing."""
    alphas = {name: state.get("/ca") for name, state in named(page, "/ExtGState")}
    return {
        name: float(alpha) <= CLEAR
        for name, alpha in alphas.items()
        if isinstance(alpha, int | float)
    }


def _blank(operands: list[Any], at: int) -> None:
    """Take the text out of the operands of a text-showing operator."""
    if at < len(operands):
        is_list = isinstance(operands[at], list)
        operands[at] = ArrayObject() if is_list else TextStringObject("")


def _is_white(numbers: Sequence[float], *, gray: bool) -> bool:
    if len(numbers) == 1:
        return gray and numbers[0] >= WHITE
    if len(numbers) == 3:
        return min(numbers) >= WHITE
    return len(numbers) == 4 and max(numbers) <= 1 - WHITE


def _point(x: float, y: float, cm: Matrix) -> tuple[float, float]:
    return x * cm[0] + y * cm[2] + cm[4], x * cm[1] + y * cm[3] + cm[5]


def _around(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _common(one: Box, other: Box) -> Box:
    return (
        *(max(one[0], other[0]), max(one[1], other[1])),
        *(min(one[2], other[2]), min(one[3], other[3])),
    )


def _beyond(clip: Box, x: float, y: float, size: float) -> bool:
    """Whether a level line of text that begins at a point lies above, below or right of a clip."""
    room = abs(size) + OFF_PAGE / 4
    return x > clip[2] + room or y > clip[3] + room or y < clip[1] - room


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] - TINY <= x <= box[2] + TINY and box[1] - TINY <= y <= box[3] + TINY
