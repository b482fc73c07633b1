"""State: what one open page remembers between two clicks (the history on disk is the truth)."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.drafting.model import Draft
from assistant.review.finding import Review


@dataclass(slots=True, kw_only=True)
class PageState:
    """The latest drafts and the latest reviewed text of this page."""

    drafts: list[Draft] = field(default_factory=list)
    text: str = ""
    source: str = ""
    review: Review | None = None
