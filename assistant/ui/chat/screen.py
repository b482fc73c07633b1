"""Screen of 对话: the events of the chat and of what stands beside it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.chat.history import is_conversation, new_conversation
from assistant.chat.standing import Standing
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
from assistant.ui.engines import Engines
from assistant.ui.events import ASKING, BROWSER, QUICK, READING, warn
from assistant.ui.exports import Exports
from assistant.ui.guard import Guard
from assistant.ui.identity import Gate
from assistant.ui.library.marks import notice_marks
from assistant.ui.records import Records
from assistant.ui.review.marks import marks
from assistant.ui.scroll import scroll_to
from assistant.ui.state import PageState
from assistant.ui.upload import Upload, read_upload

Streamed = AsyncIterator[tuple[Any, ...]]
DRAFT_NAME = "整改措施草稿.md"
_SETTLING = 0.3  # seconds


class ChatScreen:
    """Builds the screen and answers its events; holds nothing of any user."""

    name, id = wording.CHAT, "chat"

    def __init__(
        self,
        engines: Engines,
        exports: Exports,
        issuer: Callable[[], str | None],
        gate: Gate,
    ) -> None:
        self._gate = gate
        self._guard = Guard(gate)
        self._workspace = engines.workspace
        self._exports = exports
        self._issuer = issuer
        self._conversation = Conversation(engines)

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
        self,
        text: str,
        turns: list[Turn],
        state: PageState,
        browser: str,
        issuer: str,
        stage: str,
        request: gr.Request,
    ) -> Streamed:
        """Answer what was typed or pasted."""
        upload = Upload(text=text or "")
        asked = self._request(browser, issuer, stage, request)
        async for after in self._ask(upload, turns, state, asked):
            yield after

    async def ask_file(
        self,
        path: str,
        turns: list[Turn],
        state: PageState,
        browser: str,
        issuer: str,
        stage: str,
        request: gr.Request,
    ) -> Streamed:
        """Answer an uploaded file: a list of problems, or a draft notice."""
        try:
            upload = await asyncio.to_thread(read_upload, path)
        except AssistantError as error:
            warn(error)
            yield turns, gr.skip(), state, browser
            return
        asked = self._request(browser, issuer, stage, request)
        async for after in self._ask(upload, turns, state, asked):
            yield after

    async def again(
        self,
        turns: list[Turn],
        state: PageState,
        browser: str,
        issuer: str,
        stage: str,
        request: gr.Request,
    ) -> Streamed:
        """Answer the last message once more, by the offline engine alone."""
        asked = replace(self._request(browser, issuer, stage, request), engine="offline")
        async for after in self._ask(state.asked or Upload(text=""), turns, state, asked):
            yield after

    async def _ask(
        self, upload: Upload, turns: list[Turn], state: PageState, request: Request
    ) -> Streamed:
        if not upload.text.strip():
            yield turns, "", state, request.conversation
            return
        state.asked = upload
        async for after in self._conversation.reply(request, upload, turns or [], state):
            yield after, "", state, request.conversation
        yield gr.skip(), gr.skip(), state, request.conversation

    async def complete(
        self,
        turns: list[Turn],
        state: PageState,
        browser: str,
        issuer: str,
        stage: str,
        request: gr.Request,
    ) -> Streamed:
        """Write what the review misses in the draft."""
        asked = self._request(browser, issuer, stage, request)
        async for after in self._conversation.complete(asked, turns or [], state):
            yield after, gr.skip(), state, asked.conversation

    def _request(self, browser: str, issuer: str, stage: str, request: gr.Request) -> Request:
        return Request(
            owner=self._owner(request),
            conversation=browser if is_conversation(browser) else new_conversation(),
            issuer=(issuer or "").strip() or self._issuer(),
            stage=STAGES.get(stage, "progress"),
        )

    def _owner(self, request: gr.Request) -> str:
        """The name that conversations are kept for; "" where everybody is the local user."""
        return "" if self._gate.mode == "none" else self._gate.identity(request).name

    async def show(self, state: PageState) -> tuple[Any, ...]:
        """The panel for what the state holds."""
        text = await asyncio.to_thread(panel.draft_text, state, self._workspace)
        path = self._exports.write(DRAFT_NAME, text.encode("utf-8")) if text.strip() else None
        index = self._workspace.index
        precedents = await asyncio.to_thread(panel.precedent_choices, state, index)
        drafted = path is not None
        return (
            text,
            gr.update(value=path, interactive=drafted),
            gr.update(interactive=drafted),
            gr.update(interactive=state.standing.undo),
            gr.update(interactive=state.asked is not None),
            gr.update(choices=precedents, value=None),
            *panel.found_updates(state.desk),
            gr.update(selected=state.beside),
        )

    @property
    def shown(self) -> list[Any]:
        """The components that ``show`` fills, in its order."""
        found = self.found
        return [
            self.draft.text,
            self.draft.download,
            self.draft.missing,
            self.draft.undo,
            self.draft.again,
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
        index = self._workspace.index
        record = await asyncio.to_thread(Records(index).get, key or "")
        if record is None or index is None:
            return []
        text = await asyncio.to_thread(index.text, record.notice_id)
        return notice_marks(text, [record], record.id)

    async def jump(self, chosen: int | None, state: PageState) -> list[tuple[str, str | None]]:
        """The reviewed text with the chosen finding marked apart."""
        desk = state.desk
        desk.chosen = chosen
        return marks(desk.text, desk.review.findings, chosen) if desk.review is not None else []

    async def clear(
        self, browser: str, state: PageState, request: gr.Request
    ) -> tuple[list[Turn], PageState, str]:
        """Forget this conversation and begin a new one; the desk of 审核 stays."""
        if is_conversation(browser):
            await asyncio.to_thread(self._conversation.forget, browser, self._owner(request))
        state.standing, state.asked, state.beside = Standing(), None, "draft"
        return [], state, new_conversation()

    async def restore(
        self, browser: str, state: PageState, request: gr.Request
    ) -> tuple[list[Turn], PageState, str]:
        """The conversation that this browser was in, with what lay on its table."""
        if not is_conversation(browser):
            return [], state, new_conversation()
        owner = self._owner(request)
        turns, standing = await asyncio.to_thread(self._conversation.restore, browser, owner)
        state.standing = standing
        return turns, state, browser

    async def stopped(
        self, browser: str, state: PageState, request: gr.Request
    ) -> tuple[list[Turn], PageState, str]:
        """What was kept of an answer that was cancelled (it is saved when its generator ends)."""
        await asyncio.sleep(_SETTLING)
        return await self.restore(browser, state, request)

    def wire(self, state: gr.State, browser: gr.BrowserState, completing: gr.Button) -> None:
        """Connect the events; ``completing`` is the button of 审核 that hands over to drafting."""
        left, guard = self.left, self._guard
        self._state = state
        given = [left.chat, state, browser, left.issuer, left.stage]
        streamed = [left.chat, left.box, state, browser]
        running = [
            gr.on(
                [left.send.click, left.box.submit],
                guard(self.ask, "draft"),
                [left.box, *given],
                streamed,
                **ASKING,
            ),
            left.upload.upload(
                guard(self.ask_file, "draft"), [left.upload, *given], streamed, **ASKING
            ),
            completing.click(guard(self.complete, "draft"), given, streamed, **ASKING),
        ]
        example = left.chat.example_select(guard(self.example), None, [left.box], **QUICK)
        running.append(
            example.then(guard(self.ask, "draft"), [left.box, *given], streamed, **ASKING)
        )
        for button, command in (
            (self.draft.missing, wording.ASK_MISSING),
            (self.draft.undo, wording.UNDO_COMMAND),
        ):
            said = button.click(guard(_saying(command)), None, [left.box], **QUICK)
            running.append(
                said.then(guard(self.ask, "draft"), [left.box, *given], streamed, **ASKING)
            )
        running.append(
            self.draft.again.click(guard(self.again, "draft"), given, streamed, **ASKING)
        )
        self.answered = [self.then_show(event) for event in running]
        kept = [left.chat, state, browser]
        stopped = left.stop.click(None, cancels=running, **BROWSER)
        self.then_show(stopped.then(guard(self.stopped), [browser, state], kept, **QUICK))
        cleared = gr.on(
            [left.clear.click, left.chat.clear], guard(self.clear), [browser, state], kept, **QUICK
        )
        self.then_show(cleared)
        self._wire_panel()

    def _wire_panel(self) -> None:
        precedents, found, guard = self.precedents, self.found, self._guard
        precedents.choices.select(
            guard(self.open_notice), [precedents.choices], [precedents.notice], **READING
        ).then(None, js=scroll_to("#notice", "当前"), **BROWSER)
        found.findings.select(
            guard(self.jump), [found.findings, self._state], [found.marked], **QUICK
        ).then(None, js=scroll_to("#chat-marked", "当前"), **BROWSER)

    def then_show(self, event: Any) -> Any:
        """After ``event`` the panel shows what the state holds now."""
        return event.then(self._guard(self.show), [self._state], self.shown, **READING)


def _saying(command: str) -> Callable[[], Awaitable[str]]:
    """A handler that puts a command into the box, as if it had been typed."""

    async def said() -> str:
        return command

    return said
