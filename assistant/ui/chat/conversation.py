"""Conversation: one message in, a stream of page updates out, everything saved as it is said."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass

from assistant.chat.answer import (
    Answer,
    DraftAnswer,
    ReviewAnswer,
    Revised,
    Table,
    complete,
)
from assistant.chat.history import Message
from assistant.chat.request import Request as ChatRequest
from assistant.chat.standing import Standing, read_standing
from assistant.drafting.library import Stage
from assistant.drafting.order import EngineChoice
from assistant.errors import AssistantError
from assistant.ui import wording
from assistant.ui.chat.draft_view import DraftView
from assistant.ui.chat.transcript import Transcript
from assistant.ui.engines import Engines
from assistant.ui.markdown import folded, inert
from assistant.ui.records import Records
from assistant.ui.review.desk import adopt
from assistant.ui.state import PageState
from assistant.ui.threads import each_in_thread
from assistant.ui.upload import Upload

Turn = dict[str, str]
_LONG = 400  # characters of a paste that are shown; the rest is one click away


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Where an answer goes, and what the page is set to.

    ``owner`` is the name of the user, "" on a page without login: a conversation belongs to the
    one who began it.
    """

    conversation: str
    issuer: str | None
    stage: Stage
    engine: EngineChoice = "auto"
    owner: str = ""


def stored_under(conversation: str, owner: str) -> str:
    """The id that a conversation is stored under: somebody else's id leads nowhere."""
    if not owner:
        return conversation
    return hashlib.sha256(f"{owner}\n{conversation}".encode()).hexdigest()[: len(conversation)]


class Conversation:
    """Answers messages of any page; holds nothing of any user."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._history = engines.workspace.history

    def view(self) -> DraftView:
        """The renderer over the records as they are now."""
        workspace = self._engines.workspace
        return DraftView(workspace.library, Records(workspace.index))

    def restore(self, conversation: str, owner: str) -> tuple[list[Turn], Standing]:
        """The turns of a conversation as they were shown, and what lay on its table."""
        messages = self._history.messages(stored_under(conversation, owner))
        turns = [{"role": m.role, "content": m.content} for m in messages]
        kept = (m.payload.get("standing") for m in reversed(messages))
        return turns, read_standing(next((one for one in kept if one), None))

    def forget(self, conversation: str, owner: str) -> None:
        """Delete a conversation for good."""
        self._history.clear(stored_under(conversation, owner))

    async def reply(
        self, request: Request, given: Upload, turns: list[Turn], state: PageState
    ) -> AsyncIterator[list[Turn]]:
        """Yield the turns after every piece of the answer; ``state`` takes drafts and review."""
        desk = state.desk
        asked = ChatRequest(
            text=given.text,
            source=given.source,
            issuer=request.issuer,
            stage=request.stage,
            engine=request.engine,
            standing=state.standing,
            history=await asyncio.to_thread(self._messages, request),
            notice=desk.notice,
            review=desk.review,
        )
        answers = self._engines.responder.respond(asked)
        async for after in self._stream(request, given, turns, state, answers):
            yield after

    async def complete(
        self, request: Request, turns: list[Turn], state: PageState
    ) -> AsyncIterator[list[Turn]]:
        """Yield the turns while the parts that the reviewed draft lacks are written."""
        desk = state.desk
        if desk.notice is None or desk.review is None:
            return
        missing = complete(desk.notice, desk.review, self._engines.workspace.drafter)
        asked = Upload(text=wording.COMPLETE)
        async for after in self._stream(request, asked, turns, state, each_in_thread(missing)):
            yield after

    async def _stream(
        self,
        request: Request,
        given: Upload,
        turns: list[Turn],
        state: PageState,
        answers: AsyncGenerator[Answer, None],
    ) -> AsyncIterator[list[Turn]]:
        said = shown_message(given.text, given.source)
        await asyncio.to_thread(self._save, request, "user", said)
        turns = [*turns, {"role": "user", "content": said}]
        transcript, ended = Transcript(self.view()), False
        try:
            yield turns
            async with aclosing(answers):
                async for piece in answers:
                    _take_over(piece, given, state)
                    transcript.take(piece)
                    if transcript.text:
                        yield [*turns, {"role": "assistant", "content": transcript.text}]
            ended = True
        except AssistantError as error:
            ended = True
            transcript.say(str(error))
            yield [*turns, {"role": "assistant", "content": transcript.text}]
        finally:
            # a cancelled answer keeps what has come, and says that it was cut short
            if not ended:
                transcript.say(wording.STOPPED if transcript.text else wording.NEVER_BEGUN)
            if transcript.text:
                payload = {"standing": state.standing.payload()}
                self._save(request, "assistant", transcript.text, payload)

    def _messages(self, request: Request) -> list[Message]:
        return list(self._history.messages(stored_under(request.conversation, request.owner)))

    def _save(
        self, request: Request, role: str, content: str, payload: Mapping[str, object] | None = None
    ) -> None:
        message = Message(
            role="user" if role == "user" else "assistant", content=content, payload=payload or {}
        )
        self._history.add(stored_under(request.conversation, request.owner), message)


def _take_over(piece: Answer, given: Upload, state: PageState) -> None:
    """What a piece changes beside the chat: the table, the draft under review."""
    if isinstance(piece, Table):
        state.standing = piece.standing
    elif isinstance(piece, ReviewAnswer):
        adopt(state.desk, piece.notice, piece.review, given.docx)
        state.beside = "found"
    elif isinstance(piece, DraftAnswer | Revised):
        state.beside = "draft"


def shown_message(text: str, source: str) -> str:
    """What the user said, inert; a long paste is folded."""
    name = f"**{inert(source)}**\n\n" if source else ""
    if len(text) <= _LONG:
        return name + inert(text).replace("\n", "\n\n")
    start = inert(text[:_LONG]).replace("\n", "\n\n")
    return f"{name}{start}…\n\n" + folded(
        f"全文（{len(text):,}字）", [inert(text).replace("\n", "\n\n")]
    )
