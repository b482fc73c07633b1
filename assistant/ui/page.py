"""Page: the components wired to their handlers; one instance serves all browsers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import gradio as gr

from assistant.chat.workspace import Workspace
from assistant.ui import wording
from assistant.ui.handlers import Handlers
from assistant.ui.layout import (
    ChatColumn,
    DraftTab,
    PrecedentTab,
    ReviewTab,
    chat_column,
    draft_tab,
    precedent_tab,
    review_tab,
)
from assistant.ui.state import PageState

_PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_ASKING: dict[str, Any] = {**_PRIVATE, "concurrency_limit": 8, "concurrency_id": "ask"}
_SCROLL = """() => setTimeout(() => {
  const spots = [...document.querySelectorAll('%s .textspan')]
    .filter(span => span.querySelector('.label')?.textContent.trim() === '%s');
  spots[0]?.scrollIntoView({block: 'nearest'});
}, 300)"""


class Page:
    """Builds the page; keeps no user's data."""

    def __init__(self, workspace: Workspace, exports: Path) -> None:
        self._handlers = Handlers(workspace, exports)

    def build(self) -> gr.Blocks:
        """The page with all its events wired."""
        with gr.Blocks(title=wording.TITLE, analytics_enabled=False) as page:
            self._state = gr.State(PageState())
            self._browser = gr.BrowserState("", storage_key="rectification", secret="conversation")
            gr.Markdown(wording.HEAD)
            with gr.Row():
                with gr.Column(scale=3, min_width=360):
                    self._left: ChatColumn = chat_column()
                with gr.Column(scale=2, min_width=320), gr.Tabs(elem_id="panel") as tabs:
                    self._draft: DraftTab = draft_tab()
                    self._precedents: PrecedentTab = precedent_tab()
                    self._review: ReviewTab = review_tab()
            self._tabs = tabs
            self._wire_chat()
            self._wire_panel()
            page.load(
                self._handlers.restore,
                [self._browser],
                [self._left.chat, self._browser],
                **_PRIVATE,
            )
        return cast(gr.Blocks, page)

    def _then_show(self, event: Any) -> None:
        """After ``event`` the panel shows what the state holds now."""
        shown = [
            self._draft.text,
            self._draft.download,
            self._precedents.choices,
            self._review.findings,
            self._review.fix,
            self._review.word,
            self._review.complete,
            self._review.marked,
            self._tabs,
        ]
        event.then(self._handlers.show, [self._state], shown, **_PRIVATE)

    def _wire_chat(self) -> None:
        left, handlers = self._left, self._handlers
        given = [left.chat, self._state, self._browser, left.issuer, left.stage]
        streamed = [left.chat, left.box, self._state, self._browser]
        running = [
            gr.on(
                [left.send.click, left.box.submit],
                handlers.ask,
                [left.box, *given],
                streamed,
                **_ASKING,
            ),
            left.upload.upload(handlers.ask_file, [left.upload, *given], streamed, **_ASKING),
            self._review.complete.click(handlers.complete, given, streamed, **_ASKING),
        ]
        for event in running:
            self._then_show(event)
        self._then_show(left.stop.click(None, cancels=running, **_PRIVATE))
        self._then_show(
            gr.on(
                [left.clear.click, left.chat.clear],
                handlers.clear,
                [self._browser],
                [left.chat, self._state, self._browser],
                **_PRIVATE,
            )
        )

    def _wire_panel(self) -> None:
        precedents, found = self._precedents, self._review
        precedents.choices.select(
            self._handlers.open_notice, [precedents.choices], [precedents.notice], **_PRIVATE
        ).then(None, js=_SCROLL % ("#notice", "记录"), **_PRIVATE)
        found.findings.select(
            self._handlers.jump, [found.findings, self._state], [found.marked], **_PRIVATE
        ).then(None, js=_SCROLL % ("#marked", "当前"), **_PRIVATE)
        self._then_show(
            found.fix.click(self._handlers.fix, [self._state], [self._state], **_PRIVATE)
        )
