"""Conversation: one message in, a stream of page updates out, everything saved as it is said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass

from assistant.chat.answer import (
    Answer,
    DraftAnswer,
    NothingToDo,
    ReviewAnswer,
    SectionsAnswer,
    answer,
    complete,
)
from assistant.chat.history import Message
from assistant.chat.workspace import Workspace
from assistant.drafting.library import Stage
from assistant.drafting.to_json import draft_json
from assistant.errors import AssistantError
from assistant.ui.draft_view import DraftView, sections_markdown
from assistant.ui.markdown import folded, inert
from assistant.ui.review_view import review_markdown
from assistant.ui.state import PageState

Turn = dict[str, str]
_RULE = "\n\n---\n\n"
_LONG = 400  # characters of a paste that are shown; the rest is one click away
_NOTHING = "没有读到问题或通报。请粘贴巡察反馈的问题（一行一个），或整篇通报草稿。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user sent, with the unit and the stage that the page is set to."""

    text: str
    conversation: str
    issuer: str | None
    stage: Stage
    source: str = ""


class Conversation:
    """Answers messages of any page; holds nothing of any user."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def view(self) -> DraftView:
        """The renderer over the records as they are now."""
        return DraftView(self._workspace.library, self._workspace.records())

    def restore(self, conversation: str) -> list[Turn]:
        """The turns of a conversation as they were shown."""
        messages = self._workspace.history.messages(conversation)
        return [{"role": m.role, "content": m.content} for m in messages]

    def forget(self, conversation: str) -> None:
        """Delete a conversation for good."""
        self._workspace.history.clear(conversation)

    async def reply(
        self, request: Request, turns: list[Turn], state: PageState
    ) -> AsyncIterator[list[Turn]]:
        """Yield the turns after every piece of the answer; ``state`` takes drafts and review."""
        async for after in self._stream(request, turns, state, self._answers(request)):
            yield after

    async def complete(
        self, request: Request, turns: list[Turn], state: PageState
    ) -> AsyncIterator[list[Turn]]:
        """Yield the turns while the parts that the reviewed draft lacks are written."""
        if state.notice is None or state.review is None:
            return
        missing = complete(state.notice, state.review, self._workspace.drafter)
        async for after in self._stream(request, turns, state, missing):
            yield after

    async def _stream(
        self, request: Request, turns: list[Turn], state: PageState, answers: Iterator[Answer]
    ) -> AsyncIterator[list[Turn]]:
        said = shown_message(request.text, request.source)
        self._save(request, "user", said)
        turns = [*turns, {"role": "user", "content": said}]
        yield turns
        state.drafts, parts = [], list[str]()
        try:
            async for piece in _in_thread(answers):
                parts.append(self._render(piece, state))
                yield [*turns, {"role": "assistant", "content": _RULE.join(parts)}]
        except AssistantError as error:
            parts.append(inert(str(error)))
            yield [*turns, {"role": "assistant", "content": _RULE.join(parts)}]
        finally:
            # a cancelled or failed answer keeps what has come
            if parts:
                payload = {"drafts": [draft_json(draft) for draft in state.drafts]}
                self._save(request, "assistant", _RULE.join(parts), payload)

    def _answers(self, request: Request) -> Iterator[Answer]:
        return answer(
            request.text,
            self._workspace.drafter,
            issuer=request.issuer,
            stage=request.stage,
            source=request.source,
        )

    def _render(self, piece: Answer, state: PageState) -> str:
        if isinstance(piece, DraftAnswer):
            state.drafts.append(piece.draft)
            return self.view().markdown(piece.draft, piece.number, piece.total)
        if isinstance(piece, ReviewAnswer):
            state.notice, state.review, state.upload = piece.notice, piece.review, None
            return review_markdown(piece.review, piece.notice.text)
        if isinstance(piece, SectionsAnswer):
            return sections_markdown(piece.sections)
        assert isinstance(piece, NothingToDo)
        return _NOTHING

    def _save(
        self, request: Request, role: str, content: str, payload: Mapping[str, object] | None = None
    ) -> None:
        message = Message(
            role="user" if role == "user" else "assistant", content=content, payload=payload or {}
        )
        self._workspace.history.add(request.conversation, message)


def shown_message(text: str, source: str) -> str:
    """What the user said, inert; a long paste is folded."""
    name = f"**{inert(source)}**\n\n" if source else ""
    if len(text) <= _LONG:
        return name + inert(text).replace("\n", "\n\n")
    start = inert(text[:_LONG]).replace("\n", "\n\n")
    return f"{name}{start}…\n\n" + folded(
        f"全文（{len(text):,}字）", [inert(text).replace("\n", "\n\n")]
    )


async def _in_thread(answers: Iterator[Answer]) -> AsyncIterator[Answer]:
    """Run a blocking generator in a worker thread, one piece at a time."""
    end = object()
    while True:
        piece = await asyncio.to_thread(next, answers, end)
        if piece is end:
            return
        assert isinstance(piece, DraftAnswer | ReviewAnswer | SectionsAnswer | NothingToDo)
        yield piece
