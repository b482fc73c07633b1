"""Parse: a document becomes a Notice (issue 2, item 2; contract of ``parse``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.notice.claims import find_claims
from assistant.notice.clean import cleaned, moved_back
from assistant.notice.contact import read_contact
from assistant.notice.document import Document
from assistant.notice.frame import Frame, read_frame
from assistant.notice.inspection import read_inspection
from assistant.notice.issuer import date_under_title, find_issuer
from assistant.notice.lead import lead_segments
from assistant.notice.lines import classify_lines
from assistant.notice.model import (
    Claim,
    Contact,
    Inspection,
    Notice,
    Passage,
    Record,
    Section,
)
from assistant.notice.records import find_records
from assistant.notice.sections import (
    contact_end_segment,
    find_sections,
    unfinished_segments,
)
from assistant.notice.sheet import Sheet, read_sheet
from assistant.notice.signature import date_of_issue
from assistant.notice.tree import build_tree

# without a lead, what the inspection was may stand in the first paragraphs under a heading
_OPENING = 4


def parse(document: Document) -> Notice:
    """Read ``document`` as a notice; any text gives a Notice, what is absent is None or empty."""
    clean = cleaned(document.text)
    if clean is None:
        return _read(document)
    text, offsets = clean
    return moved_back(_read(replace(document, text=text)), document, offsets)


def _read(document: Document) -> Notice:
    sheet = read_sheet(document)
    frame = read_frame(sheet)
    records = tuple(find_records(sheet, frame.outline, frame.roles, frame.residue))
    claims = tuple(_claims(sheet, frame, records))
    contact = _contact(sheet, frame)
    contact_end = contact.span.end if contact.span is not None else 0
    sections = tuple(find_sections(sheet, frame, records, claims, contact_end))
    inspection = _inspection(sheet, frame)
    title = _title(document.text, frame)
    signature = _passage(document.text, frame, "organisation")
    return Notice(
        text=document.text,
        folded=sheet.folded,
        source=document.source,
        encoding=document.encoding,
        digest=document.digest,
        lines=tuple(classify_lines(sheet, frame, records, sections)),
        title=title,
        issuer=find_issuer(sheet, frame),
        signature=signature,
        date_of_issue=_date_of_issue(sheet, frame, inspection),
        date_passage=_passage(document.text, frame, "date"),
        inspection=inspection,
        sections=sections,
        records=records,
        claims=claims,
        contact=contact,
        tree=build_tree(document.text, _spans(sheet, frame, title, sections, records)),
    )


def _title(text: str, frame: Frame) -> Passage | None:
    if frame.title is None:
        return None
    start, end = frame.title.start, frame.title.end
    return Passage(text=text[start:end], start=start, end=end)


def _passage(text: str, frame: Frame, name: str) -> Passage | None:
    span = None if frame.signature is None else getattr(frame.signature, name)
    if span is None:
        return None
    return Passage(text=text[span[0] : span[1]], start=span[0], end=span[1])


def _contact(sheet: Sheet, frame: Frame) -> Contact:
    if frame.contact_start is None:
        return Contact()
    segments = sheet.segments
    end = segments[contact_end_segment(sheet, frame)].end
    if frame.signature is not None and frame.contact_start < frame.signature.start < end:
        end = frame.signature.start
        while end > frame.contact_start and sheet.document.text[end - 1].isspace():
            end -= 1
    return read_contact(sheet, frame.contact_start, max(end, frame.contact_start))


def _inspection(sheet: Sheet, frame: Frame) -> Inspection:
    lead = lead_segments(sheet, frame)
    first = frame.first if frame.first < len(sheet.segments) else len(sheet.segments) - 1
    if not sheet.segments:
        return Inspection()
    begin = sheet.segments[frame.title.first if frame.title else first].start
    end = sheet.segments[max(frame.body_end - 1, first)].end
    opening = lead or frame.core[:_OPENING]
    span = (opening[0].start, opening[-1].end) if opening else (begin, begin)
    return read_inspection(sheet, span, (begin, max(begin, end)))


def _claims(sheet: Sheet, frame: Frame, records: Sequence[Record]) -> Iterator[Claim]:
    """Claims outside records, unfinished items and next steps."""
    inside = [(record.start, record.end) for record in records]
    left_over = unfinished_segments(sheet, frame)
    at = 0
    for segment in frame.core:
        if segment.index in left_over:
            continue
        while at < len(inside) and inside[at][1] <= segment.start:
            at += 1
        end = segment.end
        if at < len(inside) and inside[at][0] < segment.end:
            end = max(segment.start, inside[at][0])
        yield from find_claims(sheet.shape, sheet.document.text, segment.start, end)


def _date_of_issue(sheet: Sheet, frame: Frame, inspection: Inspection) -> str | None:
    """ISO date of the signature, else of a date in brackets beneath the title."""
    span = None if frame.signature is None else frame.signature.date
    span = span or date_under_title(sheet, frame)
    floor = inspection.feedback or inspection.end
    return None if span is None else date_of_issue(sheet.shape[slice(*span)], floor)


def _spans(
    sheet: Sheet,
    frame: Frame,
    title: Passage | None,
    sections: Sequence[Section],
    records: Sequence[Record],
) -> Iterator[tuple[str, int, int]]:
    """Everything that becomes a node of the tree, outer before inner."""
    if title is not None:
        yield "title", title.start, title.end
    for section in sections:
        yield section.kind, section.start, section.end
    for record in records:
        yield "record", record.start, record.end
        yield "problem", record.problem.heading.start, record.problem.heading.end
        for measure in record.measures:
            yield "measure", measure.start, measure.end
    held = {record.problem.heading.start for record in records}
    for heading in frame.outline:
        segment = heading.segment
        if frame.roles[heading.index] != "item" and segment.start not in held:
            yield "heading", segment.start, segment.end
