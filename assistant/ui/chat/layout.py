"""Layout of 对话: the conversation on the left, what it is about on the right."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant.drafting.library import Stage
from assistant.ui import examples, wording
from assistant.ui.library.marks import RECORD_COLOURS
from assistant.ui.review.marks import COLOURS

STAGES: dict[str, Stage] = {wording.STAGE_PROGRESS: "progress", wording.STAGE_PLAN: "plan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatColumn:
    """The left side: the conversation and what is sent with a message."""

    chat: gr.Chatbot
    box: gr.Textbox
    send: gr.Button
    stop: gr.Button
    upload: gr.UploadButton
    clear: gr.Button
    issuer: gr.Textbox
    stage: gr.Radio


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftTab:
    """The drafts as text to copy and to save."""

    text: gr.Textbox
    download: gr.DownloadButton
    missing: gr.Button
    undo: gr.Button
    again: gr.Button


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentTab:
    """The precedents of the latest drafts and one whole notice."""

    choices: gr.Radio
    notice: gr.HighlightedText


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTab:
    """What was found in the draft notice that was sent."""

    summary: gr.Markdown
    findings: gr.Radio
    marked: gr.HighlightedText
    open: gr.Button


def chat_column() -> ChatColumn:
    """Make the left side inside the current context."""
    chat = gr.Chatbot(
        label=wording.CHAT,
        show_label=False,
        height="46vh",
        min_height=260,
        buttons=[],
        feedback_options=None,
        allow_tags=True,  # only our own tags are left: see assistant.ui.markdown
        latex_delimiters=[],
        placeholder=wording.EMPTY_CHAT,
        examples=[{"text": text, "display_text": name} for name, text in examples.MESSAGES.items()],
        elem_id="chat",
    )
    box = gr.Textbox(
        label=wording.BOX_LABEL,
        placeholder=wording.BOX,
        lines=3,
        max_lines=8,
        elem_id="box",
    )
    with gr.Row(elem_id="chat-actions"):
        send = gr.Button(
            wording.SEND, variant="primary", elem_id="send", scale=2, min_width=64, size="md"
        )
        stop = gr.Button(wording.STOP, elem_id="stop", scale=1, min_width=48, size="md")
        upload = gr.UploadButton(
            wording.UPLOAD,
            file_types=wording.FILE_TYPES,
            elem_id="upload",
            scale=1,
            min_width=70,
            size="md",
        )
        clear = gr.Button(wording.NEW_CHAT, elem_id="clear", scale=1, min_width=60, size="md")
    issuer, stage = _settings_row()
    return ChatColumn(
        chat=chat, box=box, send=send, stop=stop, upload=upload, clear=clear, issuer=issuer,
        stage=stage,
    )  # fmt: skip


def _settings_row() -> tuple[gr.Textbox, gr.Radio]:
    with gr.Row():
        issuer = gr.Textbox(
            label=wording.ISSUER_LABEL,
            placeholder=wording.ISSUER_HINT,
            elem_id="issuer",
            scale=2,
            min_width=180,
        )
        stage = gr.Radio(
            list(STAGES),
            value=next(iter(STAGES)),
            label=wording.STAGE_LABEL,
            elem_id="stage",
            scale=3,
            min_width=330,
        )
    return issuer, stage


def draft_tab() -> DraftTab:
    """Make the tab of the drafts' text."""
    with gr.Tab(wording.DRAFT_TAB, id="draft"):
        text = gr.Textbox(
            label=wording.DRAFT_TEXT,
            placeholder=wording.DRAFT_EMPTY,
            lines=18,
            max_lines=18,
            buttons=["copy"],
            elem_id="draft-text",
        )
        with gr.Row(elem_id="draft-actions"):
            missing, undo, again = (
                gr.Button(label, elem_id=name, interactive=False, size="md", min_width=76)
                for label, name in (
                    (wording.ASK_MISSING, "ask-missing"),
                    (wording.UNDO_COMMAND, "undo-draft"),
                    (wording.OFFLINE_AGAIN, "offline-again"),
                )
            )
            download = gr.DownloadButton(
                wording.DOWNLOAD_MD,
                elem_id="download",
                interactive=False,
                size="md",
                min_width=90,
            )
    return DraftTab(text=text, download=download, missing=missing, undo=undo, again=again)


def precedent_tab() -> PrecedentTab:
    """Make the tab of the precedents."""
    with gr.Tab(wording.PRECEDENT_TAB, id="precedents"):
        choices = gr.Radio(
            [],
            label=wording.PRECEDENTS,
            info=wording.NO_PRECEDENTS,
            elem_id="precedents",
            elem_classes="stacked",
        )
        notice = gr.HighlightedText(
            label=wording.NOTICE_TEXT,
            color_map=RECORD_COLOURS,
            elem_id="notice",
            elem_classes="reading",
            show_inline_category=True,
        )
    return PrecedentTab(choices=choices, notice=notice)


def found_tab() -> FoundTab:
    """Make the tab of the findings."""
    with gr.Tab(wording.FOUND_TAB, id="found"):
        summary = gr.Markdown(wording.FOUND_EMPTY, elem_id="chat-summary")
        findings = gr.Radio(
            [], label=wording.FOUND_LIST, elem_id="findings", elem_classes="stacked", visible=False
        )
        open_review = gr.Button(
            wording.OPEN_REVIEW, elem_id="open-review", size="md", interactive=False
        )
        marked = gr.HighlightedText(
            label=wording.MARKED_LABEL,
            color_map=COLOURS,
            elem_id="chat-marked",
            elem_classes="reading",
            show_inline_category=True,
        )
    return FoundTab(summary=summary, findings=findings, open=open_review, marked=marked)
