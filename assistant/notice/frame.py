"""Frame: what stands around the problems: title, preamble, next steps, contact, signature.

Everything is held as segment indices; assistant.notice.sections turns it into spans.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.notice.claims import sums_up_the_whole
from assistant.notice.contact import find_contact_start, find_unlabelled_start
from assistant.notice.headline import first_headline
from assistant.notice.levels import Role, assign_roles
from assistant.notice.marks import kind_of
from assistant.notice.outline import Heading, build_outline
from assistant.notice.parts import looks_ahead, looks_back, opens_next_steps, reflects, turns_ahead
from assistant.notice.residue import is_advert, is_residue
from assistant.notice.sheet import Segment, Sheet
from assistant.notice.signature import Signature, find_signature, is_date_line
from assistant.notice.title import Title, find_title, is_organisation

_SHORTEST_MEASURE = 10
_LONGEST_ANNEX = 12
_GREETING = re.compile(r"[^。；]{2,40}：$")
_SALUTATION = re.compile(r"[^。；]{2,30}：$|（[^（）。]{2,24}）$|密级|(?:绝密|机密|秘密|内部)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the parts stand.

    Between ``below`` and ``first`` stand lines of the title block (body, date, salutation).
    ``core`` runs from ``first`` to before ``next_from`` without ``residue`` (the segments of page
    furniture); ``outline`` and ``roles`` cover it up to the end of the account. ``contact_start``
    is a character offset (behind the signature in some notices); ``body_end`` the first segment
    that is no longer part of the account (contact, signature or the end).
    """

    title: Title | None
    below: int
    first: int
    core: tuple[Segment, ...]
    outline: tuple[Heading, ...]
    roles: tuple[Role, ...]
    next_from: int
    body_end: int
    contact_start: int | None
    signature: Signature | None
    residue: frozenset[int]


def read_frame(sheet: Sheet) -> Frame:
    """Find title, closing parts and the outline between them."""
    segments = sheet.segments
    title = find_title(sheet)
    below = _first_segment(sheet, title)
    first = _below_title(sheet, below) if title is not None else _below_salutation(sheet, below)
    signature = find_signature(sheet, first)
    end = signature.first if signature is not None else len(segments)
    if signature is None:
        end = _strip_residue(sheet, first, end)
    end = _before_annex(sheet, first, end)
    contact_start = find_contact_start(sheet, first - 1, end)
    body_end = _segment_at(sheet, contact_start, end)
    if contact_start is None and signature is not None:
        contact_start = find_contact_start(sheet, signature.last, len(segments))
        contact_start = find_unlabelled_start(sheet, signature.last + 1, contact_start)
    residue = _residue(sheet, first, body_end)
    core = tuple(s for s in segments[first:body_end] if s.index not in residue)
    outline = build_outline(sheet, core)
    roles = assign_roles(sheet, outline)
    account_end, next_from = _ends(sheet, core, outline, roles, body_end)
    if account_end < body_end:
        core = tuple(segment for segment in core if segment.index < next_from)
        told = tuple(segment for segment in core if segment.index < account_end)
        outline = build_outline(sheet, told)
        roles = assign_roles(sheet, outline)
    return Frame(
        title=title,
        below=below,
        first=first,
        core=core,
        outline=outline,
        roles=roles,
        next_from=next_from,
        body_end=body_end,
        contact_start=contact_start,
        signature=signature,
        residue=residue,
    )


def _residue(sheet: Sheet, first: int, end: int) -> frozenset[int]:
    """The segments of page furniture between the two."""
    segments = sheet.segments[first:end]
    return frozenset(segment.index for segment in segments if is_residue(sheet.whole(segment)))


def _first_segment(sheet: Sheet, title: Title | None) -> int:
    """The first segment behind the title and the page's meta lines."""
    first = sheet.front if title is None else title.last + 1
    while first < len(sheet.segments):
        line = sheet.whole(sheet.segments[first])
        if not is_residue(line) and not (is_advert(line) and len(line) < 60):
            break
        first += 1
    return first


def _below_title(sheet: Sheet, first: int) -> int:
    """The first segment behind a body, a date or a salutation that stands under the title."""
    while first < len(sheet.segments) - 1:
        segment = sheet.segments[first]
        line = sheet.whole(segment)
        heading = is_organisation(line) or is_date_line(line) or _SALUTATION.match(line)
        if (segment.marker is not None and not is_date_line(line)) or not heading:
            break
        first += 1
    return first


def _below_salutation(sheet: Sheet, first: int) -> int:
    """The first segment behind 各位党员： where no title stands above it."""
    while first + 1 < len(sheet.segments):
        line = sheet.whole(sheet.segments[first])
        if not (_GREETING.match(line) or (line.startswith("（") and is_date_line(line))):
            break
        first += 1
    return first


def _strip_residue(sheet: Sheet, first: int, end: int) -> int:
    while end > first:
        line = sheet.whole(sheet.segments[end - 1])
        if not is_residue(line) and not is_advert(line):
            break
        end -= 1
    return end


def _before_annex(sheet: Sheet, first: int, end: int) -> int:
    """The end of the text proper: the list of annexes before the signature is cut off."""
    for index in range(end - 1, max(first, end - _LONGEST_ANNEX), -1):
        segment = sheet.segments[index]
        if sheet.whole(segment).startswith("附件"):
            return index
        if segment.marker is None:
            break
    return end


def _segment_at(sheet: Sheet, offset: int | None, end: int) -> int:
    """The first segment that begins at or behind ``offset``."""
    if offset is None:
        return end
    for segment in sheet.segments[:end]:
        if segment.start >= offset:
            return segment.index
    return end


def _ends(
    sheet: Sheet,
    core: Sequence[Segment],
    outline: Sequence[Heading],
    roles: Sequence[Role],
    body_end: int,
) -> tuple[int, int]:
    """(end of the account, start of further work), both ``body_end`` where nothing follows.

    Between the two stand paragraphs that sum up the account.
    """
    problems = [h for h in outline if roles[h.index] in ("problem", "group")]
    last_problem = problems[-1].segment.index if problems else -1
    own = sum(1 for s in core if s.index < last_problem and opens_next_steps(sheet.words(s)))
    skip = 1 if own * 2 >= max(4, len(problems)) else 0
    first = last_problem + 1 + (_has_own_paragraph(sheet, problems[-1]) if problems else 0)
    headed = _headed_ends(sheet, outline, last_problem, body_end, problems=bool(problems))
    if headed is not None:
        parts = [h.segment.index for h in outline if h.depth == 1 and h.segment.index < headed[0]]
        first = max(first, *parts) if parts else first
        after = (s for s in core if problems and first <= s.index < headed[0])
        return min((s.index for s in after if _ends_account(sheet, s)), default=headed[0]), headed[
            1
        ]
    account_end = body_end
    for segment in core:
        words = sheet.words(segment)
        if segment.index <= last_problem or not (segment.index >= first or opens_next_steps(words)):
            continue
        plain = segment.marker is None and (problems or segment is core[-1])
        if opens_next_steps(words) or (plain and looks_ahead(words)):
            if skip == 0:
                return min(account_end, segment.index), segment.index
            skip -= 1
        elif plain and _ends_account(sheet, segment):
            account_end = min(account_end, segment.index)
    return account_end, body_end


def _headed_ends(
    sheet: Sheet, outline: Sequence[Heading], last_problem: int, body_end: int, *, problems: bool
) -> tuple[int, int] | None:
    """``_ends`` by the first heading of a part behind the last problem, None without one."""
    for heading in outline:
        if heading.segment.index <= last_problem or heading.depth > 1:
            continue
        kind, at = kind_of(sheet, heading.segment), heading.segment.index
        if at == body_end - 1 and sheet.words(heading.segment)[-1:] != "。":
            continue  # nothing stands beneath but contact or signature
        told = sheet.segments[at + 1 : at + 2] if kind != "next_steps" else ()
        results = kind == "statistics" or (kind is None and reflects(sheet.words(heading.segment)))
        results = results or any(_ends_account(sheet, s) for s in told)
        if problems and results:
            return at, _further_work(sheet, outline, at, body_end)
        if kind == "next_steps" or (problems and kind not in ("unfinished", "contact")):
            return at, at
    return None


def _ends_account(sheet: Sheet, segment: Segment) -> bool:
    """Whether a paragraph without an ordinal sums up the whole account or ends it."""
    if segment.marker is not None:
        return False
    whole = sums_up_the_whole(sheet.shape, sheet.document.text, segment.start, segment.end)
    return whole or looks_back(sheet.words(segment))


def _further_work(sheet: Sheet, outline: Sequence[Heading], after: int, body_end: int) -> int:
    """The first segment behind ``after`` that opens a part or a paragraph on further work."""
    parts = {h.segment.index for h in outline if h.depth == 1 and h.segment.index > after}
    for segment in sheet.segments[after + 1 : body_end]:
        words = sheet.words(segment)
        headed = segment.index in parts and not reflects(words)
        headed = headed and kind_of(sheet, segment) not in ("statistics", "contact")
        if headed or opens_next_steps(words) or turns_ahead(words):
            return segment.index
    return body_end


def _has_own_paragraph(sheet: Sheet, problem: Heading) -> int:
    """1 where the first paragraph under a problem is its measure, 0 where the measure runs in."""
    segment = problem.segment
    line = first_headline(sheet.shape, segment.body, segment.end)
    return 0 if segment.end - line.rest > _SHORTEST_MEASURE else 1
