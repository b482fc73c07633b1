"""State: what one open page remembers between two clicks (the history on disk is the truth)."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.drafting.model import Draft
from assistant.notice.model import Notice
from assistant.review.finding import Review


@dataclass(slots=True, kw_only=True)
class PageState:
    """The latest drafts and the latest reviewed notice of this page.

    ``upload`` holds the bytes of the .docx that ``notice`` was read from, for the copy with
    comments; it is dropped as soon as the text is another.
    """

    drafts: list[Draft] = field(default_factory=list)
    notice: Notice | None = None
    review: Review | None = None
    upload: bytes | None = None

    @property
    def text(self) -> str:
        """The reviewed text, "" where nothing was reviewed."""
        return self.notice.text if self.notice is not None else ""
