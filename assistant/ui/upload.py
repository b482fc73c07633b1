"""Upload: the text of a file that a browser sent, and the bytes that a Word copy needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.files.problems import read_problem_list
from assistant.files.read import read_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What was typed, pasted or uploaded; ``docx`` are the bytes of an uploaded .docx."""

    text: str
    source: str = ""
    docx: bytes | None = None


def read_upload(path: str) -> Upload:
    """Read an uploaded file; a table of problems (.xlsx) becomes one problem a line.

    Raises InputUnreadable with one Chinese line.
    """
    place = Path(path)
    if place.suffix.lower() == ".xlsx":
        return Upload(text="\n".join(read_problem_list(path)), source=place.name)
    document = read_document(path)
    docx = place.read_bytes() if document.encoding == "docx" else None
    return Upload(text=document.text, source=place.name, docx=docx)
