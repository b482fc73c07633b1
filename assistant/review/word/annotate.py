"""Annotate: a review as a Word document, comments at the findings and safe fixes tracked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.files.docx import MAIN
from assistant.files.docx_looks import Looks
from assistant.files.docx_places import Place, docx_places
from assistant.files.numbering import W, read_numbering
from assistant.notice.model import Passage
from assistant.review.characters import fit
from assistant.review.finding import Finding, Review
from assistant.review.fixes import edits_of
from assistant.review.registry import all_rules
from assistant.review.rule import SEVERITY_NAMES, Edit
from assistant.review.word.changes import Changes
from assistant.review.word.comments import Comment, Comments
from assistant.review.word.package import Package, open_package
from assistant.review.word.plain import plain_document
from assistant.review.word.runs import Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """The bytes of a .docx, how many comments it got and how many edits were tracked."""

    data: bytes
    comments: int
    changes: int


def annotate_docx(data: bytes, text: str, review: Review, *, title: Passage | None) -> Annotated:
    """A copy of the .docx ``data``, whose extracted text is ``text``, with the review in it.

    Everything that is there stays: layout, styles, comments, tracked changes. An absence is
    commented at the title (where there is none, at the first words). A finding in a text box is
    commented where the box is anchored, and its fix is not tracked, which Word does not allow.
    Raises InputUnreadable for what is no sound .docx.
    """
    return _annotated(open_package(data, review.source), text, review, title)


def annotate_text(text: str, review: Review, *, title: Passage | None) -> Annotated:
    """A new .docx of ``text``, a line a paragraph, with the review in it; else as above."""
    return _annotated(plain_document(text, title), fit(text), review, title)


def _annotated(package: Package, text: str, review: Review, title: Passage | None) -> Annotated:
    spans = [(finding, *_span(finding, title)) for finding in review.findings]
    edits = list(edits_of(review.findings))
    runs = Runs(_places(package, text), _cuts(spans, edits))
    changes = Changes(package.trees[MAIN], runs, date=package.stamp)
    tracked = changes.track(edits)
    comments = [
        Comment(
            first=changes.before(place[0]),
            last=changes.after(place[1]),
            lines=tuple(_lines(finding)),
        )
        for finding, start, end in spans
        if (place := runs.nearest(start, end)) is not None
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


def _span(finding: Finding, title: Passage | None) -> tuple[int, int]:
    if finding.start is not None and finding.end is not None:
        return finding.start, finding.end
    return (title.start, title.end) if title is not None else (0, 1)


def _cuts(spans: Sequence[tuple[Finding, int, int]], edits: Iterable[Edit]) -> Iterator[int]:
    for _, start, end in spans:
        yield from (start, end)
    for edit in edits:
        yield from (edit.start, edit.end)


def _lines(finding: Finding) -> Iterator[str]:
    """The paragraphs of a comment."""
    rule = all_rules().get(finding.rule)
    name = rule.name if rule is not None else finding.rule
    yield f"【{SEVERITY_NAMES[finding.severity]}】{name}（{finding.rule}）"
    yield finding.message
    yield f"建议：{finding.suggestion}"
    if finding.edits:
        yield "可安全修正：改法已用修订标出，可以接受或拒绝。"
