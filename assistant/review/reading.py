"""Reading: views of one notice that several rules need, each made once and only when asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from assistant.notice.dates import DateMention, find_dates
from assistant.notice.model import Line, Measure, Notice, Passage, Record, SectionKind
from assistant.review.broken_dates import broken_dates
from assistant.review.config import ReviewConfig
from assistant.review.count_forms import COUNTS_OWN
from assistant.review.coverage import Similarity
from assistant.review.evidence import Evidence, read_evidence
from assistant.review.ledger import Ledger, read_ledger

_SENTENCE = re.compile(r"[^。！？；\n]{1,2000}[。！？；]?")
# a finding wider than this counts as no span (rules.md, "Offsets")
WIDEST = 600
# characters; a shorter line is a piece of a notice
_WHOLE = 400
# how many lines from the end may hold the date of issue
_TAIL_LINES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of measure (rules.md): ``body`` is its folded text without the ordinal."""

    record: Record
    measure: Measure
    body: str
    body_start: int


class Reading:
    """A notice with what the rules share; holds no state beyond caches of pure functions."""

    def __init__(
        self,
        notice: Notice,
        *,
        feedback: tuple[str, ...] = (),
        config: ReviewConfig | None = None,
        similarity: Similarity | None = None,
    ) -> None:
        self.notice = notice
        self.feedback = feedback
        self.similarity = similarity
        self.config = config or ReviewConfig()

    @cached_property
    def fragment(self) -> bool:
        """Whether to read the text as a piece of a notice: no title, no lead and no contact."""
        if self.config.fragment is not None:
            return self.config.fragment
        notice = self.notice
        return not (notice.title or notice.sections_of("lead") or notice.contact.span)

    @cached_property
    def run_together(self) -> bool:
        """Whether a whole notice stands on one line without a blank: its parts are guesswork."""
        text = self.notice.text.strip()
        return len(text) >= _WHOLE and not any(map(str.isspace, text))

    @cached_property
    def paragraphs(self) -> tuple[Line, ...]:
        """The non-blank lines that belong to the notice, page residue left out."""
        return tuple(line for line in self.notice.lines if line.role != "boilerplate")

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """Every mention of a date or period in the whole text, in order."""
        return tuple(find_dates(self.notice.folded))

    @cached_property
    def broken_dates(self) -> tuple[tuple[int, int], ...]:
        """The spans of broken dates, in order, none inside another."""
        spans: list[tuple[int, int]] = []
        tail = self.notice.lines[-_TAIL_LINES:]
        for start, end in sorted(broken_dates(self.notice.folded, tail), key=_outer_first):
            if not spans or start >= spans[-1][1]:
                spans.append((start, end))
        return tuple(spans)

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The records of the problem-by-problem account (not those of an unfinished list)."""
        return tuple(record for record in self.notice.records if record.section == "problems")

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The units of measure under the problems."""
        return tuple(
            self._unit(record, measure) for record in self.records for measure in record.measures
        )

    @cached_property
    def units_of(self) -> dict[str, list[Unit]]:
        """The units by the id of their record."""
        found: dict[str, list[Unit]] = {}
        for unit in self.units:
            found.setdefault(unit.record.id, []).append(unit)
        return found

    def _unit(self, record: Record, measure: Measure) -> Unit:
        start = measure.marker.end if measure.marker else measure.start
        body = self.notice.folded[start : measure.end]
        lead = len(body) - len(body.lstrip())
        return Unit(
            record=record,
            measure=measure,
            body=body.strip(),
            body_start=start + lead,
        )

    def unit_span(self, unit: Unit) -> tuple[int, int]:
        """Where to point at a unit: its body, cut at a sentence end before it grows too wide."""
        start, end = unit.body_start, unit.measure.end
        if end - start <= WIDEST:
            return start, end
        cut = self.notice.folded.rfind("。", start, start + WIDEST)
        return start, cut + 1 if cut > start else start + WIDEST

    @cached_property
    def ledger(self) -> Ledger:
        """The counts that the notice states about itself."""
        # a heading that counts its own problems (一、…方面的3个问题) claims nothing of the whole
        frame = [
            (line.start, line.end)
            for line in self.frame_lines
            if line.role != "heading" or COUNTS_OWN.search(line.text) is None
        ]
        other = {"xuncha": "巡视", "xunshi": "巡察"}.get(self.notice.inspection.kind or "", "")
        begun = self.notice.inspection.start or self.notice.inspection.feedback
        year = int(begun[:4]) if begun else None
        plans = self.spans_of("next_steps")
        return read_ledger(self.notice.folded, frame, plans, other, year)

    def evidence(self, unit: Unit) -> Evidence:
        """What a unit shows."""
        found = self._evidence.get(unit.body_start)
        if found is None:
            found = self._evidence[unit.body_start] = read_evidence(unit.body)
        return found

    @cached_property
    def _evidence(self) -> dict[int, Evidence]:
        return {}

    @cached_property
    def areas(self) -> tuple[dict[int, int], ...]:
        """The problems counted by the headings above them, one mapping a level, outermost first.

        Each mapping says where a heading begins → how many problems stand under it; levels with a
        single heading are left out.
        """
        chains: list[tuple[int, ...]] = []
        for record in self.records:
            chain: list[tuple[int, int]] = []  # (level, start) of the headings that are open
            at = bisect_right(self._heading_starts, record.start)
            for line in reversed(self._headings[max(0, at - 40) : at]):
                level = line.level or 1
                if line.start < record.start and (not chain or level < chain[-1][0]):
                    chain.append((level, line.start))
            chains.append(tuple(start for _, start in reversed(chain)))
        depth = max(map(len, chains), default=0)
        counts = (Counter(c[i] for c in chains if len(c) > i) for i in range(depth))
        return tuple(dict(count) for count in counts if len(count) > 1)

    @cached_property
    def _headings(self) -> tuple[Line, ...]:
        return tuple(line for line in self.notice.lines if line.role == "heading")

    @cached_property
    def _heading_starts(self) -> tuple[int, ...]:
        return tuple(line.start for line in self._headings)

    @cached_property
    def account_start(self) -> int:
        """Where the problem-by-problem account begins; the end of the text if there is none."""
        starts = [record.start for record in self.records]
        starts += [section.start for section in self.notice.sections_of("problems")]
        return min(starts, default=len(self.notice.text))

    @cached_property
    def frame_lines(self) -> tuple[Line, ...]:
        """The paragraphs outside title, records, next steps, contact and signature."""
        held = sorted((record.start, record.end) for record in self.notice.records)
        starts = [start for start, _ in held]
        # up to where the records reach that begin at or before each start
        reach = list(accumulate((end for _, end in held), max))
        apart = {"title", "next_steps", "contact", "signature", "date", "problem", "measure"}
        lines = (line for line in self.paragraphs if line.role not in apart)
        return tuple(
            line
            for line in lines
            if line.section not in ("next_steps", "contact", "signature")
            and not ((at := bisect_right(starts, line.start)) and line.start < reach[at - 1])
        )

    def spans_of(self, *kinds: SectionKind) -> tuple[tuple[int, int], ...]:
        """The spans of all sections of the given kinds."""
        return tuple((s.start, s.end) for s in self.notice.sections if s.kind in kinds)

    def inside(self, offset: int, *kinds: SectionKind) -> bool:
        """Whether a section of one of the kinds holds the offset."""
        return any(start <= offset < end for start, end in self.spans_of(*kinds))

    def passage(self, start: int, end: int) -> Passage:
        """The slice [start, end) of the text as a passage."""
        return Passage(text=self.notice.text[start:end], start=start, end=end)

    def sentences(self, start: int, end: int) -> Iterator[Passage]:
        """The sentences of [start, end): cut after 。！？； and at line ends (folded forms)."""
        for match in _SENTENCE.finditer(self.notice.folded, start, end):
            if match.group().strip():
                yield self.passage(match.start(), match.end())


def _outer_first(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], -span[1]
