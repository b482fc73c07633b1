"""Panel: the right side of the page: the draft's text, the precedents, the reviewed text."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat.workspace import Workspace
from assistant.retrieval.record import StoredRecord
from assistant.review.finding import Finding
from assistant.review.word.annotate import annotate_docx, annotate_text
from assistant.ui.draft_view import DraftView
from assistant.ui.review_view import choices, marks
from assistant.ui.state import PageState

RECORD_MARKS = {"记录": "#f6d38b"}
_FRONT_MATTER = re.compile(r"\A---\n(?:[^\n]*\n){1,60}?---\n")
Update = dict[str, Any]


def draft_text(state: PageState, workspace: Workspace) -> str:
    """The latest drafts as text to copy."""
    return DraftView(workspace.library, workspace.records()).plain(state.drafts)


def write_download(text: str, folder: Path) -> str | None:
    """Write the drafts to a file of a random folder of ours; its path, or None if empty."""
    if not text.strip():
        return None
    path = _new_place(folder) / "整改措施草稿.md"
    path.write_text(text, encoding="utf-8")
    return str(path)


def _new_place(folder: Path) -> Path:
    place = folder / secrets.token_hex(8)
    place.mkdir(parents=True, exist_ok=True)
    return place


def write_word(state: PageState, folder: Path) -> str | None:
    """Write the reviewed text with a Word comment at each finding; its path, or None.

    An uploaded .docx is copied with its layout; any other text becomes a new document.
    """
    if state.notice is None or state.review is None:
        return None
    title = state.notice.title
    if state.upload is not None:
        made = annotate_docx(state.upload, state.text, state.review, title=title)
    else:
        made = annotate_text(state.text, state.review, title=title)
    path = _new_place(folder) / "审核批注.docx"
    path.write_bytes(made.data)
    return str(path)


def is_gap(finding: Finding) -> bool:
    """Whether the finding is something that drafting can write."""
    return finding.rule.startswith("missing-") or finding.rule == "problem-without-measures"


def precedent_choices(
    state: PageState, records: Mapping[str, StoredRecord]
) -> list[tuple[str, str]]:
    """Label and id of each precedent of the latest drafts, each once, in order."""
    ids = dict.fromkeys(item.record for draft in state.drafts for item in draft.precedents)
    scores = {item.record: item.score for draft in state.drafts for item in draft.precedents}
    return [
        (f"{records[key].problem[:40]}（{records[key].notice[:24]}，{scores[key]:.2f}）", key)
        for key in ids
        if key in records
    ]


def notice_marks(text: str, record: StoredRecord) -> list[tuple[str, str | None]]:
    """A whole past notice with one record marked; the front matter of our files is left out."""
    head = _FRONT_MATTER.match(text)
    return [
        (text[head.end() if head else 0 : record.start].lstrip(), None),
        (text[record.start : record.end], "记录"),
        (text[record.end :], None),
    ]


def review_updates(state: PageState) -> tuple[Update, list[tuple[str, str | None]]]:
    """The list of findings and the marked text of the latest review."""
    if state.review is None:
        return gr.update(choices=[], value=None), []
    return (
        gr.update(choices=choices(state.review, state.text), value=None),
        marks(state.text, state.review.findings),
    )
