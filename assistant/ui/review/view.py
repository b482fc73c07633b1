"""View: the summary and the lists of findings, as updates of their components."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from assistant.review.finding import Review
from assistant.review.review import unused_note
from assistant.review.rule import SEVERITIES, SEVERITY_NAMES
from assistant.ui import wording
from assistant.ui.markdown import inert
from assistant.ui.review.marks import choices, counted, detail, marks
from assistant.ui.state import Desk


def summary(desk: Desk) -> str:
    """The count of findings and the notes, as Markdown; before a review, what a review is.

    That a waiver meets nothing any more is told where the waivers are listed.
    """
    found = desk.review
    if found is None:
        return wording.REVIEW_EMPTY
    head = f"**{counted(found)}**" if found.findings or found.waived else wording.REVIEW_CLEAN
    stale = {unused_note(waiver) for waiver in desk.waivers}
    return "\n\n".join([head, *(inert(note) for note in found.notes if note not in stale)])


def folds(found: Review | None) -> Iterator[Any]:
    """For each severity the label of its fold; one without findings is not shown."""
    for severity in SEVERITIES:
        count = found.summary[severity] if found is not None else 0
        yield gr.update(label=f"{SEVERITY_NAMES[severity]}（{count}）", visible=count > 0)


def finding_lists(desk: Desk) -> Iterator[Any]:
    """For each severity the findings to choose from."""
    for severity in SEVERITIES:
        found = choices(desk.review, desk.text, severity) if desk.review is not None else []
        yield gr.update(choices=found, value=None)


def chosen_updates(desk: Desk) -> tuple[Any, ...]:
    """The finding that was clicked: chosen in its list, explained, marked apart in the text."""
    finding = desk.finding
    if finding is None or desk.review is None:
        return tuple(gr.skip() for _ in (*SEVERITIES, "detail", "marked", "pane"))
    return (
        *(desk.chosen if finding.severity == one else None for one in SEVERITIES),
        detail(finding, desk.text),
        marks(desk.text, desk.review.findings, desk.chosen),
        gr.update(selected="marked"),
    )
