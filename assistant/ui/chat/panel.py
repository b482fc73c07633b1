"""Panel: the right side of the chat: the drafts' text, the precedents, the findings."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.chat.workspace import Workspace
from assistant.retrieval.index import Index
from assistant.review.rule import SEVERITIES, SEVERITY_NAMES
from assistant.ui import wording
from assistant.ui.chat.draft_view import DraftView
from assistant.ui.library.hits import unit_name
from assistant.ui.records import Records
from assistant.ui.review.marks import counted, label, marks
from assistant.ui.state import Desk, PageState


def draft_text(state: PageState, workspace: Workspace) -> str:
    """The latest drafts as text to copy."""
    return DraftView(workspace.library, Records(workspace.index)).plain(state.drafts)


def precedent_choices(state: PageState, index: Index | None) -> list[tuple[str, str]]:
    """Label and id of each precedent of the latest drafts, each once, in order."""
    scores = {item.record: item.score for draft in state.drafts for item in draft.precedents}
    records = Records(index)
    found = ((records.get(key), score) for key, score in scores.items())
    return [
        (f"{one.problem}\n{unit_name(one)}　相近程度 {score:.2f}", one.id)
        for one, score in found
        if one is not None
    ]


def finding_choices(desk: Desk) -> list[tuple[str, int]]:
    """Label and index of every finding, the gravest first."""
    if desk.review is None:
        return []
    order = sorted(
        enumerate(desk.review.findings),
        key=lambda item: (SEVERITIES.index(item[1].severity), item[0]),
    )
    return [(f"{SEVERITY_NAMES[f.severity]}　{label(f, desk.text)}", at) for at, f in order]


def found_updates(desk: Desk) -> tuple[Any, ...]:
    """Summary, list, marked text and button of the tab of findings."""
    if desk.review is None:
        return wording.FOUND_EMPTY, gr.update(choices=[], visible=False), [], gr.skip()
    listed = finding_choices(desk)
    return (
        f"**{counted(desk.review)}**",
        gr.update(choices=listed, value=None, visible=bool(listed)),
        marks(desk.text, desk.review.findings),
        gr.update(interactive=True),
    )
