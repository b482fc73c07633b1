"""Tree: one hierarchy over the whole text whose leaves hold every non-blank character once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.notice.model import Node

_RUN = re.compile(r"\S(?:[^\n]*\S)?")


def build_tree(text: str, spans: Iterable[tuple[str, int, int]]) -> Node:
    """Nest ``spans`` (kind, start, end) and fill every gap with leaves of kind "text".

    A span that crosses an earlier, larger one is cut to what lies inside it, so the leaves never
    overlap. Equal spans nest in the order given.
    """
    ordered = sorted(
        (span for span in spans if span[1] < span[2]), key=lambda span: (span[1], -span[2])
    )
    root: list[Node] = []
    stack: list[tuple[str, int, int, list[Node]]] = [("notice", 0, len(text), root)]
    for kind, start, end in ordered:
        while stack[-1][2] <= start:
            _close(text, stack)
        stack.append((kind, start, min(end, stack[-1][2]), []))
    while len(stack) > 1:
        _close(text, stack)
    return Node(
        kind="notice", start=0, end=len(text), children=tuple(_filled(text, 0, len(text), root))
    )


def _close(text: str, stack: list[tuple[str, int, int, list[Node]]]) -> None:
    kind, start, end, children = stack.pop()
    filled = tuple(_filled(text, start, end, children)) if children else ()
    stack[-1][3].append(Node(kind=kind, start=start, end=end, children=filled))


def _filled(text: str, start: int, end: int, children: list[Node]) -> Iterator[Node]:
    """The children with leaves for whatever non-blank text lies between them."""
    position = start
    for child in children:
        yield from _leaves(text, position, child.start)
        yield child
        position = child.end
    yield from _leaves(text, position, end)


def _leaves(text: str, start: int, end: int) -> Iterator[Node]:
    for match in _RUN.finditer(text, start, end):
        yield Node(kind="text", start=match.start(), end=match.end())


def leaves(node: Node) -> Iterator[Node]:
    """The leaves of a tree in the order of the text."""
    stack = [node]
    while stack:
        top = stack.pop()
        if top.children:
            stack.extend(reversed(top.children))
        else:
            yield top
