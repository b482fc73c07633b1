"""Comments: native Word comments around runs, and the part that holds their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from assistant.files.docx import MAIN
from assistant.files.numbering import W
from assistant.review.word.marks import INITIALS, next_id, run_of, signature
from assistant.review.word.package import Package

_PART = "word/comments.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_ANCHORS = ("comment", "commentRangeStart", "commentReference")
# a reference is a run of its own and belongs to nobody's insertion
_WRAPPERS = {f"{W}{name}" for name in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A comment from before ``first`` to behind ``last``; ``lines`` are its paragraphs."""

    first: etree._Element
    last: etree._Element
    lines: tuple[str, ...]


class Comments:
    """The comments of a package; those that are there stay as they are."""

    def __init__(self, package: Package) -> None:
        name = package.target("comments")
        if name is None or not package.has(name):
            name = _PART if not package.has(_PART) else "word/commentsAssistant.xml"
            package.relate("comments", name, _TYPE)
            package.add(name, etree.Element(f"{W}comments", nsmap={"w": W[1:-1]}))
        self._who = {**signature(package.stamp), f"{W}initials": INITIALS}
        self._part = package.trees[name]
        self._next = max(next_id(tree, *_ANCHORS) for tree in (self._part, package.trees[MAIN]))

    def add(self, comments: Sequence[Comment]) -> None:
        """Add comments in the order of the text."""
        numbers = [{f"{W}id": str(self._next + index)} for index in range(len(comments))]
        self._next += len(comments)
        for comment, number in zip(comments, numbers, strict=True):
            comment.first.addprevious(etree.Element(f"{W}commentRangeStart", number))
            self._part.append(_words(comment, {**number, **self._who}))
        # last to first: what is put behind an element pushes away what was put there before
        for comment, number in zip(reversed(comments), reversed(numbers), strict=True):
            _close(comment.last, number)


def _close(last: etree._Element, number: dict[str, str]) -> None:
    end = etree.Element(f"{W}commentRangeEnd", number)
    last.addnext(end)
    reference = etree.Element(f"{W}r")
    etree.SubElement(reference, f"{W}commentReference", number)
    parent = end.getparent()
    while parent is not None and parent.tag in _WRAPPERS:
        end, parent = parent, parent.getparent()
    end.addnext(reference)


def _words(comment: Comment, attributes: dict[str, str]) -> etree._Element:
    element = etree.Element(f"{W}comment", attributes)
    for index, line in enumerate(comment.lines):
        paragraph = etree.SubElement(element, f"{W}p")
        if index == 0:
            mark = etree.SubElement(paragraph, f"{W}r")
            etree.SubElement(mark, f"{W}annotationRef")
        paragraph.append(run_of(line))
    return element
