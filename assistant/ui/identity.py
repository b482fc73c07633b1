"""Identity: who sends an event, asked anew at each one, so that a change of role acts at once."""

from __future__ import annotations

import gradio as gr

from assistant.accounts.header import TrustedHeader
from assistant.accounts.login import Login
from assistant.accounts.role import LOCAL, Action, Identity
from assistant.accounts.users import Users
from assistant.errors import NotPermitted
from assistant.settings import Settings

_NOBODY = "登录已失效，或账号已停用：请刷新页面重新登录"
_NOT_ALLOWED = "你的账号没有这项权限：请联系管理员"


class Gate:
    """Knows the users of this installation; without login everybody is the one local user."""

    def __init__(self, settings: Settings) -> None:
        self.mode = settings.login
        self.users = Users(settings.data_dir)
        self._login = Login(self.users)
        self.header = TrustedHeader(self.users, settings.trusted_header, settings.trusted_proxies)

    def accepts(self, name: str, password: str) -> bool:
        """What Gradio's login form asks."""
        return self._login.accepts(name, password)

    def identity(self, request: gr.Request | None) -> Identity:
        """Who asks; raises NotPermitted for nobody."""
        if self.mode == "none":
            return LOCAL
        found: Identity | None = None
        if request is not None and self.mode == "users":
            found = self.users.identity(request.username)
        elif request is not None:
            headers = {key.lower(): value for key, value in request.headers.items()}
            peer = request.client.host if request.client else None
            found = self.header.identity(headers, peer)
        if found is None:
            raise NotPermitted(_NOBODY)
        return found

    def require(self, request: gr.Request | None, action: Action) -> Identity:
        """Who asks, where the role allows ``action``; raises NotPermitted."""
        identity = self.identity(request)
        if not identity.may(action):
            raise NotPermitted(_NOT_ALLOWED)
        return identity

    def owner(self, request: gr.Request | None) -> str:
        """The name that chats and drafts are kept for; "" where everybody is the local user."""
        return "" if self.mode == "none" else self.identity(request).name
