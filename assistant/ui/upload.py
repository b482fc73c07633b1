"""Upload: the text of a file that a browser sent, and the bytes that a Word copy needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import InputUnreadable
from assistant.files.problems import read_problem_list
from assistant.files.read import read_document
from assistant.ui.events import tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What was typed, pasted or uploaded; ``docx`` are the bytes of an uploaded .docx."""

    text: str
    source: str = ""
    docx: bytes | None = None


def read_upload(path: str) -> Upload:
    """Read an uploaded file; a table of problems (.xlsx) becomes one problem a line.

    What was left out of it (hidden text) is shown at the edge of the page. Raises InputUnreadable
    with one Chinese line.
    """
    place = Path(path)
    if place.suffix.lower() == ".xlsx":
        return Upload(text=read_list(path), source=place.name)
    with _named(path):
        document = read_document(path)
        docx = place.read_bytes() if document.encoding == "docx" else None
    for remark in document.remarks:
        tell(remark)
    return Upload(text=document.text, source=place.name, docx=docx)


def read_list(path: str) -> str:
    """The problems of an uploaded list, one a line; raises InputUnreadable."""
    return "\n".join(read_problems(path))


def read_problems(path: str) -> list[str]:
    """The problems of an uploaded list; what was left out is shown at the edge of the page.

    Raises InputUnreadable.
    """
    with _named(path):
        return read_problem_list(
            path, on_remark=lambda remark: tell(remark.replace(path, Path(path).name))
        )


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Errors call the file by its name: where the server keeps uploads is nobody's business."""
    try:
        yield
    except InputUnreadable as error:
        raise InputUnreadable(str(error).replace(path, Path(path).name)) from error
