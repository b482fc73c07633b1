"""Engine: what every model looks like to the rest of the program, and one whole answer of it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from assistant.errors import ModelAnswerCut
from assistant.llm.message import Message
from assistant.llm.usage import Usage

Finish = Literal["stop", "length"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A piece of an answer. Only the last one carries ``finish`` and ``usage``.

    ``finish`` "length": the model stopped at ``max_tokens`` or at the end of its context.
    """

    text: str = ""
    finish: Finish | None = None
    usage: Usage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer."""

    text: str
    finish: Finish
    usage: Usage


class Engine(Protocol):
    """A model that answers. ``context_tokens`` is question and answer together."""

    @property
    def model(self) -> str:
        """Name of the model as the endpoint knows it; never an address or a key."""

    @property
    def context_tokens(self) -> int:
        """How many tokens question and answer may have together."""

    def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int | None = None,
    ) -> AsyncGenerator[Chunk, None]:
        """Yield the answer as it comes; text is free of control and invisible characters.

        ``schema`` (JSON Schema) asks for JSON of that shape; the caller validates the answer.
        A generator that is closed or cancelled ends its request upstream within a second.
        Raises the ModelUnavailable errors; an answer that does not end with a chunk that carries
        ``finish`` was not complete, and one of them has been raised.
        """


async def complete(
    engine: Engine,
    messages: Sequence[Message],
    *,
    schema: Mapping[str, Any] | None = None,
    max_tokens: int | None = None,
) -> Reply:
    """The whole answer at once; raises as ``Engine.stream``."""
    pieces: list[str] = []
    async with aclosing(engine.stream(messages, schema=schema, max_tokens=max_tokens)) as chunks:
        async for chunk in chunks:
            pieces.append(chunk.text)
            if chunk.finish is not None and chunk.usage is not None:
                return Reply(text="".join(pieces), finish=chunk.finish, usage=chunk.usage)
    raise ModelAnswerCut(
        "模型的回答没有结束就断了：请重试，或改用离线引擎", partial="".join(pieces)
    )
