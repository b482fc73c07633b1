"""Characters: text made fit for XML and HTML."""

from __future__ import annotations

import re

# XML 1.0, 2.2 Char: what may not occur, not even as a reference; HTML refuses the same
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """``text`` with each character that XML forbids replaced by U+FFFD; the length stays."""
    return _FORBIDDEN.sub("\ufffd", text)
