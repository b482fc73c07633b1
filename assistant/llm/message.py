"""Message: what one side says in a conversation with a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One message. Untrusted text (notices, drafts, feedback) stands in "user" only, fenced."""

    role: Role
    content: str
