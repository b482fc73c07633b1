"""Annotate: a review as a Word document, comments at the findings and safe fixes tracked."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.files.worker.pool import run
from assistant.notice.model import Passage
from assistant.review.characters import fit
from assistant.review.finding import Finding, Review
from assistant.review.fixes import edits_of
from assistant.review.registry import all_rules
from assistant.review.rule import SEVERITY_NAMES
from assistant.review.word.marking import Annotated, Marking, Note, mark
from assistant.review.word.plain import plain_document

_TASK = "assistant.review.word.marking:task"  # what the worker runs


def annotate_docx(data: bytes, text: str, review: Review, *, title: Passage | None) -> Annotated:
    """A copy of the .docx ``data``, whose extracted text is ``text``, with the review in it.

    Everything that is there stays: layout, styles, comments, tracked changes. An absence is
    commented at the title (where there is none, at the first words). A finding in a text box is
    commented where the box is anchored, and its fix is not tracked, which Word does not allow.
    It is done in a worker process, within limits: raises InputUnreadable for what is no sound .docx
    or exceeds them.
    """
    marking = _marking(text, review, title)
    request = {"source": review.source, "marking": marking.to_json()}
    answer = run(_TASK, request, data, source=review.source or "文稿.docx")
    return Annotated(
        data=answer.payload,
        comments=int(answer.header["comments"]),
        changes=int(answer.header["changes"]),
    )


def annotate_text(text: str, review: Review, *, title: Passage | None) -> Annotated:
    """A new .docx of ``text``, a line a paragraph, with the review in it; else as above."""
    marking = _marking(fit(text), review, title)
    return mark(plain_document(text, title), marking)


def _marking(text: str, review: Review, title: Passage | None) -> Marking:
    notes = []
    for finding in review.findings:
        start, end = _span(finding, title)
        notes.append(Note(start=start, end=end, lines=tuple(_lines(finding))))
    return Marking(text=text, notes=tuple(notes), edits=tuple(edits_of(review.findings)))


def _span(finding: Finding, title: Passage | None) -> tuple[int, int]:
    if finding.start is not None and finding.end is not None:
        return finding.start, finding.end
    return (title.start, title.end) if title is not None else (0, 1)


def _lines(finding: Finding) -> Iterator[str]:
    """The paragraphs of a comment."""
    rule = all_rules().get(finding.rule)
    name = rule.name if rule is not None else finding.rule
    yield f"【{SEVERITY_NAMES[finding.severity]}】{name}（{finding.rule}）"
    yield finding.message
    yield f"建议：{finding.suggestion}"
    if finding.edits:
        yield "可安全修正：改法已用修订标出，可以接受或拒绝。"
