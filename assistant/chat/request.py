"""Request: one message of the box with everything that its answer depends on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.chat.history import Message
from assistant.chat.standing import Standing
from assistant.drafting.library import Stage
from assistant.drafting.order import EngineChoice
from assistant.notice.model import Notice
from assistant.review.finding import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """``standing`` is what lies on the table, ``history`` what was said before this message.

    ``notice`` and ``review``: the draft notice that was reviewed last, for questions about its
    findings. ``source`` is the name of an uploaded file.
    """

    text: str
    source: str = ""
    issuer: str | None = None
    stage: Stage = "progress"
    engine: EngineChoice = "auto"
    standing: Standing = field(default_factory=Standing)
    history: Sequence[Message] = ()
    notice: Notice | None = None
    review: Review | None = None
