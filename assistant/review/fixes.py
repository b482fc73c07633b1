"""Fixes: apply the safe fixes of a review, and show them as a unified diff."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.config import ReviewConfig
from assistant.review.finding import Finding
from assistant.review.review import review
from assistant.review.rule import Edit
from assistant.review.waivers import Waiver

# a fix may uncover another (、<br>、 becomes 、、); three rounds settle every chain met in tests
_ROUNDS = 5


def edits_of(findings: Iterable[Finding]) -> Iterator[Edit]:
    """The edits of ``findings`` by place; of edits that overlap, the first."""
    every = {edit for finding in findings for edit in finding.edits}
    end = 0
    for edit in sorted(every, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= end:
            yield edit
            end = edit.end


def apply_fixes(text: str, findings: Iterable[Finding]) -> str:
    """``text`` with the edits of ``findings`` made; no other character changes."""
    parts, at = [], 0
    for edit in edits_of(findings):
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, text[at:]))


def fix_document(
    document: Document, *, config: ReviewConfig | None = None, waivers: tuple[Waiver, ...] = ()
) -> Document:
    """``document`` with all safe fixes made, so that reviewing it again finds none to make.

    What is waived stays as it is.
    """
    for _ in range(_ROUNDS):
        findings = review(parse(document), config=config, waivers=waivers).findings
        text = apply_fixes(document.text, findings)
        if text == document.text:
            break
        document = replace(document, text=text)
    return document


def unified_diff(before: str, after: str, *, name: str) -> str:
    """The difference as a unified diff with three lines of context; "" where there is none."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        fromfile=name,
        tofile=name,
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
