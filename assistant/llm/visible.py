"""Visible text: without the characters that a reader does not see but a program obeys.

Taken out: C0 and C1 controls except tab and line feed, zero-width and bidirectional controls
(Unicode 15, chapter 23.2-23.5), tag characters and variation selectors of plane 14, interlinear
annotation, the byte order mark, non-characters; a lone surrogate becomes U+FFFD, because it can
be written to no file.
"""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff]+"
)
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """``text`` with \\n line ends and without invisible characters; surrogate pairs are joined."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _INVISIBLE.sub("", _LINE_END.sub("\n", text))


class VisibleStream:
    """``visible`` for text that comes in pieces: pairs and line ends may be cut in two."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, piece: str) -> str:
        """What of all that was fed can be given out now."""
        text = self._held + piece
        self._held = text[-1:] if text.endswith("\r") or "\ud800" <= text[-1:] <= "\udbff" else ""
        return visible(text[: len(text) - len(self._held)])

    def end(self) -> str:
        """What was still held back."""
        held, self._held = self._held, ""
        return visible(held)
