"""Layout: the components of the page, made in one place and known by name."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant.drafting.library import Stage
from assistant.ui import wording
from assistant.ui.panel import RECORD_MARKS
from assistant.ui.review_view import COLOURS

STAGES: dict[str, Stage] = {"进展通报（已做的）": "progress", "整改方案（要做的）": "plan"}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecedentTab:
    """The precedents of the latest drafts and one whole notice."""

    choices: gr.Radio
    notice: gr.HighlightedText


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTab:
    """The findings on the latest reviewed text, and what can be done about them."""

    findings: gr.Radio
    fix: gr.Button
    word: gr.DownloadButton
    complete: gr.Button
    marked: gr.HighlightedText


def chat_column() -> ChatColumn:
    """Make the left side inside the current context."""
    chat = gr.Chatbot(
        label="对话",
        height="48vh",
        buttons=[],
        feedback_options=None,
        allow_tags=True,  # only our own tags are left: see assistant.ui.markdown
        latex_delimiters=[],
        placeholder=wording.EMPTY_CHAT,
        elem_id="chat",
    )
    box = gr.Textbox(
        label="巡察反馈的问题，或整篇通报草稿",
        placeholder=wording.BOX,
        lines=3,
        max_lines=10,
        elem_id="box",
    )
    with gr.Row():
        send = gr.Button("发送", variant="primary", elem_id="send", scale=2)
        stop = gr.Button("停止", elem_id="stop", scale=1, min_width=70)
        upload = gr.UploadButton(
            "上传文件", file_types=wording.FILE_TYPES, elem_id="upload", scale=1, min_width=90
        )
        clear = gr.Button("新对话", elem_id="clear", scale=1, min_width=80)
    issuer, stage = _settings_row()
    gr.Examples(wording.EXAMPLES, inputs=[box], label="试一试", api_visibility="private")
    return ChatColumn(
        chat=chat, box=box, send=send, stop=stop, upload=upload, clear=clear, issuer=issuer,
        stage=stage,
    )  # fmt: skip


def _settings_row() -> tuple[gr.Textbox, gr.Radio]:
    with gr.Row():
        issuer = gr.Textbox(
            label="本单位名称（选填）", placeholder="中共岚川县水务局党组", elem_id="issuer"
        )
        stage = gr.Radio(list(STAGES), value=next(iter(STAGES)), label="写成", elem_id="stage")
    return issuer, stage


def draft_tab() -> DraftTab:
    """Make the tab of the drafts' text."""
    with gr.Tab("草稿", id="draft"):
        text = gr.Textbox(
            label="可复制的草稿",
            placeholder="起草后，这里是不带来源的正文。",
            lines=18,
            max_lines=24,
            buttons=["copy"],
            elem_id="draft-text",
        )
        download = gr.DownloadButton("下载 .md", elem_id="download", interactive=False)
    return DraftTab(text=text, download=download)


def precedent_tab() -> PrecedentTab:
    """Make the tab of the precedents."""
    with gr.Tab("范例", id="precedents"):
        choices = gr.Radio(
            [], label="相近的范例（只供参考，其中的事实不属于本单位）", elem_id="precedents"
        )
        notice = gr.HighlightedText(
            label="范例全文",
            color_map=RECORD_MARKS,
            elem_id="notice",
            show_inline_category=True,
            combine_adjacent=False,
        )
    return PrecedentTab(choices=choices, notice=notice)


def review_tab() -> ReviewTab:
    """Make the tab of the review."""
    with gr.Tab("审核", id="review"):
        findings = gr.Radio([], label="审核发现（点一条，跳到原文）", elem_id="findings")
        with gr.Row():
            fix = gr.Button("应用安全修改", elem_id="fix", interactive=False, min_width=110)
            word = gr.DownloadButton(
                "下载批注版 Word", elem_id="word", interactive=False, min_width=130
            )
            complete = gr.Button(
                "补写缺失部分", elem_id="complete", interactive=False, min_width=110
            )
        marked = gr.HighlightedText(
            label="送审文本",
            color_map=COLOURS,
            elem_id="marked",
            show_inline_category=True,
            combine_adjacent=False,
        )
    return ReviewTab(findings=findings, fix=fix, word=word, complete=complete, marked=marked)
