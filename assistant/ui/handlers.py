"""Handlers: what each event of the page does. They hold nothing of any user."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.chat.history import is_conversation, new_conversation
from assistant.chat.workspace import Workspace
from assistant.errors import AssistantError
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.fixes import fix_document
from assistant.review.review import review
from assistant.ui import panel
from assistant.ui.conversation import Conversation, Request, Turn
from assistant.ui.layout import STAGES
from assistant.ui.review_view import marks
from assistant.ui.state import PageState
from assistant.ui.upload import Upload, read_upload

Streamed = AsyncIterator[tuple[Any, ...]]


class Handlers:
    """The event handlers of all pages."""

    def __init__(self, workspace: Workspace, exports: Path) -> None:
        self._workspace = workspace
        self._exports = exports
        self._conversation = Conversation(workspace)

    async def ask(
        self, text: str, turns: list[Turn], state: PageState, browser: str, issuer: str, stage: str
    ) -> Streamed:
        """Answer what was typed or pasted."""
        async for after in self._ask(Upload(text=text or ""), turns, state, browser, issuer, stage):
            yield after

    async def ask_file(
        self, path: str, turns: list[Turn], state: PageState, browser: str, issuer: str, stage: str
    ) -> Streamed:
        """Answer an uploaded file: a list of problems, or a draft notice."""
        try:
            upload = read_upload(path)
        except AssistantError as error:
            gr.Warning(str(error))
            yield turns, gr.skip(), state, browser
            return
        async for after in self._ask(upload, turns, state, browser, issuer, stage):
            yield after

    async def _ask(
        self,
        upload: Upload,
        turns: list[Turn],
        state: PageState,
        browser: str,
        issuer: str,
        stage: str,
    ) -> Streamed:
        request = _request(upload, browser, issuer, stage)
        if not upload.text.strip():
            yield turns, "", state, request.conversation
            return
        async for after in self._conversation.reply(request, turns or [], state):
            yield after, "", state, request.conversation
        state.upload = upload.docx if state.notice and state.text == upload.text else None
        yield gr.skip(), gr.skip(), state, request.conversation

    async def complete(
        self, turns: list[Turn], state: PageState, browser: str, issuer: str, stage: str
    ) -> Streamed:
        """Write what the review misses in the draft."""
        request = _request(Upload(text="补写缺失部分"), browser, issuer, stage)
        async for after in self._conversation.complete(request, turns or [], state):
            yield after, gr.skip(), state, request.conversation

    def show(self, state: PageState) -> tuple[Any, ...]:
        """The panel for what the state holds."""
        text = panel.draft_text(state, self._workspace)
        path = panel.write_download(text, self._exports)
        word = panel.write_word(state, self._exports)
        choices = panel.precedent_choices(state, self._workspace.records())
        findings, marked = panel.review_updates(state)
        found = state.review.findings if state.review is not None else ()
        return (
            text,
            gr.update(value=path, interactive=path is not None),
            gr.update(choices=choices, value=None),
            findings,
            gr.update(interactive=any(finding.edits for finding in found)),
            gr.update(value=word, interactive=word is not None),
            gr.update(interactive=any(panel.is_gap(finding) for finding in found)),
            marked,
            gr.update(selected="draft" if state.drafts or state.review is None else "review"),
        )

    def open_notice(self, key: str) -> list[tuple[str, str | None]]:
        """The whole notice of a precedent, its record marked."""
        record = self._workspace.records().get(key)
        if record is None or self._workspace.index is None:
            return []
        return panel.notice_marks(self._workspace.index.text(record.notice_id), record)

    def jump(self, chosen: int, state: PageState) -> list[tuple[str, str | None]]:
        """The reviewed text with the chosen finding marked apart."""
        if state.review is None:
            return []
        return marks(state.text, state.review.findings, chosen)

    def fix(self, state: PageState) -> PageState:
        """Make all safe fixes and review again."""
        if state.notice is None:
            return state
        fixed = fix_document(Document(text=state.text, source=state.notice.source))
        notice = parse(fixed)
        return PageState(notice=notice, review=review(notice))

    def clear(self, browser: str) -> tuple[list[Turn], PageState, str]:
        """Forget this conversation and begin a new one."""
        if is_conversation(browser):
            self._conversation.forget(browser)
        return [], PageState(), new_conversation()

    def restore(self, browser: str) -> tuple[list[Turn], str]:
        """The conversation that this browser was in."""
        if not is_conversation(browser):
            return [], new_conversation()
        return self._conversation.restore(browser), browser


def _request(upload: Upload, browser: str, issuer: str, stage: str) -> Request:
    return Request(
        text=upload.text,
        source=upload.source,
        conversation=browser if is_conversation(browser) else new_conversation(),
        issuer=(issuer or "").strip() or None,
        stage=STAGES.get(stage, "progress"),
    )
