"""Sections: the spans of the notice's parts, headings included."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from assistant.notice.claims import find_claims, is_result
from assistant.notice.frame import Frame
from assistant.notice.lead import lead_segments, preamble_segments
from assistant.notice.marks import kind_of
from assistant.notice.model import Claim, Record, Section, SectionKind
from assistant.notice.outline import Heading
from assistant.notice.parts import names_next_steps, part_kind
from assistant.notice.residue import is_advert, is_residue
from assistant.notice.sheet import Segment, Sheet

_MOSTLY = 0.8
_LONGEST_SENTENCE = 1000
# a result whose figure is still a placeholder: 整改落实率为X%, 已整改到位X个
_BLANKED_RESULT = re.compile(
    r"(?:完成|落实|整改|办结)率(?:为|达|达到)?[xX×_]|(?:已完成|整改到位|已整改)[xX×]{1,3}[个项条]"
)
_SEARCHED = 60
_SENTENCE = re.compile(r"[^。！？\n\r]+[。！？]?[”]?")


def find_sections(
    sheet: Sheet, frame: Frame, records: Sequence[Record], claims: Sequence[Claim], contact_end: int
) -> Iterator[Section]:
    """Yield all sections in the order of the text."""
    found = [
        *_furniture(sheet, frame),
        *_preamble(sheet, frame),
        *_parts(sheet, frame, records),
        *_statistics(sheet, frame, claims),
        *_closing(sheet, frame, contact_end),
    ]
    yield from sorted(found, key=lambda section: (section.start, -section.end))


def unfinished_segments(sheet: Sheet, frame: Frame) -> frozenset[int]:
    """The segments of the part on what remains to be done."""
    out: set[int] = set()
    for heading in frame.outline:
        named = kind_of(sheet, heading.segment) == "unfinished"
        if named and heading.depth == 1 and frame.roles[heading.index] != "problem":
            out.update(range(heading.segment.index, heading.last + 1))
    return frozenset(out)


def _section(
    sheet: Sheet, kind: SectionKind, start: int, end: int, heading: str | None = None
) -> Section:
    return Section(kind=kind, heading=heading, start=start, end=end)


def _furniture(sheet: Sheet, frame: Frame) -> Iterator[Section]:
    """Runs of segments before the title, between, and behind the last part."""
    title = frame.title
    before = title.first if title is not None else frame.below
    indices = set(range(sheet.front, before)) | set(frame.residue)
    if title is not None:
        indices |= set(range(title.last + 1, frame.below))
    last = _last_proper(sheet, frame)
    indices |= set(range(last + 1, len(sheet.segments)))
    run: list[int] = []
    for index in [*sorted(indices), -1]:
        if run and index != run[-1] + 1:
            yield _section(
                sheet,
                "boilerplate",
                sheet.segments[run[0]].start,
                sheet.segments[run[-1]].end,
            )
            run = []
        run.append(index)


def _last_proper(sheet: Sheet, frame: Frame) -> int:
    """The last segment that belongs to the notice proper."""
    last = max(frame.body_end - 1, frame.first - 1)
    if frame.signature is not None:
        last = max(last, frame.signature.last)
    if frame.contact_start is not None:
        last = max(last, contact_end_segment(sheet, frame))
    return last


def contact_end_segment(sheet: Sheet, frame: Frame) -> int:
    """The last segment of the contact passage."""
    start = frame.contact_start or 0
    end, floor = len(sheet.segments), frame.body_end - 1
    if frame.signature is not None and start < frame.signature.end:
        end = frame.signature.first
    elif frame.signature is not None:
        floor = frame.signature.last
    last = end - 1
    while last > floor and last >= 0:
        line = sheet.whole(sheet.segments[last])
        if not is_residue(line) and not is_advert(line):
            break
        last -= 1
    return last


def _preamble(sheet: Sheet, frame: Frame) -> Iterator[Section]:
    """Lead and organisation before the first heading."""
    lead = lead_segments(sheet, frame)
    if lead:
        yield _section(sheet, "lead", lead[0].start, lead[-1].end)
    rest = preamble_segments(frame)[len(lead) :]
    rest = tuple(s for s in rest if not _all_figures(sheet, s))
    for group in _runs(rest):
        if any(len(sheet.whole(segment)) > 16 for segment in group):
            yield _section(sheet, "organization", group[0].start, group[-1].end)


def _all_figures(sheet: Sheet, segment: Segment) -> bool:
    """Whether a paragraph is nothing but overall results."""
    text = sheet.document.text
    claims = find_claims(sheet.shape, text, segment.start, segment.end)
    at = sorted(claim.start for claim in claims if is_result(claim))
    sentences = [m.span() for m in _SENTENCE.finditer(sheet.shape, segment.start, segment.end)]
    stating = [
        end - start for start, end in sentences if bisect_left(at, start) < bisect_left(at, end)
    ]
    return sum(stating) >= _MOSTLY * (segment.end - segment.start)


def _runs(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    run: list[Segment] = []
    for segment in segments:
        if run and segment.index != run[-1].index + 1:
            yield run
            run = []
        run.append(segment)
    if run:
        yield run


def _parts(sheet: Sheet, frame: Frame, records: Sequence[Record]) -> Iterator[Section]:
    """Organisation, problems, unfinished items and next steps."""
    main = [record for record in records if record.section == "problems"]
    roots = [heading for heading in frame.outline if heading.depth == 1]
    holding = [root for root in roots if _holds(sheet, root, main)]
    if main:
        yield _problems(sheet, frame, main, holding)
    held = {root.index for root in holding}
    for root in roots:
        if root.index not in held:
            yield from _root_section(sheet, frame, root, main)
    for heading in frame.outline:
        words = sheet.words(heading.segment)
        told = frame.roles[heading.index] != "item" and "“" not in words
        if heading.depth > 1 and told and part_kind(words) == "unfinished":
            yield _of_heading(sheet, frame, "unfinished", heading)
    if frame.next_from < frame.body_end:
        yield _next_steps(sheet, frame)


def _holds(sheet: Sheet, root: Heading, records: Sequence[Record]) -> bool:
    """Whether a record begins under an outermost heading; ``records`` in the order of the text."""
    at = bisect_left(records, root.segment.start, key=lambda record: record.start)
    return at < len(records) and records[at].start < sheet.segments[root.last].end


def _problems(
    sheet: Sheet, frame: Frame, main: Sequence[Record], holding: Sequence[Heading]
) -> Section:
    """From the heading of the part (or the first problem) to the last record."""
    start = min([main[0].start, *(root.segment.start for root in holding)])
    end = max(record.end for record in main)
    heading = None
    if len(holding) == 1 and holding[0].segment.start < main[0].start:
        segment = holding[0].segment
        heading = sheet.document.text[segment.start : segment.end]
        end = max(end, sheet.segments[holding[0].last].end)
    return _section(sheet, "problems", start, end, heading)


def _root_section(
    sheet: Sheet, frame: Frame, root: Heading, main: Sequence[Record]
) -> Iterator[Section]:
    """The section of an outermost heading that holds no problem of the main account."""
    kind = kind_of(sheet, root.segment)
    if kind == "unfinished" and frame.roles[root.index] != "problem":
        yield _of_heading(sheet, frame, kind, root)
        if names_next_steps(sheet.words(root.segment)):
            yield _of_heading(sheet, frame, "next_steps", root)
    elif frame.roles[root.index] in ("problem", "group"):
        return
    elif kind in ("next_steps", "statistics") or (kind == "problems" and not main):
        yield _of_heading(sheet, frame, kind, root)
    elif not main or root.segment.start < main[0].start:
        yield _of_heading(sheet, frame, "organization", root)


def _of_heading(sheet: Sheet, frame: Frame, kind: SectionKind, heading: Heading) -> Section:
    segment = heading.segment
    text = sheet.document.text[segment.start : segment.end]
    return _section(
        sheet,
        kind,
        segment.start,
        sheet.segments[heading.last].end,
        text if len(text) <= 80 else None,
    )


def _next_steps(sheet: Sheet, frame: Frame) -> Section:
    segment = sheet.segments[frame.next_from]
    last = frame.body_end - 1
    while last in frame.residue and last > frame.next_from:
        last -= 1
    end = sheet.segments[last].end
    if frame.contact_start is not None:
        end = min(end, _trim(sheet.document.text, segment.start, frame.contact_start))
    line = sheet.document.text[segment.start : segment.end]
    is_heading = len(line) <= 60 and line[-1] not in "。；"
    return _section(sheet, "next_steps", segment.start, end, line if is_heading else None)


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _statistics(sheet: Sheet, frame: Frame, claims: Sequence[Claim]) -> Iterator[Section]:
    """The sentences that state overall results; neighbours are one section."""
    places = [claim.start for claim in claims if is_result(claim)]
    for segment in frame.core[:_SEARCHED]:
        blanked = _BLANKED_RESULT.finditer(sheet.shape, segment.start, segment.end)
        places.extend(match.start() for match in blanked)
    spans: list[tuple[int, int]] = []
    for place in sorted(places):
        start, end = _sentence_around(sheet, place)
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    for start, end in spans:
        yield _section(sheet, "statistics", start, end)


def _sentence_around(sheet: Sheet, at: int) -> tuple[int, int]:
    segment = sheet.segments[bisect_right(sheet.segments, at, key=lambda s: s.start) - 1]
    before = sheet.shape[max(segment.start, at - _LONGEST_SENTENCE) : at]
    start = at - len(before) + max(before.rfind(mark) for mark in "。！？") + 1
    match = _SENTENCE.match(sheet.shape, at, min(segment.end, at + _LONGEST_SENTENCE))
    return start, match.end() if match is not None else segment.end


def _closing(sheet: Sheet, frame: Frame, contact_end: int) -> Iterator[Section]:
    if frame.contact_start is not None:
        yield _section(sheet, "contact", frame.contact_start, contact_end)
    if frame.signature is not None:
        yield _section(sheet, "signature", frame.signature.start, frame.signature.end)
