"""Layout of 审核: the draft on the left, what was found on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.review.rule import SEVERITIES, SEVERITY_NAMES, Severity
from assistant.ui import wording
from assistant.ui.review import versions
from assistant.ui.review.marks import COLOURS


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPane:
    """What is sent to review."""

    text: gr.Textbox
    run: gr.Button
    upload: gr.UploadButton
    example: gr.Button
    clear: gr.Button
    feedback: gr.Textbox
    upload_list: gr.UploadButton


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsPane:
    """Two drafts side by side."""

    about: gr.Markdown
    old: gr.Dropdown
    new: gr.Dropdown
    upload: gr.UploadButton
    left: gr.HighlightedText
    right: gr.HighlightedText


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftSide:
    """The four panes of the left side."""

    tabs: gr.Tabs
    draft: DraftPane
    marked: gr.HighlightedText
    matrix_about: gr.Markdown
    matrix: gr.Dataframe
    versions: VersionsPane

    @property
    def boxes(self) -> list[Any]:
        """What a draft that comes from elsewhere fills: text, feedback, and the pane in front."""
        return [self.draft.text, self.draft.feedback, self.tabs]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSide:
    """The findings by severity, the one that was clicked, and what can be done."""

    summary: gr.Markdown
    folds: Mapping[Severity, gr.Accordion]
    lists: Mapping[Severity, gr.Radio]
    detail: gr.Markdown
    fix: gr.Button
    complete: gr.Button


def left_side(belonging: Callable[[], None]) -> LeftSide:
    """Make the left side inside the current context; ``belonging`` makes a fold of 文稿."""
    with gr.Tabs(elem_id="desk", overflow_behavior="wrap") as tabs:
        with gr.Tab(wording.DRAFT_PANE, id="draft"):
            draft = _draft_pane()
            belonging()
        with gr.Tab(wording.MARKED_PANE, id="marked"):
            marked = gr.HighlightedText(
                label=wording.MARKED_LABEL,
                color_map=COLOURS,
                elem_id="marked",
                elem_classes="reading",
                show_inline_category=True,
            )
        with gr.Tab(wording.MATRIX_PANE, id="matrix"):
            about = gr.Markdown(wording.MATRIX_EMPTY)
            matrix = gr.Dataframe(
                headers=wording.MATRIX_HEADERS,
                datatype="str",
                label=wording.MATRIX_LABEL,
                interactive=False,
                wrap=True,
                visible=False,
                buttons=[],
                column_widths=["28%", "24%", "10%", "26%", "12%"],
                elem_id="matrix",
            )
        with gr.Tab(wording.VERSIONS_PANE, id="versions"):
            sides = _versions_pane()
    return LeftSide(
        tabs=tabs, draft=draft, marked=marked, matrix_about=about, matrix=matrix, versions=sides
    )


def _draft_pane() -> DraftPane:
    text = gr.Textbox(
        label=wording.DRAFT_LABEL,
        placeholder=wording.DRAFT_HINT,
        lines=14,
        max_lines=14,
        elem_id="desk-text",
    )
    with gr.Row():
        run = gr.Button(
            wording.DO_REVIEW,
            variant="primary",
            elem_id="desk-run",
            scale=2,
            min_width=90,
            size="md",
        )
        upload = gr.UploadButton(
            wording.UPLOAD_DRAFT,
            file_types=wording.NOTICE_TYPES,
            elem_id="desk-upload",
            size="md",
            min_width=100,
        )
        example = gr.Button(wording.EXAMPLE, elem_id="desk-example", min_width=120, size="md")
        clear = gr.Button(wording.CLEAR, elem_id="desk-clear", min_width=70, size="md")
    feedback, upload_list = _feedback_fold()
    return DraftPane(
        text=text, run=run, upload=upload, example=example, clear=clear, feedback=feedback,
        upload_list=upload_list,
    )  # fmt: skip


def _feedback_fold() -> tuple[gr.Textbox, gr.UploadButton]:
    with gr.Accordion(wording.FEEDBACK_FOLD, open=False):
        feedback = gr.Textbox(
            label=wording.FEEDBACK_LABEL,
            placeholder=wording.FEEDBACK_HINT,
            lines=4,
            max_lines=8,
            elem_id="desk-feedback",
        )
        upload_list = gr.UploadButton(
            wording.UPLOAD_LIST, file_types=wording.FILE_TYPES, elem_id="desk-list", size="md"
        )
    return feedback, upload_list


def _versions_pane() -> VersionsPane:
    about = gr.Markdown(wording.VERSIONS_EMPTY)
    with gr.Row(elem_classes="aligned"):
        old = gr.Dropdown([], label=wording.OLD, elem_id="version-old", min_width=170)
        new = gr.Dropdown([], label=wording.NEW, elem_id="version-new", min_width=170)
        upload = gr.UploadButton(
            wording.UPLOAD_OTHER,
            file_types=wording.NOTICE_TYPES,
            elem_id="version-upload",
            size="md",
            min_width=110,
        )
    with gr.Row(elem_id="sides"):
        shown = [
            gr.HighlightedText(
                label=name,
                color_map=versions.COLOURS,
                elem_id=f"side-{key}",
                elem_classes="reading",
                show_inline_category=True,
                min_width=240,
                visible=False,
            )
            for key, name in (("old", wording.OLD), ("new", wording.NEW))
        ]
    return VersionsPane(about=about, old=old, new=new, upload=upload, left=shown[0], right=shown[1])


def found_side() -> FoundSide:
    """Make the right side inside the current context."""
    summary = gr.Markdown(wording.REVIEW_EMPTY, elem_id="found-summary")
    with gr.Row(elem_id="found-actions"):
        fix = gr.Button(wording.FIX, elem_id="fix", interactive=False, min_width=110, size="md")
        complete = gr.Button(
            wording.COMPLETE, elem_id="complete", interactive=False, min_width=110, size="md"
        )
    folds: dict[Severity, gr.Accordion] = {}
    lists: dict[Severity, gr.Radio] = {}
    with gr.Column(elem_id="found"):
        for severity in SEVERITIES:
            with gr.Accordion(SEVERITY_NAMES[severity], open=True, visible=False) as fold:
                lists[severity] = gr.Radio(
                    [],
                    show_label=False,
                    label=SEVERITY_NAMES[severity],
                    container=False,
                    elem_id=f"found-{severity}",
                    elem_classes=["stacked", severity],
                )
            folds[severity] = fold
    detail = gr.Markdown("", elem_id="found-detail", visible=False)
    return FoundSide(
        summary=summary, folds=folds, lists=lists, detail=detail, fix=fix, complete=complete
    )
