"""Conversation: one message in, a stream of page updates out, everything saved as it is said."""

from __future__ import annotations

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
from assistant.ui import wording
from assistant.ui.chat.draft_view import DraftView, sections_markdown
from assistant.ui.markdown import folded, inert
from assistant.ui.review.desk import adopt
from assistant.ui.review.marks import review_markdown
from assistant.ui.state import PageState
from assistant.ui.threads import each_in_thread
from assistant.ui.upload import Upload

Turn = dict[str, str]
_RULE = "\n\n---\n\n"
_LONG = 400  # characters of a paste that are shown; the rest is one click away


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Where an answer goes, with the unit and the stage that the page is set to."""

    conversation: str
    issuer: str | None
    stage: Stage


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
        self, request: Request, given: Upload, turns: list[Turn], state: PageState
    ) -> AsyncIterator[list[Turn]]:
        """Yield the turns after every piece of the answer; ``state`` takes drafts and review."""
        answers = self._answers(request, given)
        async for after in self._stream(request, given, turns, state, answers):
            yield after

    async def complete(
        self, request: Request, turns: list[Turn], state: PageState
    ) -> AsyncIterator[list[Turn]]:
        """Yield the turns while the parts that the reviewed draft lacks are written."""
        desk = state.desk
        if desk.notice is None or desk.review is None:
            return
        missing = complete(desk.notice, desk.review, self._workspace.drafter)
        asked = Upload(text=wording.COMPLETE)
        async for after in self._stream(request, asked, turns, state, missing):
            yield after

    async def _stream(
        self,
        request: Request,
        given: Upload,
        turns: list[Turn],
        state: PageState,
        answers: Iterator[Answer],
    ) -> AsyncIterator[list[Turn]]:
        said = shown_message(given.text, given.source)
        self._save(request, "user", said)
        turns = [*turns, {"role": "user", "content": said}]
        yield turns
        state.drafts, parts = [], list[str]()
        try:
            async for piece in each_in_thread(answers):
                parts.append(self._render(piece, given, state))
                yield [*turns, {"role": "assistant", "content": _RULE.join(parts)}]
        except AssistantError as error:
            parts.append(inert(str(error)))
            yield [*turns, {"role": "assistant", "content": _RULE.join(parts)}]
        finally:
            # a cancelled or failed answer keeps what has come
            if parts:
                payload = {"drafts": [draft_json(draft) for draft in state.drafts]}
                self._save(request, "assistant", _RULE.join(parts), payload)

    def _answers(self, request: Request, given: Upload) -> Iterator[Answer]:
        return answer(
            given.text,
            self._workspace.drafter,
            issuer=request.issuer,
            stage=request.stage,
            source=given.source,
        )

    def _render(self, piece: Answer, given: Upload, state: PageState) -> str:
        if isinstance(piece, DraftAnswer):
            state.drafts.append(piece.draft)
            return self.view().markdown(piece.draft, piece.number, piece.total)
        if isinstance(piece, ReviewAnswer):
            adopt(state.desk, piece.notice, piece.review, given.docx)
            return review_markdown(piece.review, piece.notice.text)
        if isinstance(piece, SectionsAnswer):
            return sections_markdown(piece.sections)
        assert isinstance(piece, NothingToDo)
        return wording.NOTHING

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
