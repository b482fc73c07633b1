"""Lines: the role and section of every non-blank line of the text."""

from __future__ import annotations

from bisect import bisect_left
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
    innermost = _innermost(sections, sheet.segments)
    for segment, section in zip(sheet.segments, innermost, strict=True):
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


def _innermost(
    sections: Sequence[Section], segments: Sequence[Segment]
) -> Iterator[Section | None]:
    """For each segment the smallest section that holds it; both come in the order of the text."""
    open_sections: list[Section] = []
    upcoming = 0
    for segment in segments:
        while upcoming < len(sections) and sections[upcoming].start <= segment.start:
            open_sections.append(sections[upcoming])
            upcoming += 1
        open_sections = [section for section in open_sections if section.end > segment.start]
        holding = [section for section in open_sections if section.end >= segment.end]
        yield min(holding, key=lambda s: s.end - s.start) if holding else None


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
    at = bisect_left(records, segment.start, key=lambda record: record.start) - 1
    if at >= 0 and segment.start < records[at].end:
        return "status" if status_of(sheet.whole(segment)) else "measure"
    return role
