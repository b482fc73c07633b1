"""Screen of 对话: the events of the chat and of what stands beside it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import gradio as gr

from assistant.chat.history import is_conversation, new_conversation
from assistant.chat.workspace import Workspace
from assistant.errors import AssistantError
from assistant.ui import examples, wording
from assistant.ui.chat import panel
from assistant.ui.chat.conversation import Conversation, Request, Turn
from assistant.ui.chat.layout import (
    STAGES,
    ChatColumn,
    DraftTab,
    FoundTab,
    PrecedentTab,
    chat_column,
    draft_tab,
    found_tab,
    precedent_tab,
)
from assistant.ui.events import ASKING, BROWSER, QUICK, READING, warn
from assistant.ui.exports import Exports
from assistant.ui.library.marks import notice_marks
from assistant.ui.review.marks import marks
from assistant.ui.scroll import scroll_to
from assistant.ui.state import PageState
from assistant.ui.upload import Upload, read_upload

Streamed = AsyncIterator[tuple[Any, ...]]
DRAFT_NAME = "整改措施草稿.md"


class ChatScreen:
    """Builds the screen and answers its events; holds nothing of any user."""

    name, id = wording.CHAT, "chat"

    def __init__(
        self, workspace: Workspace, exports: Exports, issuer: Callable[[], str | None]
    ) -> None:
        self._workspace = workspace
        self._exports = exports
        self._issuer = issuer
        self._conversation = Conversation(workspace)

    def build(self) -> None:
        """Make the components inside the current context."""
        with gr.Row():
            with gr.Column(scale=3, min_width=340):
                self.left: ChatColumn = chat_column()
            with (
                gr.Column(scale=2, min_width=320),
                gr.Tabs(elem_id="panel", overflow_behavior="wrap") as self.tabs,
            ):
                self.draft: DraftTab = draft_tab()
                self.precedents: PrecedentTab = precedent_tab()
                self.found: FoundTab = found_tab()

    async def ask(
        self, text: str, turns: list[Turn], state: PageState, browser: str, issuer: str, stage: str
    ) -> Streamed:
        """Answer what was typed or pasted."""
        upload = Upload(text=text or "")
        async for after in self._ask(upload, turns, state, self._request(browser, issuer, stage)):
            yield after

    async def ask_file(
        self, path: str, turns: list[Turn], state: PageState, browser: str, issuer: str, stage: str
    ) -> Streamed:
        """Answer an uploaded file: a list of problems, or a draft notice."""
        try:
            upload = await asyncio.to_thread(read_upload, path)
        except AssistantError as error:
            warn(error)
            yield turns, gr.skip(), state, browser
            return
        async for after in self._ask(upload, turns, state, self._request(browser, issuer, stage)):
            yield after

    async def _ask(
        self, upload: Upload, turns: list[Turn], state: PageState, request: Request
    ) -> Streamed:
        if not upload.text.strip():
            yield turns, "", state, request.conversation
            return
        async for after in self._conversation.reply(request, upload, turns or [], state):
            yield after, "", state, request.conversation
        yield gr.skip(), gr.skip(), state, request.conversation

    async def complete(
        self, turns: list[Turn], state: PageState, browser: str, issuer: str, stage: str
    ) -> Streamed:
        """Write what the review misses in the draft."""
        request = self._request(browser, issuer, stage)
        async for after in self._conversation.complete(request, turns or [], state):
            yield after, gr.skip(), state, request.conversation

    def _request(self, browser: str, issuer: str, stage: str) -> Request:
        return Request(
            conversation=browser if is_conversation(browser) else new_conversation(),
            issuer=(issuer or "").strip() or self._issuer(),
            stage=STAGES.get(stage, "progress"),
        )

    async def show(self, state: PageState) -> tuple[Any, ...]:
        """The panel for what the state holds."""
        text = await asyncio.to_thread(panel.draft_text, state, self._workspace)
        path = self._exports.write(DRAFT_NAME, text.encode("utf-8")) if text.strip() else None
        precedents = panel.precedent_choices(state, self._workspace.records())
        reviewed = state.desk.review is not None and not state.drafts
        return (
            text,
            gr.update(value=path, interactive=path is not None),
            gr.update(choices=precedents, value=None),
            *panel.found_updates(state.desk),
            gr.update(selected="found" if reviewed else "draft"),
        )

    @property
    def shown(self) -> list[Any]:
        """The components that ``show`` fills, in its order."""
        found = self.found
        return [
            self.draft.text,
            self.draft.download,
            self.precedents.choices,
            found.summary,
            found.findings,
            found.marked,
            found.open,
            self.tabs,
        ]

    async def example(self, event: gr.SelectData) -> str:
        """The text of an example that was clicked, as if it had been typed."""
        chosen = event.value.get("text") if isinstance(event.value, dict) else None
        return str(chosen) if chosen in examples.MESSAGES.values() else ""

    async def open_notice(self, key: str | None) -> list[tuple[str, str | None]]:
        """The whole notice of a precedent, its record marked."""
        record = self._workspace.records().get(key or "")
        index = self._workspace.index
        if record is None or index is None:
            return []
        text = await asyncio.to_thread(index.text, record.notice_id)
        return notice_marks(text, [record], record.id)

    async def jump(self, chosen: int | None, state: PageState) -> list[tuple[str, str | None]]:
        """The reviewed text with the chosen finding marked apart."""
        desk = state.desk
        desk.chosen = chosen
        return marks(desk.text, desk.review.findings, chosen) if desk.review is not None else []

    async def clear(self, browser: str, state: PageState) -> tuple[list[Turn], PageState, str]:
        """Forget this conversation and begin a new one; the desk of 审核 stays."""
        if is_conversation(browser):
            await asyncio.to_thread(self._conversation.forget, browser)
        state.drafts = []
        return [], state, new_conversation()

    async def restore(self, browser: str) -> tuple[list[Turn], str]:
        """The conversation that this browser was in."""
        if not is_conversation(browser):
            return [], new_conversation()
        return await asyncio.to_thread(self._conversation.restore, browser), browser

    def wire(self, state: gr.State, browser: gr.BrowserState, completing: gr.Button) -> None:
        """Connect the events; ``completing`` is the button of 审核 that hands over to drafting."""
        left = self.left
        self._state = state
        given = [left.chat, state, browser, left.issuer, left.stage]
        streamed = [left.chat, left.box, state, browser]
        running = [
            gr.on(
                [left.send.click, left.box.submit],
                self.ask,
                [left.box, *given],
                streamed,
                **ASKING,
            ),
            left.upload.upload(self.ask_file, [left.upload, *given], streamed, **ASKING),
            completing.click(self.complete, given, streamed, **ASKING),
        ]
        example = left.chat.example_select(self.example, None, [left.box], **QUICK)
        running.append(example.then(self.ask, [left.box, *given], streamed, **ASKING))
        self.answered = [self.then_show(event) for event in running]
        self.then_show(left.stop.click(None, cancels=running, **BROWSER))
        self.then_show(
            gr.on(
                [left.clear.click, left.chat.clear],
                self.clear,
                [browser, state],
                [left.chat, state, browser],
                **QUICK,
            )
        )
        self._wire_panel()

    def _wire_panel(self) -> None:
        precedents, found = self.precedents, self.found
        precedents.choices.select(
            self.open_notice, [precedents.choices], [precedents.notice], **READING
        ).then(None, js=scroll_to("#notice", "当前"), **BROWSER)
        found.findings.select(
            self.jump, [found.findings, self._state], [found.marked], **QUICK
        ).then(None, js=scroll_to("#chat-marked", "当前"), **BROWSER)

    def then_show(self, event: Any) -> Any:
        """After ``event`` the panel shows what the state holds now."""
        return event.then(self.show, [self._state], self.shown, **READING)
