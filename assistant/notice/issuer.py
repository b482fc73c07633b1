"""Issuer: the body that issues the notice, by its full name where the notice gives one."""

from __future__ import annotations

import re

from assistant.notice.frame import Frame
from assistant.notice.sheet import Sheet
from assistant.notice.signature import is_date_line
from assistant.notice.title import is_organisation

_DECLARED = re.compile(
    r"(?P<full>[^，。；：（）]{4,60})（以下(?:统)?简称：?“?(?P<short>[^）”“]{1,20})”?）"
)
_BEFORE_NAME = re.compile(r"[对向由组]|进驻")
_SEARCHED = 6000  # characters; short names are declared in the lead


def find_issuer(sheet: Sheet, frame: Frame) -> str | None:
    """The signing body, else the one in the title or beneath it; a declared short name is resolved.

    White space inside the name (a name broken over two lines) is left out.
    """
    name = _signed(sheet, frame) or _titled(sheet, frame)
    if name is None:
        return None
    name = re.sub(r"\s+", "", name)
    for match in _DECLARED.finditer(sheet.shape[:_SEARCHED]):
        if match["short"].strip() == name:
            organisation = frame.title.organisation if frame.title is not None else None
            if organisation and match["full"].endswith(organisation):
                return organisation
            return _BEFORE_NAME.split(match["full"])[-1] or name
    return name


def _signed(sheet: Sheet, frame: Frame) -> str | None:
    if frame.signature is None or frame.signature.organisation is None:
        return None
    return sheet.document.text[slice(*frame.signature.organisation)]


def _titled(sheet: Sheet, frame: Frame) -> str | None:
    if frame.title is None:
        return None
    if frame.title.organisation is not None:
        return frame.title.organisation
    for segment in sheet.segments[frame.below : frame.first]:
        if is_organisation(sheet.whole(segment)):
            return sheet.document.text[segment.start : segment.end]
    return None


def date_under_title(sheet: Sheet, frame: Frame) -> tuple[int, int] | None:
    """A date in brackets beneath the title, which dates a notice that is not signed."""
    for segment in sheet.segments[frame.below : frame.first]:
        line = sheet.whole(segment)
        if line.startswith("（") and is_date_line(line):
            return segment.start, segment.end
    return None
