"""Identity: who sends an event, asked anew at each one, so that a change of role acts at once."""

from __future__ import annotations

import gradio as gr

from assistant.accounts.header import TrustedHeader
from assistant.accounts.limits import Kind, Limits
from assistant.accounts.login import Login
from assistant.accounts.role import LOCAL, Action, Identity
from assistant.accounts.users import Users
from assistant.errors import NotPermitted, TooOften
from assistant.rate_settings import NAMES
from assistant.settings import Settings

VISITOR = "assistant.visitor"  # key of an ASGI scope: the user whom the doorkeeper let in
_KINDS = {"logins": "登录", "drafts": "起草", "uploads": "上传", "calls": "调用接口"}
_NOBODY = "登录已失效，或账号已停用：请刷新页面重新登录"
_NOT_ALLOWED = "你的账号没有这项权限：请联系管理员"


class Gate:
    """Knows the users of this installation; without login everybody is the one local user."""

    def __init__(self, settings: Settings) -> None:
        self.mode = settings.login
        self.users = Users(settings.data_dir)
        self._login = Login(self.users)
        self.header = TrustedHeader(self.users, settings.trusted_header, settings.trusted_proxies)
        self._limits = Limits(settings.rates)

    def accepts(self, name: str, password: str) -> bool:
        """What Gradio's login form asks."""
        return self._login.accepts(name, password)

    def identity(self, request: gr.Request | None) -> Identity:
        """Who asks; raises NotPermitted for nobody."""
        if self.mode == "none":
            return LOCAL
        found: Identity | None = None
        if request is not None and self.mode == "users":
            found = self.users.identity(_username(request))
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

    def spend(self, request: gr.Request | None, kind: Kind) -> None:
        """Count something costly for the one who asks; raises TooOften, NotPermitted."""
        user = "" if self.mode == "none" else self.identity(request).name
        client = request.client if request is not None else None
        self.spend_as(kind, user=user, address=client.host if client else "")

    def spend_as(self, kind: Kind, *, user: str = "", address: str = "") -> None:
        """As ``spend``, for a user or an address that is known already."""
        if not self._limits.allows(kind, user=user, address=address):
            raise TooOften(
                f"一分钟内{_KINDS[kind]}太多次：请稍等一会再试"
                f"（确有需要，请管理员调整 {NAMES[kind]}）"
            )

    def owner(self, request: gr.Request | None) -> str:
        """The name that chats and drafts are kept for; "" where everybody is the local user."""
        return "" if self.mode == "none" else self.identity(request).name


def _username(request: gr.Request) -> str | None:
    """The user's name; a call of an MCP tool brings the bare request, which has none."""
    if hasattr(request, "username"):
        name: str | None = request.username
        return name
    given: str | None = request.scope.get(VISITOR)
    return given
