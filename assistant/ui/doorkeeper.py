"""Doorkeeper: ASGI middleware that lets through the page's own routes, for its own users' things.

Verified with Gradio 6.31: whoever knows the path of another user's upload can fetch it, or hand it
to a handler that reads files; whoever knows a session can read its answers and end its events,
without login; ``/file=http…``, and a path of that form in an event, make the server fetch an
address of the caller's choice; ``/run/`` goes round the queue and its limits; a chat message that
is said to be a component is built with the caller's arguments, and a picture among them copies any
file of the working or the temporary folder to the uploads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs

from assistant.accounts.limits import Kind
from assistant.errors import TooOften
from assistant.ui.belongings import Belongings
from assistant.ui.evaluation.report import ADDRESS as REPORT
from assistant.ui.guards import refuse
from assistant.ui.headers import App, Message, Receive, Send
from assistant.ui.identity import VISITOR, Gate
from assistant.ui.visitors import Visitors

_API = "/gradio_api"
# what the login form needs, and what no page lives without; it tells nothing of any user
_OPEN = {"", "/login", "/logout", "/config", "/theme.css", "/favicon.ico", "/robots.txt"}
_OPEN |= {"/manifest.json"} | {
    f"{_API}/{name}" for name in ("startup-events", "login_check", "user", "app_id", "theme.css")
}
_OPEN_UNDER = ("/assets/", "/static/", "/svelte/", "/pwa_icon")
_KNOWN = {
    f"{_API}/{name}"
    for name in ("info", "openapi.json", "upload", "upload_progress", "cancel", "reset", "mcp")
} | {f"{_API}/queue/{name}" for name in ("join", "data", "status")}
_KNOWN |= {REPORT}
_KNOWN_UNDER = tuple(f"{_API}/{name}" for name in ("call/", "file=", "heartbeat/", "mcp/"))
_FILE, _HEARTBEAT, _UPLOAD = f"{_API}/file=", f"{_API}/heartbeat/", f"{_API}/upload"
_COUNTED: Mapping[str, Kind] = {"/login": "logins", _UPLOAD: "uploads"}
_MARK = b"gradio.FileData"
LONGEST_CALL = 32_000_000  # bytes of a call's JSON: twice the longest text of the API, escaped
_DEEPEST = 60

_STRANGER = "请先登录"
_ELSEWHERE = "没有这个地址"
_NOT_YOURS = "这不是你的内容"
_TOO_LONG = "内容太长：请分开发送"
_BROKEN = "请求的格式不对"


class _Refused(Exception):
    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status, self.line = status, line


class Doorkeeper:
    """Answers 404 for unknown routes, 401 for strangers, 403 for what is another user's and 429 for too much."""

    def __init__(self, app: App, *, visitors: Visitors, belongings: Belongings, gate: Gate) -> None:
        self.app = app
        self._visitors = visitors
        self._belongings = belongings
        self._gate = gate

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass the call on, or refuse it; note which files the answer gives to the user."""
        if scope["type"] == "websocket":
            await refuse(scope, send, 404, _ELSEWHERE)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"].rstrip("/")
        user = self._visitors.name(scope)
        try:
            self._admit(path, user)
            self._count(path, scope, user)
            scope[VISITOR] = user
            if user is None or path in _OPEN:
                await self.app(scope, receive, send)
                return
            self._own(path, scope, user)
            if scope["method"] == "POST" and path not in (_UPLOAD, f"{_API}/mcp"):
                receive = await self._checked(receive, user)
        except _Refused as no:
            await refuse(scope, send, no.status, no.line)
            return
        await self.app(scope, receive, self._noting(path, send, user))

    def _admit(self, path: str, user: str | None) -> None:
        if path in _OPEN or path.startswith(_OPEN_UNDER):
            return
        if path not in _KNOWN and not path.startswith(_KNOWN_UNDER):
            raise _Refused(404, _ELSEWHERE)
        if user is None:
            raise _Refused(401, _STRANGER)

    def _count(self, path: str, scope: Message, user: str | None) -> None:
        """Tries of a login and uploads; ``Gate.spend`` counts the rest where it is done."""
        kind = _COUNTED.get(path)
        if kind is None or scope["method"] != "POST":
            return
        address = scope["client"][0] if scope.get("client") else ""
        try:
            self._gate.spend_as(kind, user=user or "", address=address)
        except TooOften as error:
            raise _Refused(429, str(error)) from error

    def _own(self, path: str, scope: Message, user: str) -> None:
        """A file, or a session named in the address, must be the user's."""
        if path.startswith(_FILE) and not self._belongings.has(path[len(_FILE) :], user):
            raise _Refused(403, _NOT_YOURS)
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        sessions = query.get("session_hash", [])
        if path.startswith(_HEARTBEAT):
            sessions = [*sessions, path[len(_HEARTBEAT) :]]
        if not all(self._belongings.claim(session, user) for session in sessions):
            raise _Refused(403, _NOT_YOURS)

    async def _checked(self, receive: Receive, user: str) -> Receive:
        """The same call, once its JSON is known to name only the user's session and files."""
        body = await _read(receive)
        try:
            call = json.loads(body) if body.strip() else None
        except (ValueError, RecursionError) as error:
            raise _Refused(400, _BROKEN) from error
        session = call.get("session_hash") if isinstance(call, dict) else None
        if session is not None and not self._belongings.claim(str(session), user):
            raise _Refused(403, _NOT_YOURS)
        for given in paths(call):
            if not self._belongings.has(given, user):
                raise _Refused(403, _NOT_YOURS)
        sent = False

        async def again() -> Message:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        return again

    def _noting(self, path: str, send: Send, user: str) -> Send:
        """Files that an answer holds are the user's from then on."""

        async def noted(message: Message) -> None:
            body = message.get("body", b"")
            if path == _UPLOAD and body.startswith(b"["):
                for given in json.loads(body):
                    self._belongings.give(given, user)
            elif _MARK in body:
                for given in _told(body):
                    self._belongings.give(given, user)
            await send(message)

        return noted


def paths(value: Any, depth: int = 0) -> Iterator[str]:
    """Every ``path`` of a JSON value; raises a refusal where it is nested absurdly deep.

    And where it holds a component: the page's own messages are text and files.
    """
    if depth > _DEEPEST:
        raise _Refused(400, _BROKEN)
    if isinstance(value, dict):
        if value.get("type") == "component" or "constructor_args" in value:
            raise _Refused(400, _BROKEN)
        given = value.get("path")
        if isinstance(given, str):
            yield given
        for inner in value.values():
            yield from paths(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from paths(inner, depth + 1)


def _told(body: bytes) -> Iterator[str]:
    """The paths in a message of the event stream (Gradio sends each message as one piece)."""
    for line in body.decode("utf-8", "replace").split("\n"):
        if not line.startswith("data:"):
            continue
        try:
            yield from paths(json.loads(line[5:]))
        except (ValueError, RecursionError, _Refused):
            continue


async def _read(receive: Receive) -> bytes:
    """The body of a call; raises a refusal for one that is too long."""
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":  # the caller has gone
            return b"".join(pieces)
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if size > LONGEST_CALL:
            raise _Refused(413, _TOO_LONG)
        if not message.get("more_body"):
            return b"".join(pieces)
