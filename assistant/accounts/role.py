"""Role: what a user may do beside working in the projects of which he is a member."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Role = Literal["clerk", "reviewer", "admin"]
Action = Literal["draft", "review", "project", "waive", "corpus", "settings", "users"]
ROLES: Mapping[Role, str] = {"clerk": "经办人", "reviewer": "审核人", "admin": "管理员"}
_ALLOWED: Mapping[Role, frozenset[Action]] = {
    "clerk": frozenset({"draft", "review", "project"}),
    "reviewer": frozenset({"draft", "review", "project", "waive"}),
    "admin": frozenset({"draft", "review", "project", "waive", "corpus", "settings", "users"}),
}
LOCAL_NAME = "本机"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A user who is known: ``name`` as in the users file."""

    name: str
    role: Role

    def may(self, action: Action) -> bool:
        """Whether the role allows ``action``."""
        return action in _ALLOWED[self.role]


LOCAL = Identity(name=LOCAL_NAME, role="admin")  # the one user of a page without login
