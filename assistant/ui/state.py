"""State: what one open page remembers between two clicks (what is on disk is the truth).

Each session has one PageState of its own. It is changed in place and never replaced, so that two
events of one page that run at the same time do not undo each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from assistant.chat.standing import Standing
from assistant.chat.waiving import as_waivers
from assistant.drafting.model import Draft
from assistant.notice.model import Notice
from assistant.projects.model import Waiver as KeptWaiver
from assistant.review.finding import Finding, Review
from assistant.review.waivers import Waiver
from assistant.ui.upload import Upload

MOST_VERSIONS = 12
_NAME = 12  # characters of a file's name in a list of versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A text that was reviewed or uploaded in this session, with what the page calls it."""

    label: str
    text: str


def version_label(number: int, source: str) -> str:
    """What the page calls a version: its number, and the file or deed that it comes from."""
    named = source if len(source) <= _NAME else f"{source[: _NAME - 1]}…"
    return f"第{number}稿" + (f"（{named}）" if named else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """An uploaded .docx: its bytes, and the text that was read from it."""

    data: bytes
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What of a desk is on disk, and under which id of the history.

    ``original`` is the digest of the uploaded .docx that lies beside it, "" where there is none;
    waivers are not here: they are kept where the team sees them.
    """

    key: str
    text: str
    source: str = ""
    feedback: tuple[str, ...] = ()
    project: str | None = None
    title: str = ""
    original: str = ""


@dataclass(slots=True, kw_only=True)
class Desk:
    """The draft that is being reviewed.

    ``project`` is the one that the draft belongs to, ``title`` what it is known by outside any;
    the waivers of either are in ``given``. ``original`` is the .docx that the text was read from,
    for the copy with comments: it stays while the text is that one, safely fixed or not.
    ``chosen`` is the place of the finding that was clicked last, ``opinions`` what a model said
    of this very text, ``kept`` what was saved last, ``shown`` the review that the screen shows.
    """

    notice: Notice | None = None
    review: Review | None = None
    original: Original | None = None
    feedback: tuple[str, ...] = ()
    project: str | None = None
    title: str = ""
    given: tuple[KeptWaiver, ...] = ()
    versions: list[Version] = field(default_factory=list)
    chosen: int | None = None
    opinions: tuple[Finding, ...] = ()
    kept: Kept | None = None
    shown: Review | None = None

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers as the reviewer takes them."""
        return as_waivers(self.given)

    @property
    def text(self) -> str:
        """The reviewed text, "" where nothing was reviewed."""
        return self.notice.text if self.notice is not None else ""

    @property
    def finding(self) -> Finding | None:
        """The finding that was clicked last."""
        found = self.review.findings if self.review is not None else ()
        if self.chosen is None or not 0 <= self.chosen < len(found):
            return None
        return found[self.chosen]

    def keep(self, version: Version) -> None:
        """Remember a version, unless it is the text of the last one; the oldest goes first."""
        if self.versions and self.versions[-1].text == version.text:
            return
        self.versions = [*self.versions, version][-MOST_VERSIONS:]


@dataclass(slots=True, kw_only=True)
class PageState:
    """What lies on the table of the chat, and the draft notice under review.

    ``asked`` is the message that was answered last, so that it can be answered once more;
    ``beside`` is the tab that stands beside the chat.
    """

    standing: Standing = field(default_factory=Standing)
    desk: Desk = field(default_factory=Desk)
    asked: Upload | None = None
    beside: Literal["draft", "found"] = "draft"

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The drafts as they stand."""
        return self.standing.drafts
