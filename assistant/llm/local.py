"""Local: a model inside this process, asked over its port through the same client as any other.

An optional extra (``local``) brings llama.cpp and a base model of 270 million parameters, which
shows that everything works and writes nothing that could be used; LLM_LOCAL_MODEL names a good
GGUF. The model is loaded with the first question.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from typing import Any

from assistant.llm.dialect import SchemaMode
from assistant.llm.endpoint import Endpoint
from assistant.llm.engine import Chunk
from assistant.llm.message import Message
from assistant.llm.server import Server


class LocalEngine:
    """An Engine over ``server``; ``connect`` makes the endpoint of its address."""

    def __init__(
        self,
        server: Server,
        *,
        model: str,
        context_tokens: int,
        connect: Callable[[str], Endpoint],
    ) -> None:
        self.model = model
        self.context_tokens = context_tokens
        self._server = server
        self._connect = connect
        self._endpoint: Endpoint | None = None

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        schema: Mapping[str, Any] | None = None,
        max_tokens: int | None = None,
    ) -> AsyncGenerator[Chunk, None]:
        """As ``Engine.stream``; the first call waits for the model to be loaded (seconds)."""
        if self._endpoint is None:
            self._endpoint = self._connect(await asyncio.to_thread(self._server.start))
        stream = self._endpoint.stream(messages, schema=schema, max_tokens=max_tokens)
        async with aclosing(stream) as chunks:
            async for chunk in chunks:
                yield chunk

    @property
    def schema_mode(self) -> SchemaMode | None:
        """As of the endpoint; None before the first question."""
        return None if self._endpoint is None else self._endpoint.schema_mode

    def stop(self) -> None:
        """End the server; the next question starts another."""
        self._endpoint = None
        self._server.stop()
