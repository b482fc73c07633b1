"""Client: the one module that knows langchain and the openai SDK.

One request in, what the model says out; retries, limits and fallbacks are the endpoint's
(``assistant.llm.endpoint``). Verified traps of the vendors' code that are shut here (stack.md
section 4): no time-out by default, retries of its own, tracing to an outside host when an
environment variable says so, request bodies in debug logs, a proxy before loopback.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import httpx2
import langsmith
import openai
import openai.resources.chat.chat  # else loaded at the first question, on the event loop
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from assistant.errors import ModelUnavailable
from assistant.llm.engine import Finish
from assistant.llm.failure import ON_OFFER, Passing, Refused, read_refusal
from assistant.llm.listing import Listed, read_models
from assistant.llm.message import Message
from assistant.llm.said import Said
from assistant.llm.transport import CALL_HEADER, Transport, open_transport, read_capped, timeouts
from assistant.secret import Secret

langsmith.configure(enabled=False)  # LANGCHAIN_TRACING_V2 in the environment would post every run
for _name in ("openai", "httpx2", "httpcore2", "langsmith", "langchain_openai"):
    logging.getLogger(_name).setLevel(logging.ERROR)  # their debug lines hold whole documents

_MESSAGE: Mapping[str, type[BaseMessage]] = {
    "system": SystemMessage,
    "user": HumanMessage,
    "assistant": AIMessage,
}
_LIST = 4_000_000  # bytes of a list of models
_NO_KEY = "none"  # the SDK insists on one; the transport takes the header out again


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request: ``body`` is what stands beside model and messages, ``usage`` asks for tokens."""

    model: str
    messages: tuple[Message, ...]
    body: Mapping[str, Any]
    usage: bool


class Client:
    """Talks to one address. Serves any number of event loops, each with connections of its own."""

    def __init__(
        self, *, address: str, key: Secret, timeout: float, proxies: Mapping[str, str]
    ) -> None:
        self.address = address
        self._key = key
        self._timeout = timeout
        self._proxies = proxies
        self._open: WeakKeyDictionary[asyncio.AbstractEventLoop, _Connection] = WeakKeyDictionary()

    async def ask(self, request: Request) -> AsyncGenerator[Said, None]:
        """What the model says. Closing or cancelling ends the request upstream.

        Raises ModelUnavailable errors, Refused for a status other than 200, Passing for what may
        be over in a moment.
        """
        connection = self._connection()
        call = connection.transport.begin()
        messages = [_MESSAGE[message.role](message.content) for message in request.messages]
        stream = connection.chat.astream(
            messages,
            model=request.model,
            stream_usage=request.usage,
            extra_body=dict(request.body),
            extra_headers={CALL_HEADER: call.id},
        )
        try:
            async with aclosing(stream) as chunks:  # type: ignore[type-var]
                async for chunk in chunks:
                    yield _said(chunk)
        except (openai.APIConnectionError, httpx2.HTTPError) as error:
            if call.failure is not None:
                raise call.failure from error
            raise Passing(_unreachable(self.address)) from error
        except openai.OpenAIError as error:
            raise call.failure or Passing(_unreachable(self.address)) from error
        finally:
            await connection.transport.end(call)

    async def models(self) -> tuple[Listed, ...]:
        """The models that the endpoint lists; raises as ``ask``."""
        headers = {"authorization": f"Bearer {self._key.reveal()}"} if self._key else {}
        http = self._connection().http
        try:
            async with http.stream("GET", f"{self.address}/models", headers=headers) as response:
                body = await read_capped(response, _LIST)
        except httpx2.HTTPError as error:
            raise Passing(_unreachable(self.address)) from error
        if response.status_code != 200:
            raise Refused(read_refusal(response.status_code, response.headers, body, self._key))
        return read_models(body)

    def _connection(self) -> _Connection:
        loop = asyncio.get_running_loop()
        if loop not in self._open:
            transport = open_transport(self.address, self._key, self._proxies)
            http = httpx2.AsyncClient(
                transport=transport,
                timeout=timeouts(self._timeout),
                follow_redirects=False,
                trust_env=False,
            )
            self._open[loop] = _Connection(
                transport=transport, http=http, chat=_chat(self.address, self._key, http)
            )
        return self._open[loop]


@dataclass(frozen=True, kw_only=True)
class _Connection:
    """What belongs to one event loop."""

    transport: Transport
    http: httpx2.AsyncClient
    chat: ChatOpenAI


def _chat(address: str, key: Secret, http: httpx2.AsyncClient) -> ChatOpenAI:
    return ChatOpenAI(
        model="unnamed",
        base_url=address,
        api_key=SecretStr(key.reveal() or _NO_KEY),
        http_async_client=http,
        max_retries=0,
        stream_chunk_timeout=None,
        use_responses_api=False,
        organization="",
        openai_proxy=None,
        cache=False,
    )


def _said(chunk: BaseMessage) -> Said:
    """A chunk as it was written by the transport: text, finish and usage are well formed."""
    finish: Finish | None = chunk.response_metadata.get("finish_reason")
    used: Mapping[str, int] | None = getattr(chunk, "usage_metadata", None)
    return Said(
        text=chunk.content if isinstance(chunk.content, str) else "",
        finish=finish,
        prompt_tokens=used["input_tokens"] if used else None,
        completion_tokens=used["output_tokens"] if used else None,
    )


def _unreachable(address: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"连接不上模型服务 {address}：请检查地址和网络，或运行 python -m assistant doctor，{ON_OFFER}"
    )
