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
from assistant.ui.chat.beside import Beside
from assistant.ui.chat.conversation import Conversation, Request, Turn
from assistant.ui.chat.layout import STAGES, ChatColumn, chat_column
from assistant.ui.engines import Engines
from assistant.ui.events import ASKING, BROWSER, QUICK, READING, warn
from assistant.ui.exports import Exports
from assistant.ui.guard import Guard
from assistant.ui.identity import Gate
from assistant.ui.state import PageState
from assistant.ui.upload import Upload, read_upload

Streamed = AsyncIterator[tuple[Any, ...]]
_SETTLING, _TRIES = 0.2, 15  # seconds, and how often an answer is looked for


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
        self._issuer = issuer
        self.beside = Beside(engines.workspace, exports, self._guard)
        self._conversation = Conversation(engines)

    def build(self) -> None:
        """Make the components inside the current context."""
        with gr.Row():
            with gr.Column(scale=3, min_width=340):
                self.left: ChatColumn = chat_column()
            with gr.Column(scale=2, min_width=320):
                self.beside.build()

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
        box: Any = ""  # emptied once: what is typed while an answer streams in stays
        async for after in self._conversation.reply(request, upload, turns or [], state):
            yield after, box, state, request.conversation
            box = gr.skip()
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
            owner=self._gate.owner(request),
            conversation=browser if is_conversation(browser) else new_conversation(),
            issuer=(issuer or "").strip() or self._issuer(),
            stage=STAGES.get(stage, "progress"),
        )

    async def example(self, event: gr.SelectData) -> str:
        """The text of an example that was clicked, as if it had been typed."""
        chosen = event.value.get("text") if isinstance(event.value, dict) else None
        return str(chosen) if chosen in examples.MESSAGES.values() else ""

    async def clear(
        self, browser: str, state: PageState, request: gr.Request
    ) -> tuple[list[Turn], PageState, str]:
        """Forget this conversation and begin a new one; the desk of 审核 stays."""
        if is_conversation(browser):
            await asyncio.to_thread(self._conversation.forget, browser, self._gate.owner(request))
        state.standing, state.asked, state.beside = Standing(), None, "draft"
        return [], state, new_conversation()

    async def restore(
        self, browser: str, state: PageState, request: gr.Request
    ) -> tuple[list[Turn], PageState, str]:
        """The conversation that this browser was in, with what lay on its table."""
        if not is_conversation(browser):
            return [], state, new_conversation()
        owner = self._gate.owner(request)
        turns, standing = await asyncio.to_thread(self._conversation.restore, browser, owner)
        state.standing = standing
        return turns, state, browser

    async def stopped(
        self, browser: str, state: PageState, request: gr.Request
    ) -> tuple[list[Turn], PageState, str]:
        """What was kept of an answer that was cancelled (it is saved when its generator ends)."""
        for _ in range(_TRIES):
            turns, state, browser = await self.restore(browser, state, request)
            if not turns or turns[-1]["role"] == "assistant":
                break
            await asyncio.sleep(_SETTLING)
        return turns, state, browser

    def wire(self, state: gr.State, browser: gr.BrowserState, completing: gr.Button) -> None:
        """Connect the events; ``completing`` is the button of 审核 that hands over to drafting."""
        left, guard = self.left, self._guard
        self._state = state
        running = self._wire_answers(state, browser, completing)
        self.answered = [self.then_show(event) for event in running]
        kept = [left.chat, state, browser]
        stopped = left.stop.click(None, cancels=running, **BROWSER)
        self.then_show(stopped.then(guard(self.stopped), [browser, state], kept, **QUICK))
        cleared = gr.on(
            [left.clear.click, left.chat.clear], guard(self.clear), [browser, state], kept, **QUICK
        )
        # the draft under review is kept under the browser's id, which is a new one now
        self.answered.append(self.then_show(cleared))
        self.beside.wire(state)

    def _wire_answers(
        self, state: gr.State, browser: gr.BrowserState, completing: gr.Button
    ) -> list[Any]:
        """The events that an answer follows; each can be cancelled."""
        left, guard = self.left, self._guard
        given = [left.chat, state, browser, left.issuer, left.stage]
        streamed = [left.chat, left.box, state, browser]
        running = [
            gr.on(
                [left.send.click, left.box.submit],
                guard(self.ask, "draft"),
                [left.box, *given],
                streamed,
                # what is sent while an answer streams in is sent once that has ended
                trigger_mode="always_last",
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
            (self.beside.draft.missing, wording.ASK_MISSING),
            (self.beside.draft.undo, wording.UNDO_COMMAND),
        ):
            said = button.click(guard(_saying(command)), None, [left.box], **QUICK)
            running.append(
                said.then(guard(self.ask, "draft"), [left.box, *given], streamed, **ASKING)
            )
        running.append(
            self.beside.draft.again.click(guard(self.again, "draft"), given, streamed, **ASKING)
        )
        return running

    def then_show(self, event: Any) -> Any:
        """After ``event`` the panel shows what the state holds now."""
        return event.then(
            self._guard(self.beside.show), [self._state], self.beside.shown, **READING
        )


def _saying(command: str) -> Callable[[], Awaitable[str]]:
    """A handler that puts a command into the box, as if it had been typed."""

    async def said() -> str:
        return command

    return said
