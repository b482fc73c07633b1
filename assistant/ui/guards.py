"""Guards: ASGI middleware in front of the page: same origin, known host, a user from the proxy.

Verified (issue of hardening): on a host name other than localhost Gradio reflects every Origin and
allows credentials, so any site that a user visits could read his projects with his cookie.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from assistant.accounts.header import TrustedHeader
from assistant.ui.headers import App, Message, Receive, Send

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_CORS = b"access-control-"
_STARTING = "/gradio_api/startup-events"  # Gradio asks itself for it when it starts, as nobody


class SameOrigin:
    """Refuses what another site's page sends, and host names that are not ours (DNS rebinding).

    ``origins`` are the addresses under which browsers see the page (https://host[:port]); a page
    that is bound to loopback is reached under loopback names, or those of ``origins``.
    """

    def __init__(self, app: App, *, origins: Collection[str], loopback: bool) -> None:
        self.app = app
        self._origins = {origin.rstrip("/").lower() for origin in origins}
        self._hosts = {urlsplit(origin).netloc for origin in self._origins}
        self._loopback = loopback

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass the call on, or answer 403."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = {key.lower(): value.decode("latin-1") for key, value in scope["headers"]}
        host = headers.get(b"host", "").lower()
        if not self._is_ours(host) or not self._may(headers.get(b"origin"), host):
            await refuse(scope, send, 403, "拒绝：请求不是从本页面发出的")
            return

        async def without_cors(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    pair for pair in message.get("headers", []) if not pair[0].startswith(_CORS)
                ]
            await send(message)

        await self.app(scope, receive, without_cors)

    def _is_ours(self, host: str) -> bool:
        if host in self._hosts:
            return True
        name = urlsplit(f"//{host}").hostname if host else None
        return name in _LOOPBACK or not self._loopback

    def _may(self, origin: str | None, host: str) -> bool:
        """No Origin: no other page sent it. The scheme is not compared: a proxy may end TLS."""
        if origin is None:
            return True
        given = origin.lower()
        return given in self._origins or urlsplit(given).netloc == host


class ProxyLogin:
    """Lets in only requests whose user the reverse proxy names."""

    def __init__(self, app: App, *, trusted: TrustedHeader) -> None:
        self.app = app
        self._trusted = trusted

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass the call on, or answer 401."""
        if scope["type"] in ("http", "websocket") and scope["path"] != _STARTING:
            headers = {
                key.decode("latin-1").lower(): value.decode("latin-1")
                for key, value in scope["headers"]
            }
            peer = scope["client"][0] if scope.get("client") else None
            if self._trusted.identity(headers, peer) is None:
                await refuse(scope, send, 401, "请通过本单位的登录入口访问")
                return
        await self.app(scope, receive, send)


async def refuse(scope: Message, send: Send, status: int, line: str) -> None:
    """Answer with one line of Chinese."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    body = line.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
