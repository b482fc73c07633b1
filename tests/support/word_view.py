"""Word view: what a .docx says once tracked changes are accepted or rejected, and its comments."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from assistant.files.docx import docx_text
from assistant.review.word.marks import AUTHOR

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """An XML part of a .docx."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read(name))


def accepted(data: bytes) -> str:
    """The text with all changes accepted, as ``docx_text`` reads it."""
    return docx_text(data, "a.docx")


def rejected(data: bytes) -> str:
    """The text with the reviewer's own changes rejected."""
    root = part(data)
    for mark in list(root.iter(f"{W}ins")):
        if mark.get(f"{W}author") == AUTHOR:
            mark.getparent().remove(mark)
    for mark in list(root.iter(f"{W}del")):
        if mark.get(f"{W}author") == AUTHOR:
            mark.tag = f"{W}smartTag"
    for words in root.iter(f"{W}delText"):
        words.tag = f"{W}t"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as file, zipfile.ZipFile(out, "w") as copy:
        for name in file.namelist():
            changed = name == "word/document.xml"
            copy.writestr(name, etree.tostring(root) if changed else file.read(name))
    return docx_text(out.getvalue(), "a.docx")


def commented(data: bytes) -> dict[str, str]:
    """Comment id → the words it stands at, before the changes."""
    found: dict[str, str] = {}
    open_ids: list[str] = []
    for element in part(data).iter():
        if element.tag == f"{W}commentRangeStart":
            open_ids.append(element.get(f"{W}id"))
            found[open_ids[-1]] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_ids.remove(element.get(f"{W}id"))
        elif element.tag in (f"{W}t", f"{W}delText") and not _is_new(element):
            for one in open_ids:
                found[one] += element.text or ""
    assert open_ids == []
    return found


def comment_texts(data: bytes) -> dict[str, str]:
    """Comment id → its own text, of every author."""
    return {
        comment.get(f"{W}id"): "\n".join(
            "".join(paragraph.itertext()) for paragraph in comment.iter(f"{W}p")
        )
        for comment in part(data, "word/comments.xml")
    }


def _is_new(element: etree._Element) -> bool:
    marks = element.iterancestors(f"{W}ins")
    return any(mark.get(f"{W}author") == AUTHOR for mark in marks)
