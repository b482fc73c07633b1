"""Page: the chat with its panel, in Chinese; every event handler is here and is small."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import gradio as gr

from assistant.chat.history import is_conversation, new_conversation
from assistant.chat.workspace import Workspace
from assistant.drafting.library import Stage
from assistant.errors import AssistantError
from assistant.files.read import read_document
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.fixes import fix_document
from assistant.review.review import review
from assistant.ui import panel, wording
from assistant.ui.conversation import Conversation, Request, Turn
from assistant.ui.review_view import COLOURS, marks
from assistant.ui.state import PageState

STAGES: dict[str, Stage] = {"进展通报（已做的）": "progress", "整改方案（要做的）": "plan"}
_SCROLL = """() => setTimeout(() => {
  const spots = [...document.querySelectorAll('%s .textspan')]
    .filter(span => span.querySelector('.label')?.textContent.trim() === '%s');
  spots[0]?.scrollIntoView({block: 'nearest'});
}, 300)"""


class Page:
    """Builds the page; one instance serves all browsers and keeps no user's data."""

    def __init__(self, workspace: Workspace, exports: Path) -> None:
        self._workspace = workspace
        self._exports = exports
        self._conversation = Conversation(workspace)

    def build(self) -> gr.Blocks:
        """The page with all its events wired."""
        with gr.Blocks(title=wording.TITLE, analytics_enabled=False) as page:
            state = gr.State(PageState())
            browser = gr.BrowserState("", storage_key="rectification", secret="conversation")
            gr.Markdown(wording.HEAD)
            with gr.Row():
                with gr.Column(scale=3, min_width=360):
                    left = self._chat_column()
                with gr.Column(scale=2, min_width=320):
                    right = self._panel_column()
            self._wire(page, state, browser, left, right)
        return cast(gr.Blocks, page)

    def _chat_column(self) -> dict[str, Any]:
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
        with gr.Row():
            issuer = gr.Textbox(
                label="本单位名称（选填）", placeholder="中共岚川县水务局党组", elem_id="issuer"
            )
            stage = gr.Radio(list(STAGES), value=next(iter(STAGES)), label="写成", elem_id="stage")
        gr.Examples(wording.EXAMPLES, inputs=[box], label="试一试", api_visibility="private")
        return {
            "chat": chat, "box": box, "send": send, "stop": stop, "upload": upload,
            "clear": clear, "issuer": issuer, "stage": stage,
        }  # fmt: skip

    def _panel_column(self) -> dict[str, Any]:
        with gr.Tabs(elem_id="panel") as tabs:
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
            with gr.Tab("范例", id="precedents"):
                precedents = gr.Radio(
                    [], label="相近的范例（只供参考，其中的事实不属于本单位）", elem_id="precedents"
                )
                notice = gr.HighlightedText(
                    label="范例全文", color_map=panel.RECORD_MARKS, elem_id="notice",
                    show_inline_category=True, combine_adjacent=False,
                )  # fmt: skip
            with gr.Tab("审核", id="review"):
                findings = gr.Radio([], label="审核发现（点一条，跳到原文）", elem_id="findings")
                fix = gr.Button("应用安全修改", elem_id="fix", interactive=False)
                marked = gr.HighlightedText(
                    label="送审文本", color_map=COLOURS, elem_id="marked",
                    show_inline_category=True, combine_adjacent=False,
                )  # fmt: skip
        return {
            "tabs": tabs, "text": text, "download": download, "precedents": precedents,
            "notice": notice, "findings": findings, "fix": fix, "marked": marked,
        }  # fmt: skip

    def _wire(
        self,
        page: gr.Blocks,
        state: gr.State,
        browser: gr.BrowserState,
        left: dict[str, Any],
        right: dict[str, Any],
    ) -> None:
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        shown = [
            right[name]
            for name in ("text", "download", "precedents", "findings", "fix", "marked", "tabs")
        ]
        given = [left["chat"], state, browser, left["issuer"], left["stage"]]
        streamed = [left["chat"], left["box"], state, browser]
        asking: dict[str, Any] = {"concurrency_limit": 8, "concurrency_id": "ask"}
        running = [
            gr.on(
                [left["send"].click, left["box"].submit],
                self._ask, [left["box"], *given], streamed, **private, **asking,
            ),
            left["upload"].upload(
                self._ask_file, [left["upload"], *given], streamed, **private, **asking
            ),
        ]  # fmt: skip
        for event in running:
            event.then(self._show, [state], shown, **private)
        left["stop"].click(None, cancels=running, **private).then(
            self._show, [state], shown, **private
        )
        gr.on(
            [left["clear"].click, left["chat"].clear],
            self._clear,
            [browser],
            [left["chat"], state, browser],
            **private,
        ).then(self._show, [state], shown, **private)
        right["precedents"].select(
            self._open_notice, [right["precedents"]], [right["notice"]], **private
        ).then(None, js=_SCROLL % ("#notice", "记录"), **private)
        right["findings"].select(
            self._jump, [right["findings"], state], [right["marked"]], **private
        ).then(None, js=_SCROLL % ("#marked", "当前"), **private)
        right["fix"].click(self._fix, [state], [state], **private).then(
            self._show, [state], shown, **private
        )
        page.load(self._restore, [browser], [left["chat"], browser], **private)

    async def _ask(
        self, text: str, turns: list[Turn], state: PageState, browser: str, issuer: str, stage: str
    ) -> AsyncIterator[tuple[Any, ...]]:
        conversation = browser if is_conversation(browser) else new_conversation()
        if not (text or "").strip():
            yield turns, "", state, conversation
            return
        request = Request(
            text=text,
            conversation=conversation,
            issuer=issuer.strip() or None,
            stage=STAGES.get(stage, "progress"),
        )
        async for after in self._conversation.reply(request, turns or [], state):
            yield after, "", state, conversation

    async def _ask_file(
        self, path: str, turns: list[Turn], state: PageState, browser: str, issuer: str, stage: str
    ) -> AsyncIterator[tuple[Any, ...]]:
        try:
            document = _read_upload(path)
        except AssistantError as error:
            gr.Warning(str(error))
            yield turns, gr.skip(), state, browser
            return
        async for after in self._ask(document, turns, state, browser, issuer, stage):
            yield after

    def _show(self, state: PageState) -> tuple[Any, ...]:
        text = panel.draft_text(state, self._workspace)
        path = panel.write_download(text, self._exports)
        choices = panel.precedent_choices(state, self._workspace.records())
        findings, marked = panel.review_updates(state)
        fixable = state.review is not None and any(f.edits for f in state.review.findings)
        tab = "draft" if state.drafts or state.review is None else "review"
        return (
            text,
            gr.update(value=path, interactive=path is not None),
            gr.update(choices=choices, value=None),
            findings,
            gr.update(interactive=fixable),
            marked,
            gr.update(selected=tab),
        )

    def _open_notice(self, key: str) -> list[tuple[str, str | None]]:
        record = self._workspace.records().get(key)
        if record is None or self._workspace.index is None:
            return []
        return panel.notice_marks(self._workspace.index.text(record.notice_id), record)

    def _jump(self, chosen: int, state: PageState) -> list[tuple[str, str | None]]:
        if state.review is None:
            return []
        return marks(state.text, state.review.findings, chosen)

    def _fix(self, state: PageState) -> PageState:
        if state.review is None:
            return state
        fixed = fix_document(Document(text=state.text, source=state.source))
        return PageState(text=fixed.text, source=state.source, review=review(parse(fixed)))

    def _clear(self, browser: str) -> tuple[list[Turn], PageState, str]:
        if is_conversation(browser):
            self._conversation.forget(browser)
        return [], PageState(), new_conversation()

    def _restore(self, browser: str) -> tuple[list[Turn], str]:
        if not is_conversation(browser):
            return [], new_conversation()
        return self._conversation.restore(browser), browser


def _read_upload(path: str) -> str:
    """The text of an uploaded file; a table of problems becomes one problem a line."""
    if path.lower().endswith(".xlsx"):
        from assistant.files.problems import read_problem_list

        return "\n".join(read_problem_list(path))
    return read_document(path).text
