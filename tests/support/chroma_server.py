"""A real Chroma server on loopback (``chroma run``), started by a test, killed and started again.

A small proxy before it can ask for a token and hold answers back, as a proxy of an office would.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from postgres import free_port

START_SECONDS = 60


class ChromaProcess:
    """``chroma run`` in ``folder``; the data outlive a kill."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        program, data = Path(sys.executable).with_name("chroma"), self.folder / "data"
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [program, "run", "--path", data, "--port", str(self.port), "--host", "127.0.0.1"],
                stdout=log,
                stderr=log,
                env={**os.environ, "DO_NOT_TRACK": "1", "ANONYMIZED_TELEMETRY": "False"},
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                pytest.fail("chroma did not start:\n" + (self.folder / "log").read_text())
            time.sleep(0.1)

    def answers(self) -> bool:
        """Whether it is up."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/api/v2/heartbeat")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """kill -9."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
        self.process = None


class Proxy(ThreadingHTTPServer):
    """Passes requests on: with ``token`` only those that bear it, after ``delay`` seconds;
    ``page`` answers everything with an HTML page instead."""

    daemon_threads = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Passing)
        self.target = port
        self.token = ""
        self.delay = 0.0
        self.page: tuple[int, bytes] | None = None

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that has gone."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        time.sleep(self.server.delay)
        status, kind, said = self._answer(body)
        with contextlib.suppress(OSError):  # the client has gone
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

    def _answer(self, body: bytes) -> tuple[int, str, bytes]:
        if self.server.page is not None:
            return (self.server.page[0], "text/html", self.server.page[1])
        if self.server.token and self.headers["Authorization"] != f"Bearer {self.server.token}":
            return (401, "application/json", b'{"error": "who are you"}')
        connection = http.client.HTTPConnection("127.0.0.1", self.server.target, timeout=30)
        try:
            headers = {"Content-Type": "application/json"}
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers["Content-Type"] or "", answer.read()
        except OSError:
            return (502, "text/html", b"<html>bad gateway</html>")
        finally:
            connection.close()

    do_GET = do_POST = do_PUT = do_DELETE = _pass_on

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def proxied(port: int) -> Iterator[Proxy]:
    """A running proxy."""
    with Proxy(port) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            thread.join()
