"""Runs: cut the runs of a document where findings and fixes begin and end, and find them again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy

from lxml import etree

from assistant.files.docx_places import Place
from assistant.files.numbering import W
from assistant.review.word.marks import empty_copy, text_element

Element = etree._Element


class Runs:
    """The runs that show a text, cut at given offsets.

    A run inside another (text box, ruby) cannot be commented or tracked: the outer one, whole,
    stands for it.
    """

    def __init__(self, places: Sequence[Place], cuts: Iterable[int]) -> None:
        self._places = places
        self._starts = [place.start for place in places]
        self._pieces: dict[Element, list[tuple[int, Element]]] = {}
        wanted: dict[Element, set[int]] = {}
        for offset in cuts:
            for place, index in self._at_border(offset):
                wanted.setdefault(place.element, set()).add(index)
        for run in dict.fromkeys(_run(element) for element in wanted):
            if run is not None and outer_run(run) is run:
                self._cut(run, wanted)

    def nearest(self, start: int, end: int) -> tuple[Element, Element] | None:
        """First and last run that show [start, end); where none does, the next text, else the last.

        None for a document without text.
        """
        shown = list(self._within(start, end))
        if not shown:
            at = min(bisect_right(self._starts, start), len(self._places) - 1)
            if at < 0:
                return None
            place = self._places[at]
            shown = [(place, place.start, place.end)]
        (first, begin, _), (last, _, stop) = shown[0], shown[-1]
        one, other = self._run_at(first, begin), self._run_at(last, stop - 1)
        return (one, other) if one is not None and other is not None else None

    def exact(self, start: int, end: int) -> list[Element] | None:
        """The runs that show [start, end), which must be cut there.

        None where not all of it can be changed: an ordinal that Word writes, a break, a run inside
        another one.
        """
        found: dict[Element, None] = {}
        at = start
        for place, begin, stop in self._within(start, end):
            runs = list(self._between(place, begin, stop))
            if begin != at or not runs or any(outer_run(run) is not run for run in runs):
                return None
            at = stop
            for run in runs:
                found[run] = None
        return list(found) if at == end else None

    def _within(self, start: int, end: int) -> Iterator[tuple[Place, int, int]]:
        """The places that overlap [start, end), with the overlap."""
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(self._places) and self._places[at].start < end:
            place = self._places[at]
            begin, stop = max(start, place.start), min(end, place.end)
            if begin < stop:
                yield place, begin, stop
            at += 1

    def _at_border(self, offset: int) -> Iterator[tuple[Place, int]]:
        """The indexes inside elements that a cut at ``offset`` means: after and before it."""
        for place, begin, _ in self._within(max(0, offset - 1), offset):
            yield place, place.index + begin + 1 - place.start
        for place, begin, _ in self._within(offset, offset + 1):
            yield place, place.index + begin - place.start

    def _run_at(self, place: Place, offset: int) -> Element | None:
        piece = self._piece_at(place.element, place.index + offset - place.start)
        run = _run(piece)
        return outer_run(run) if run is not None else None

    def _between(self, place: Place, begin: int, stop: int) -> Iterator[Element]:
        first, last = (place.index + at - place.start for at in (begin, stop))
        pieces = self._pieces.get(place.element, [(0, place.element)])
        at = bisect_right(pieces, first, key=_index) - 1
        while at < len(pieces) and pieces[at][0] < last:
            run = _run(pieces[at][1])
            if run is not None:
                yield run
            at += 1

    def _piece_at(self, element: Element, index: int) -> Element:
        pieces = self._pieces.get(element)
        if pieces is None:
            return element
        return pieces[bisect_right(pieces, index, key=_index) - 1][1]

    def _cut(self, run: Element, wanted: dict[Element, set[int]]) -> None:
        """Replace ``run`` by runs of the same format that end at the wanted indexes."""
        properties = run.find(f"{W}rPr")
        children = [child for child in run if child is not properties]
        for child in children:
            run.remove(child)
        current, due = run, False
        for child in children:
            for begins, piece in self._split(child, wanted):
                due |= begins
                if piece is None:
                    continue
                if due and _content(current):
                    fresh = empty_copy(run)
                    current.addnext(fresh)
                    current = fresh
                    if properties is not None:
                        current.append(deepcopy(properties))
                current.append(piece)
                due = False

    def _split(
        self, child: Element, wanted: dict[Element, set[int]]
    ) -> Iterator[tuple[bool, Element | None]]:
        """The pieces of a child of a run, and whether a new run begins with them."""
        cuts = wanted.get(child, set())
        if not cuts:
            yield False, child
            return
        text = child.text or ""
        borders = sorted({0, *(cut for cut in cuts if cut < len(text))})
        self._pieces[child] = []
        for start, end in zip(borders, [*borders[1:], len(text)], strict=True):
            piece = text_element(text[start:end])
            self._pieces[child].append((start, piece))
            yield start in cuts, piece
        if len(text) in cuts:
            yield True, None


def outer_run(run: Element) -> Element:
    """The outermost run around ``run``, itself included."""
    outer = run
    for ancestor in run.iterancestors(f"{W}r"):
        outer = ancestor
    return outer


def _index(piece: tuple[int, Element]) -> int:
    return piece[0]


def _run(element: Element) -> Element | None:
    parent = element.getparent()
    return parent if parent is not None and parent.tag == f"{W}r" else None


def _content(run: Element) -> bool:
    return any(child.tag != f"{W}rPr" for child in run)
