"""Transport: HTTP to the endpoint, and the only bytes that the vendor's client gets to see.

It stands below the client's own code: a status other than 200 is read (capped, redacted) and kept
as a Refusal, an answer passes through ``Wire`` and comes out as plain events that are always well
formed. Redirects are not followed, connections are not kept (a loop of its own may serve each
call), and the proxy of the environment is used for hosts other than this machine only.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import uuid
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import dataclass, field

import httpx2

from assistant.errors import ModelUnavailable
from assistant.llm.failure import Passing, Refusal, Refused, read_refusal
from assistant.llm.gathered import gathered
from assistant.llm.inflate import Inflate
from assistant.llm.proxy import proxy_for
from assistant.llm.said import Said
from assistant.llm.wire import Wire
from assistant.model_settings import is_loopback
from assistant.secret import Secret

CALL_HEADER = "x-assistant-call"
_BODY = 65_536  # bytes of an error page that are read
_AFTER_FINISH = 1.0  # seconds that the report of tokens may come after the answer
_ERROR_PAGE = 3.0  # seconds that an error page may take
_CONNECT = 10.0  # seconds

# what a call may end with below the client
Failure = ModelUnavailable | Passing | Refused


@dataclass(slots=True)
class Call:
    """One request on its way: what went wrong below the client, and how to end it."""

    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    failure: Failure | None = None
    response: httpx2.Response | None = None

    async def close(self) -> None:
        """End the request upstream now, whatever the layers above still hold."""
        if self.response is not None:
            await self.response.stream.aclose()  # type: ignore[union-attr]


class Transport(httpx2.AsyncBaseTransport):
    """Sends over ``inner``. A chat request names its Call (from ``begin``) in CALL_HEADER."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, key: Secret) -> None:
        self._inner = inner
        self._key = key
        self._calls: dict[str, Call] = {}

    def begin(self) -> Call:
        """A call to be named in the next request's header; ``end`` must follow."""
        call = Call()
        self._calls[call.id] = call
        return call

    async def end(self, call: Call) -> None:
        """The call is over, or is to be."""
        self._calls.pop(call.id, None)
        await call.close()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """As inherited; a call that fails raises a Failure and notes it in the Call."""
        call = self._calls.get(request.headers.pop(CALL_HEADER, ""))
        request.headers["accept-encoding"] = "gzip, deflate"
        if not self._key:
            request.headers.pop("authorization", None)
        response = await self._inner.handle_async_request(request)
        if call is None:
            return response
        call.response = response
        try:
            if response.status_code != 200:
                raise Refused(await self._refusal(response))
            events = _Events(response, call)
        except (ModelUnavailable, Refused) as failure:
            call.failure = failure
            raise
        return httpx2.Response(200, headers={"content-type": "text/event-stream"}, stream=events)

    async def _refusal(self, response: httpx2.Response) -> Refusal:
        """The status, and the head of what the endpoint says about it."""
        body = b""
        # an error page that is broken or stalls itself: the status says enough
        with contextlib.suppress(ModelUnavailable, httpx2.HTTPError, TimeoutError):
            async with asyncio.timeout(_ERROR_PAGE):
                body = await read_capped(response, _BODY)
        return read_refusal(response.status_code, response.headers, body, self._key)

    async def aclose(self) -> None:
        """As inherited."""
        await self._inner.aclose()


class _Events(httpx2.AsyncByteStream):
    """The body of an answer, read by Wire and written anew."""

    def __init__(self, response: httpx2.Response, call: Call) -> None:
        media = response.headers.get("content-type", "").split(";")[0].strip().lower()
        self._wire = Wire(media)
        self._inflate = Inflate(response.headers.get("content-encoding", ""))
        self._stream = response.stream
        self._call = call
        self._read = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._read:
            return  # the client drains what it has read; below, that would never end
        self._read = True
        try:
            async with contextlib.aclosing(gathered(self._said())) as pieces:
                async for said in pieces:
                    yield as_event(said)
        except (ModelUnavailable, Passing) as failure:
            self._call.failure = failure
            raise
        yield b"data: [DONE]\n\n"

    async def _said(self) -> AsyncGenerator[Said, None]:
        """What the answer says, event by event; raises as ``Wire`` does."""
        async with contextlib.aclosing(self._received()) as received:
            async for data in received:
                for plain in self._inflate.feed(data):
                    for said in self._wire.feed(plain):
                        yield said
                if self._wire.done:
                    break
        for said in self._wire.end():
            yield said

    async def _received(self) -> AsyncGenerator[bytes, None]:
        """Raw bytes; once the model has finished, waiting and errors end it like the end itself."""
        stream = aiter(self._stream)  # type: ignore[arg-type]
        while True:
            limit = _AFTER_FINISH if self._wire.finished else None
            try:
                async with asyncio.timeout(limit):
                    data = await anext(stream, None)
            except (TimeoutError, httpx2.HTTPError):
                if self._wire.finished:
                    return
                raise
            if data is None:
                return
            yield data

    async def aclose(self) -> None:
        """As inherited."""
        await self._stream.aclose()  # type: ignore[union-attr]


def as_event(said: Said) -> bytes:
    """One chunk in the form that every client of the protocol reads."""
    delta = {"role": "assistant", "content": said.text}
    prompt, completion = said.prompt_tokens, said.completion_tokens
    usage = None
    if prompt is not None and completion is not None:
        usage = {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
        }
    chunk = {
        "id": "",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "",
        "choices": [{"index": 0, "delta": delta, "finish_reason": said.finish}],
        "usage": usage,
    }
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


async def read_capped(response: httpx2.Response, most: int) -> bytes:
    """At most ``most`` bytes of a body, inflated; raises ModelAnswerBroken, httpx2.HTTPError."""
    inflate = Inflate(response.headers.get("content-encoding", ""))
    body = bytearray()
    async for data in response.stream:  # type: ignore[union-attr]
        for plain in inflate.feed(data):
            body += plain
            if len(body) >= most:
                return bytes(body[:most])
    return bytes(body)


def open_transport(address: str, key: Secret, proxies: Mapping[str, str]) -> Transport:
    """For one endpoint; certificates of an intranet come from SSL_CERT_FILE (the system's way).

    Raises ModelUnavailable where the proxy or the certificates of the environment are unusable.
    """
    local = is_loopback(address)
    try:
        inner = httpx2.AsyncHTTPTransport(
            trust_env=not local,
            proxy=None if local else proxy_for(address, proxies),
            limits=httpx2.Limits(max_connections=200, max_keepalive_connections=0),
            retries=0,
        )
    except (ImportError, ValueError, OSError, httpx2.InvalidURL) as error:
        # the address of a proxy may hold a password: it is not repeated
        raise ModelUnavailable(
            "代理或证书的设置不可用：请检查环境变量 HTTP_PROXY、HTTPS_PROXY（要以 http:// 开头）"
            "和 SSL_CERT_FILE"
        ) from error
    return Transport(inner, key)


def timeouts(whole: float) -> httpx2.Timeout:
    """The client's own limits; the wall limit of a call is kept by the endpoint, above it."""
    return httpx2.Timeout(whole, connect=min(_CONNECT, whole))
