"""Lines: the role and section of every non-blank line of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.notice.frame import Frame
from assistant.notice.model import Line, LineRole, Marker, Record, Section
from assistant.notice.sheet import Segment, Sheet
from assistant.notice.status import status_of

_SECTION_ROLES: dict[str, LineRole] = {
    "lead": "lead",
    "organization": "organization",
    "statistics": "statistics",
    "unfinished": "unfinished",
    "next_steps": "next_steps",
    "contact": "contact",
    "signature": "signature",
    "boilerplate": "boilerplate",
}


def classify_lines(
    sheet: Sheet, frame: Frame, records: Sequence[Record], sections: Sequence[Section]
) -> Iterator[Line]:
    """Yield the lines in order; one that is broken out of a collapsed text counts as a line."""
    depths = {heading.segment.index: heading.depth for heading in frame.outline}
    headings = {
        heading.segment.index for heading in frame.outline if frame.roles[heading.index] != "item"
    }
    problems = {record.problem.heading.start for record in records}
    for segment in sheet.segments:
        section = _innermost(sections, segment)
        role = _role(sheet, frame, segment, section)
        if role in ("body", "organization", "statistics", "unfinished") or (
            section is not None and section.kind == "problems"
        ):
            role = _inner_role(sheet, segment, role, headings, problems, records)
        text = sheet.document.text
        marker = segment.marker
        yield Line(
            text=text[segment.start : segment.end],
            start=segment.start,
            end=segment.end,
            index=segment.index,
            role=role,
            marker=None if marker is None else _as_read(marker, text),
            level=depths.get(segment.index),
            section=None if section is None else section.kind,
        )


def _as_read(marker: Marker, text: str) -> Marker:
    return Marker(
        text=text[marker.start : marker.end],
        start=marker.start,
        end=marker.end,
        style=marker.style,
        number=marker.number,
        bracketed_dun=marker.bracketed_dun,
    )


def _innermost(sections: Sequence[Section], segment: Segment) -> Section | None:
    holding = [s for s in sections if s.start <= segment.start and segment.end <= s.end]
    return min(holding, key=lambda s: s.end - s.start) if holding else None


def _role(sheet: Sheet, frame: Frame, segment: Segment, section: Section | None) -> LineRole:
    title = frame.title
    if title is not None and title.first <= segment.index <= title.last:
        return "title"
    signature = frame.signature
    if signature is not None and signature.date == (segment.start, segment.end):
        return "date"
    return "body" if section is None else _SECTION_ROLES.get(section.kind, "body")


def _inner_role(
    sheet: Sheet,
    segment: Segment,
    role: LineRole,
    headings: set[int],
    problems: set[int],
    records: Sequence[Record],
) -> LineRole:
    if segment.start in problems:
        return "problem"
    if segment.index in headings:
        return "heading"
    if any(record.start < segment.start < record.end for record in records):
        return "status" if status_of(sheet.whole(segment)) else "measure"
    return role
