"""Marking: comments and tracked changes put into a Word document, given by their offsets.

Knows nothing of rules, so that the worker that opens a stranger's document loads little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.files.docx import MAIN
from assistant.files.docx_looks import Looks
from assistant.files.docx_places import Place, docx_places
from assistant.files.numbering import W, read_numbering
from assistant.files.worker.wire import Frame
from assistant.review.rule import Edit
from assistant.review.word.changes import Changes
from assistant.review.word.comments import Comment, Comments
from assistant.review.word.package import Package, open_package
from assistant.review.word.runs import Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """The bytes of a .docx, how many comments it got and how many edits were tracked."""

    data: bytes
    comments: int
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A comment on the code points [start, end); ``lines`` are its paragraphs."""

    start: int
    end: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """What is to be marked in a document whose extracted text is ``text``."""

    text: str
    notes: tuple[Note, ...]
    edits: tuple[Edit, ...]

    def to_json(self) -> dict[str, Any]:
        """As it is sent to the worker."""
        return {
            "text": self.text,
            "notes": [[note.start, note.end, note.lines] for note in self.notes],
            "edits": [[edit.start, edit.end, edit.text] for edit in self.edits],
        }


def task(request: dict[str, Any], data: bytes) -> Frame:
    """``mark`` as a worker runs it: the marked copy of the .docx ``data``."""
    given = request["marking"]
    marking = Marking(
        text=given["text"],
        notes=tuple(Note(start=a, end=b, lines=tuple(c)) for a, b, c in given["notes"]),
        edits=tuple(Edit(start=a, end=b, text=c) for a, b, c in given["edits"]),
    )
    done = mark(open_package(data, request["source"]), marking)
    counts = {"comments": done.comments, "changes": done.changes}
    return Frame(header=counts, payload=done.data)


def mark(package: Package, marking: Marking) -> Annotated:
    """The package with notes as comments and edits as tracked changes."""
    runs = Runs(_places(package, marking.text), _cuts(marking))
    changes = Changes(package.trees[MAIN], runs, date=package.stamp)
    tracked = changes.track(marking.edits)
    comments = [
        Comment(
            first=changes.before(place[0]),
            last=changes.after(place[1]),
            lines=note.lines,
        )
        for note in marking.notes
        if (place := runs.nearest(note.start, note.end)) is not None
    ]
    if comments:
        Comments(package).add(comments)
    return Annotated(data=package.save(), comments=len(comments), changes=tracked)


def _places(package: Package, text: str) -> Sequence[Place]:
    document = package.trees[MAIN]
    body = document.find(f"{W}body")
    if body is None:
        return ()
    numbering, styles = (package.xml(f"word/{name}.xml") for name in ("numbering", "styles"))
    return tuple(
        docx_places(body, read_numbering(numbering, styles), Looks(styles, document), text)
    )


def _cuts(marking: Marking) -> Iterator[int]:
    for note in marking.notes:
        yield from (note.start, note.end)
    for edit in marking.edits:
        yield from (edit.start, edit.end)
