"""Visitors: who sends a request, from the cookie of the login form or the proxy's header."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from assistant.errors import AssistantError
from assistant.ui.headers import Message
from assistant.ui.identity import Gate


class Visitors:
    """Names the user of an ASGI scope; asked at every request, so a shut-out user is out at once."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def name(self, scope: Message) -> str | None:
        """The user's name; "" for everybody on a page without login; None for a stranger.

        A cookie whose user is gone or shut out is forgotten: it does not come to life again.
        """
        if self._gate.mode == "none":
            return ""
        headers = {
            key.decode("latin-1").lower(): value.decode("latin-1")
            for key, value in scope["headers"]
        }
        try:
            if self._gate.mode == "header":
                peer = scope["client"][0] if scope.get("client") else None
                found = self._gate.header.identity(headers, peer)
                return found.name if found else None
            return self._by_cookie(scope, headers.get("cookie", ""))
        except AssistantError:  # the users file cannot be read: nobody is known
            return None

    def _by_cookie(self, scope: Message, cookie: str) -> str | None:
        app = scope["app"]  # Gradio's; it keeps token -> user name
        try:
            given = SimpleCookie(cookie)
        except CookieError:
            return None
        for kind in ("access-token", "access-token-unsecure"):
            morsel = given.get(f"{kind}-{app.cookie_id}")
            name = app.tokens.get(morsel.value) if morsel else None
            if morsel is None or name is None:
                continue
            if self._gate.users.identity(name) is not None:
                return str(name)
            app.tokens.pop(morsel.value, None)
        return None
