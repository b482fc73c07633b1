"""Beside: what stands beside the chat: the drafts' text, the precedents, the findings."""

from __future__ import annotations

import asyncio
from typing import Any

import gradio as gr

from assistant.chat.workspace import Workspace
from assistant.ui.chat import panel
from assistant.ui.chat.layout import (
    DraftTab,
    FoundTab,
    PrecedentTab,
    draft_tab,
    found_tab,
    precedent_tab,
)
from assistant.ui.events import BROWSER, QUICK, READING
from assistant.ui.exports import Exports
from assistant.ui.guard import Guard
from assistant.ui.library.marks import notice_marks
from assistant.ui.records import Records
from assistant.ui.review.marks import marks
from assistant.ui.scroll import scroll_to
from assistant.ui.state import PageState

DRAFT_NAME = "整改措施草稿.md"


class Beside:
    """Builds the right side and fills it from the state; holds nothing of any user."""

    def __init__(self, workspace: Workspace, exports: Exports, guard: Guard) -> None:
        self._workspace = workspace
        self._exports = exports
        self._guard = guard

    def build(self) -> None:
        """Make the components inside the current context."""
        with gr.Tabs(elem_id="panel", overflow_behavior="wrap") as self.tabs:
            self.draft: DraftTab = draft_tab()
            self.precedents: PrecedentTab = precedent_tab()
            self.found: FoundTab = found_tab()

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

    def wire(self, state: gr.State) -> None:
        """Connect the events."""
        precedents, found, guard = self.precedents, self.found, self._guard
        precedents.choices.select(
            guard(self.open_notice), [precedents.choices], [precedents.notice], **READING
        ).then(None, js=scroll_to("#notice", "当前"), **BROWSER)
        found.findings.select(
            guard(self.jump), [found.findings, state], [found.marked], **QUICK
        ).then(None, js=scroll_to("#chat-marked", "当前"), **BROWSER)
