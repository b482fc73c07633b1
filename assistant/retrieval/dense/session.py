"""Session: Chroma's HTTP client with time-outs and with a check of what answers.

Chroma's own waits for ever (timeout=None) and turns the page of a proxy into a bare Exception with
the whole page in it.
"""

from __future__ import annotations

from typing import Any

import httpx
from chromadb.api.fastapi import FastAPI
from chromadb.config import Settings, System
from chromadb.errors import ChromaError
from overrides import override  # Chroma insists on it

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0


class ServerFault(ChromaError):
    """What the HTTP client met; a ChromaError, since Chroma turns all others into bare texts."""

    @override
    def code(self) -> int:
        """As ChromaError.code."""
        return 503

    @classmethod
    @override
    def name(cls) -> str:
        """As ChromaError.name."""
        return cls.__name__


class Refused(ServerFault):
    """The server wants another token."""


class Late(ServerFault):
    """No answer in time."""


class NoChroma(ServerFault):
    """What answers is no Chroma server, or is broken, or nothing answers."""


class ServerSettings(Settings):
    """Chroma's settings for a server, with our Session for its HTTP client.

    Chroma knows its own clients by name only; it asks ``require`` which class to make.
    """

    chroma_api_impl: str = "chromadb.api.fastapi.FastAPI"
    anonymized_telemetry: bool = False

    def require(self, key: str) -> Any:
        """As Settings.require."""
        if key == "chroma_api_impl":
            return f"{__name__}.Session"
        return super().require(key)


class Session(FastAPI):
    """As FastAPI, with limits."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._session.timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
        self._session.follow_redirects = False  # they would carry the token elsewhere
        self._session.event_hooks = {"response": [_check]}

    @override
    def _make_request(self, method: str, path: str, **kwargs: dict[str, Any]) -> Any:
        try:
            return super()._make_request(method, path, **kwargs)
        except httpx.TimeoutException as error:
            raise Late("no answer in time") from error
        except httpx.HTTPError as error:
            raise NoChroma(type(error).__name__) from error

    @override
    def stop(self) -> None:
        """As Component.stop; closes the connections, which Chroma's own leaves open."""
        super().stop()
        self._session.close()


def _check(response: httpx.Response) -> None:
    if response.status_code in (401, 403):
        raise Refused(f"HTTP {response.status_code}")
    kind = response.headers.get("content-type", "")
    if response.status_code >= 300 and not kind.startswith("application/json"):
        raise NoChroma(f"HTTP {response.status_code}")
    if kind.startswith("text/html"):
        raise NoChroma("HTML")
