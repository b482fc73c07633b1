"""A model server on loopback that speaks the OpenAI protocol, or breaks it as a case says.

Every byte, pause and way of closing is the test's: the server writes HTTP itself. It runs in a
thread with a loop of its own, so both asynchronous tests and other processes can ask it.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.llm.engine import Engine

MODEL = "mock-model"


@dataclass(frozen=True, kw_only=True)
class Pause:
    """Seconds without a byte."""

    seconds: float


@dataclass(frozen=True, kw_only=True)
class Reset:
    """The connection is torn down (RST), whatever was promised."""


Part = bytes | Pause | Reset


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One HTTP answer. ``length`` promises a content length; else the end is the closed connection.

    ``silent``: not even a status line is sent. ``headers`` may repeat or lie.
    """

    status: int = 200
    media: str | None = "text/event-stream"
    headers: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[Part] = ()
    endless: Sequence[Part] = ()
    length: int | None = None
    silent: bool = False


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A request as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Any


def event(data: Any) -> bytes:
    """One server-sent event."""
    return b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n"


def said(text: str | None, finish: str | None = None, **delta: Any) -> bytes:
    """A chunk of an answer."""
    choice = {"index": 0, "delta": {"content": text, **delta}, "finish_reason": finish}
    return event({"id": "1", "object": "chat.completion.chunk", "choices": [choice]})


def used(prompt: int, completion: int) -> bytes:
    """The report of tokens."""
    return event(
        {"choices": [], "usage": {"prompt_tokens": prompt, "completion_tokens": completion}}
    )


DONE = b"data: [DONE]\n\n"


def talk(text: str, *, piece: int = 2, pause: float = 0.0, finish: str = "stop") -> Reply:
    """A good answer in pieces."""
    parts: list[Part] = []
    for start in range(0, len(text), piece):
        parts.append(said(text[start : start + piece]))
        if pause:
            parts.append(Pause(seconds=pause))
    return Reply(parts=[*parts, said("", finish), used(10, len(text)), DONE])


def refuse(status: int, message: str = "no", **headers: str) -> Reply:
    """An error in OpenAI's shape."""
    body = json.dumps({"error": {"message": message, "type": "error", "code": None}}).encode()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status=status, media="application/json", headers=names, parts=[body])


def zipped(parts: Iterable[bytes], *, encoding: str = "gzip") -> Reply:
    """The same bytes, compressed."""
    body = gzip.compress(b"".join(parts))
    return Reply(headers={"content-encoding": encoding}, parts=[body])


class MockEndpoint:
    """``replies`` answer the chat requests in order, the last one for ever; ``hits`` is what came.

    ``dropped`` is set when a client has closed its connection before the answer was over.
    """

    def __init__(self, replies: Sequence[Reply] = ()) -> None:
        self.replies = list(replies)
        self.models: Reply = Reply(
            media="application/json",
            parts=[json.dumps({"object": "list", "data": [{"id": MODEL}]}).encode()],
        )
        self.hits: list[Hit] = []
        self.dropped = threading.Event()
        self.only_under_v1 = False
        self.address = ""

    @property
    def chats(self) -> list[Hit]:
        """The requests for an answer."""
        return [hit for hit in self.hits if hit.method == "POST"]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one answer."""
        over = (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError)
        with contextlib.closing(writer), contextlib.suppress(*over):
            hit = await _read(reader)
            self.hits.append(hit)
            reply = self._reply(hit)
            gone = asyncio.ensure_future(reader.read(1))
            sending = asyncio.ensure_future(_send(reply, writer))
            tasks = [gone, sending]
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
                if not sending.done():
                    self.dropped.set()
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    def _reply(self, hit: Hit) -> Reply:
        if self.only_under_v1 and not hit.path.startswith("/v1/"):
            return refuse(404, "Not Found")
        return self.models if hit.method == "GET" else self._next()

    def _next(self) -> Reply:
        asked = len(self.chats) - 1
        return self.replies[min(asked, len(self.replies) - 1)]


async def _read(reader: asyncio.StreamReader) -> Hit:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    line, *rows = head.strip().split("\r\n")
    headers = {name.lower(): value for name, _, value in (row.partition(": ") for row in rows)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    method, path, _ = line.split(" ", 2)
    return Hit(method=method, path=path, headers=headers, body=json.loads(body) if body else None)


async def _send(reply: Reply, writer: asyncio.StreamWriter) -> None:
    if not reply.silent:
        rows = dict(reply.headers)
        if reply.media is not None:
            rows["content-type"] = reply.media
        if reply.length is not None:
            rows["content-length"] = str(reply.length)
        head = "".join(f"{name}: {value}\r\n" for name, value in rows.items())
        writer.write(f"HTTP/1.1 {reply.status} X\r\n{head}connection: close\r\n\r\n".encode())
    for part in reply.parts:
        await _put(part, writer)
    while reply.endless:
        for part in reply.endless:
            await _put(part, writer)


async def _put(part: Part, writer: asyncio.StreamWriter) -> None:
    if isinstance(part, Pause):
        await asyncio.sleep(part.seconds)
    elif isinstance(part, Reset):
        writer.transport.abort()
        raise ConnectionResetError
    else:
        writer.write(part)
        await writer.drain()


@contextlib.contextmanager
def running(endpoint: MockEndpoint) -> Iterator[MockEndpoint]:
    """The endpoint, listening on a free port of loopback until the block ends."""
    loop = asyncio.new_event_loop()
    started = threading.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(asyncio.start_server(endpoint.serve, "127.0.0.1", 0))
        endpoint.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        started.set()
        loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        loop.run_until_complete(asyncio.sleep(0))  # transports close in the loop's next round
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield endpoint
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


# the fixture open_mock: replies and settings → an engine and the endpoint it asks
OpenMock = Callable[..., tuple[Engine, MockEndpoint]]
