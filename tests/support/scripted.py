"""A model that says what a test wrote, in small pieces, and can fail on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.llm.engine import Chunk, Finish
from assistant.llm.message import Message
from assistant.llm.usage import Usage


@dataclass(frozen=True, kw_only=True)
class Scripted:
    """One answer: ``text`` in pieces of ``piece`` characters, ``pause`` seconds between them.

    With ``error`` the answer raises it after all of ``text`` and never finishes.
    """

    text: str = ""
    error: Exception | None = None
    finish: Finish = "stop"
    piece: int = 3
    pause: float = 0.0


Answer = str | Exception | Scripted
Talker = Callable[[Sequence[Message]], Answer]


@dataclass(frozen=True, kw_only=True)
class Call:
    """What the engine was asked."""

    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None
    max_tokens: int | None


class ScriptedEngine:
    """An Engine. ``replies``: answers in order (one too few fails the test), or one function of
    the messages. ``calls`` is what it was asked, ``closed`` how many streams were ended early."""

    def __init__(
        self, replies: Iterable[Answer] | Talker, *, model: str = "scripted", context: int = 8192
    ) -> None:
        self.model = model
        self.context_tokens = context
        self.calls: list[Call] = []
        self.closed = 0
        self._talk = replies if callable(replies) else _in_order(replies)

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int | None = None,
    ) -> AsyncGenerator[Chunk, None]:
        """As ``Engine.stream``."""
        self.calls.append(Call(messages=tuple(messages), schema=schema, max_tokens=max_tokens))
        answer = self._talk(messages)
        if isinstance(answer, Exception):
            answer = Scripted(error=answer)
        elif isinstance(answer, str):
            answer = Scripted(text=answer)
        ended = False
        try:
            for start in range(0, len(answer.text), answer.piece):
                await asyncio.sleep(answer.pause)
                yield Chunk(text=answer.text[start : start + answer.piece])
            ended = True
        finally:
            self.closed += not ended
        if answer.error is not None:
            raise answer.error
        usage = Usage(
            engine="scripted",
            model=self.model,
            prompt_tokens=sum(len(message.content) for message in messages),
            completion_tokens=len(answer.text),
            seconds=0.0,
            calls=1,
        )
        yield Chunk(finish=answer.finish, usage=usage)


def _in_order(replies: Iterable[Answer]) -> Talker:
    waiting = iter(replies)

    def talk(messages: Sequence[Message]) -> Answer:
        del messages
        try:
            return next(waiting)
        except StopIteration:
            raise AssertionError("the scripted model was asked once more than expected") from None

    return talk
