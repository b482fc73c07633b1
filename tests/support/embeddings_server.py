"""An embeddings server on loopback (OpenAI protocol) that answers, or fails as a case says.

Its vectors are the counts of a text's characters, so that like texts have like vectors.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request; ``say`` writes an answer."""

    protocol_version = "HTTP/1.1"
    server: EmbeddingsServer

    def do_POST(self) -> None:
        """Count it, then answer as the server's script says."""
        self.sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, dict(self.headers), self.sent))
        script = self.server.script
        with contextlib.suppress(OSError):  # the client has gone
            (script.pop(0) if script else good)(self)

    def do_GET(self) -> None:
        """Where a redirect would lead."""
        self.server.requests.append((self.path, dict(self.headers), None))
        self.say(200, b"{}")

    def say(self, status: int, body: bytes, **headers: str) -> None:
        """A whole answer; header names with _ for -."""
        self.send_response(status)
        for name, value in ({"Content_Type": "application/json"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class EmbeddingsServer(ThreadingHTTPServer):
    """``script``: what the next requests get (then good answers); ``requests``: what came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.script: list[Answer] = []
        self.requests: list[tuple[str, dict[str, str], Any]] = []
        self.dim = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that has gone."""

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"


def vector(text: str, dim: int) -> list[float]:
    """Counts of characters, never all zero."""
    counts = [0.01] * dim
    for character in text:
        counts[ord(character) % dim] += 1.0
    return counts


def listed(request: Request) -> list[dict[str, Any]]:
    """A good answer's data."""
    texts = request.sent["input"]
    return [
        {"object": "embedding", "index": i, "embedding": vector(text, request.server.dim)}
        for i, text in enumerate(texts)
    ]


def good(request: Request) -> None:
    """A good answer, in another order than the texts, as the protocol allows."""
    request.say(200, json.dumps({"data": listed(request)[::-1], "model": "m"}).encode())


def status(code: int, body: bytes = b"{}", **headers: str) -> Answer:
    """An answer of that status."""
    return lambda request: request.say(code, body, **headers)


def slow(seconds: float) -> Answer:
    """A good answer, later."""

    def answer(request: Request) -> None:
        time.sleep(seconds)
        good(request)

    return answer


def dripping(seconds: float) -> Answer:
    """A byte now and then, for so long: no read ever times out."""

    def answer(request: Request) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000000")
        request.end_headers()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            request.wfile.write(b" ")
            time.sleep(0.05)

    return answer


def hang_up(request: Request) -> None:
    """The connection closes in the middle of the answer."""
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b'{"data": [')
    request.close_connection = True


@contextlib.contextmanager
def serving() -> Iterator[EmbeddingsServer]:
    """A running server."""
    with EmbeddingsServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
