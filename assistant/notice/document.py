"""Document: the decoded text of a file or paste, before anything is made of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A decoded text. All offsets in the project are code points of ``text`` exactly as read.

    ``source`` is the file name as the user gave it ("-" for standard input, "" for a paste);
    ``encoding`` the codec that decoded it ("utf-8", "utf-16", "gb18030", "big5"; for a container
    format such as .docx the format's name); ``remarks`` are lines of Chinese for the user on what
    is in the file and not in the text (hidden text), or in the text and not to be seen.
    """

    text: str
    source: str = ""
    encoding: str = "utf-8"
    remarks: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """12 hexadecimal digits of the SHA-256 of the text: the notice's identity."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
