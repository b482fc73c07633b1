"""Records: every problem of the outline with what was done about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.notice.claims import sums_up_the_whole
from assistant.notice.headline import (
    Headline,
    first_headline,
    quoted_clauses,
    whole_headline,
)
from assistant.notice.levels import Role
from assistant.notice.markers import leading_marker
from assistant.notice.measures import Paragraph, read_account
from assistant.notice.model import Measure, Passage, Problem, Record, SectionKind
from assistant.notice.outline import Heading
from assistant.notice.parts import part_kind
from assistant.notice.sheet import Sheet
from assistant.notice.status import status_of
from assistant.notice.wording import is_action, is_fault, is_focus

# what follows a heading in one line as its measure, however short
_DEED = ("针对", "已", "拟", "计划", "将", "正在")

Form = Literal["heading", "quoted", "bare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A problem before its number is known."""

    heading: Heading
    headline: Headline
    form: Form
    paragraphs: tuple[Paragraph, ...]
    start: int


def find_records(
    sheet: Sheet, outline: Sequence[Heading], roles: Sequence[Role], residue: frozenset[int]
) -> Iterator[Record]:
    """Yield the records in the order of the text."""
    reader = _Reader(
        sheet=sheet,
        outline=outline,
        roles=roles,
        residue=residue,
        parts=_part_names(sheet, outline, roles),
        digest=sheet.document.digest,
    )
    for number, found in enumerate(reader.found(), start=1):
        yield reader.record(found, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    sheet: Sheet
    outline: Sequence[Heading]
    roles: Sequence[Role]
    residue: frozenset[int]
    parts: frozenset[int]
    digest: str

    def found(self) -> Iterator[_Found]:
        """The problems, each with the paragraphs under it."""
        for heading in self.outline:
            role = self.roles[heading.index]
            if role == "item":
                continue
            headline = self._headline(heading)
            running = self._running(heading, headline)
            clauses = list(self._clauses(heading, running))
            if clauses:
                yield from clauses
            elif role == "problem" and self._counts(heading, headline):
                yield _Found(
                    heading=heading,
                    headline=headline,
                    form="quoted" if self._is_clause(headline) else self._form(heading),
                    paragraphs=(*running, *self._items(heading)),
                    start=heading.segment.start,
                )

    def _counts(self, heading: Heading, headline: Headline) -> bool:
        """Whether the heading is a problem of its own.

        An item of the unfinished list is one where it stands as a caption or is called 问题; a
        run-in note on what remains (…改造。由…负责) belongs to a problem told before.
        """
        if not self._is_unfinished(heading):
            return True
        own_line = headline.rest >= heading.segment.end and heading.last > heading.segment.index
        return own_line or "问题" in self.sheet.shape[headline.start : headline.end]

    def _form(self, heading: Heading) -> Form:
        return "bare" if heading.style in ("shi", "ordinal") else "heading"

    def _is_clause(self, headline: Headline) -> bool:
        return self.sheet.shape.startswith("针对", headline.start)

    def _headline(self, heading: Heading) -> Headline:
        """The heading's own words: the first sentence, or the line where nothing runs in."""
        shape, segment = self.sheet.shape, heading.segment
        first = first_headline(shape, segment.body, segment.end)
        rest = shape[first.rest : segment.end]
        below = range(segment.index + 1, heading.last + 1)
        follows = any(index not in self.residue for index in below)
        itemised = leading_marker(shape, first.rest, segment.end) is not None
        short = len(rest) <= 60 and not itemised and not rest.startswith(_DEED)
        if rest and follows and short and (is_fault(rest) or not is_action(rest)):
            return whole_headline(shape, segment.body, segment.end)
        return first

    def _running(self, heading: Heading, headline: Headline) -> tuple[Paragraph, ...]:
        """What runs in behind the heading, and the paragraphs before its first sub-heading."""
        segment, shape = heading.segment, self.sheet.shape
        out = []
        if headline.rest < segment.end:
            out.append(Paragraph(start=headline.rest, end=segment.end))
        stop = heading.last
        if heading.children:
            stop = self.outline[heading.children[0]].segment.index - 1
        for index in range(segment.index + 1, stop + 1):
            below = self.sheet.segments[index]
            if index in self.residue or index in self.sheet.asides:
                continue
            whole = sums_up_the_whole(shape, self.sheet.document.text, below.start, below.end)
            if index == segment.index + 1 or below.marker is not None or not whole:
                out.append(Paragraph(start=below.start, end=below.end))
        return tuple(out)

    def _items(self, heading: Heading) -> Iterator[Paragraph]:
        """The numbered items under a problem, each with all that stands under it."""
        for child in heading.children:
            item = self.outline[child]
            last = item.last
            while last > item.segment.index and last in self.residue:
                last -= 1
            end = self.sheet.segments[last].end
            yield Paragraph(start=item.segment.start, end=end, item=True)

    def _clauses(self, heading: Heading, running: Sequence[Paragraph]) -> Iterator[_Found]:
        """针对“…”问题 clauses under a heading; paragraphs after one belong to it."""
        shape = self.sheet.shape
        open_clause: Headline | None = None
        paragraphs: list[Paragraph] = []
        for paragraph in running:
            found = list(quoted_clauses(shape, paragraph.start, paragraph.end))
            if not found and open_clause is not None:
                paragraphs.append(paragraph)
            for at, clause in enumerate(found):
                if open_clause is not None:
                    yield self._clause(heading, open_clause, paragraphs)
                stop = found[at + 1].start if at + 1 < len(found) else paragraph.end
                open_clause = clause
                paragraphs = [Paragraph(start=clause.rest, end=stop)] if clause.rest < stop else []
        if open_clause is not None:
            items = self._items(heading) if self._holds_items(heading) else ()
            yield self._clause(heading, open_clause, [*paragraphs, *items])

    def _holds_items(self, heading: Heading) -> bool:
        return all(self.roles[child] == "item" for child in heading.children)

    def _clause(
        self, heading: Heading, clause: Headline, paragraphs: Sequence[Paragraph]
    ) -> _Found:
        return _Found(
            heading=heading,
            headline=clause,
            form="quoted",
            paragraphs=tuple(paragraphs),
            start=clause.start,
        )

    def record(self, found: _Found, number: int) -> Record:
        """The finished record number ``number``."""
        text = self.sheet.document.text
        account = read_account(self.sheet.shape, found.paragraphs)
        headline = found.headline
        end = max([headline.end, *(paragraph.end for paragraph in found.paragraphs)])
        while end > found.start and text[end - 1].isspace():
            end -= 1
        problem = _problem(text, found)
        measures = tuple(
            Measure(
                text=text[unit.start : unit.end], start=unit.start, end=unit.end, marker=unit.marker
            )
            for unit in account.units
        )
        unfinished = self._is_unfinished(found.heading)
        status = account.status
        if status == "unknown":
            note = self.sheet.shape[headline.core_end : headline.end].lstrip("”的问题 ")
            status = status_of(note) or status
        if unfinished and status == "unknown":
            status = "ongoing"
        section: SectionKind = "unfinished" if unfinished else "problems"
        return Record(
            id=f"{self.digest}-{number:02d}",
            focus_area=self._focus_area(found),
            problem=problem,
            measures=measures,
            status=status,
            start=found.start,
            end=end,
            section=section,
        )

    def _ancestors(self, heading: Heading) -> list[Heading]:
        """The headings above, outermost first."""
        out: list[Heading] = []
        while heading.parent is not None:
            heading = self.outline[heading.parent]
            out.append(heading)
        return out[::-1]

    def _words(self, heading: Heading) -> str:
        return self.sheet.words(heading.segment)

    def _is_unfinished(self, heading: Heading) -> bool:
        return any(
            part_kind(self._words(above)) == "unfinished" for above in self._ancestors(heading)
        )

    def _focus_area(self, found: _Found) -> str | None:
        """The outermost heading above the problem that is not the name of the part itself."""
        heading = found.heading
        own = [heading] if found.start > heading.segment.start else []
        for above in [*self._ancestors(heading), *own]:
            if above.index in self.parts:
                continue
            segment = above.segment
            line = first_headline(self.sheet.shape, segment.body, segment.end)
            return self.sheet.document.text[line.start : line.end].rstrip("。；：;: ")
        return None


def _problem(text: str, found: _Found) -> Problem:
    headline = found.headline
    own_marker = found.start == found.heading.segment.start
    return Problem(
        text=text[headline.core_start : headline.core_end],
        start=headline.core_start,
        end=headline.core_end,
        form=found.form,
        heading=Passage(text=text[found.start : headline.end], start=found.start, end=headline.end),
        marker=found.heading.segment.marker if own_marker else None,
    )


def _part_names(sheet: Sheet, outline: Sequence[Heading], roles: Sequence[Role]) -> frozenset[int]:
    """The outermost headings that name a part (整改落实情况), not one area of several."""
    holding: set[int] = set()
    root = 0
    for heading in outline:
        root = heading.index if heading.parent is None else root
        if heading.parent is not None and roles[heading.index] in ("problem", "group"):
            holding.add(root)
    out: set[int] = set()
    for heading in outline:
        words = sheet.words(heading.segment)
        if heading.parent is not None or (is_focus(words) and part_kind(words) != "problems"):
            continue
        if part_kind(words) is not None or len(holding) < 2:
            out.add(heading.index)
    return frozenset(out)
