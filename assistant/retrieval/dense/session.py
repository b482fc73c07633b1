"""Session: Chroma's HTTP client with time-outs and with a check of what answers.

Chroma's own waits for ever (timeout=None) and turns the page of a proxy into a bare Exception with
the whole page in it. Chroma loads this class by its name (server.py).
"""

from __future__ import annotations

import httpx
from chromadb.api.fastapi import FastAPI
from chromadb.config import System

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0


class Refused(ValueError):
    """The server wants another token."""


class NoChroma(ValueError):
    """What answers is no Chroma server, or is broken."""


class Session(FastAPI):
    """As FastAPI, with limits."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._session.timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        self._session.follow_redirects = False  # they would carry the token elsewhere
        self._session.event_hooks = {"response": [_check]}


def _check(response: httpx.Response) -> None:
    if response.status_code in (401, 403):
        raise Refused(f"HTTP {response.status_code}")
    kind = response.headers.get("content-type", "")
    if response.status_code >= 300 and not kind.startswith("application/json"):
        raise NoChroma(f"HTTP {response.status_code}")
    if kind.startswith("text/html"):
        raise NoChroma("HTML")
