"""Matrix: each line of the feedback with what the notice says of it, as far as it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.notice.dates import find_dates
from assistant.notice.model import Measure, Notice, Problem, Record, Status
from assistant.review.coverage import Similarity, cover

STATUS_NAMES: dict[Status | None, str] = {
    "done": "已完成",
    "ongoing": "推进中",
    "long_term": "长期坚持",
    "unknown": "未写明",
    None: "未回应",
}
MEANT = "（字面不同，按意思对应，请核对）"  # said of a row whose lines have few words in common
# kinds of evidence that an assessor looks for (domain.md section 3), cited as they stand
_TITLE = re.compile(r"《[^《》\n]{1,60}》")
_FIGURE = re.compile(
    r"\d[\d,.]{0,12}(?:余|多)?(?:万元|亿元|元|个|项|条|份|次|人次|人|名|家|件|户|处|笔|场|期|台|辆|%|％)"
)
_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A line of the feedback; ``problem`` and ``status`` are None where nothing treats it.

    ``section`` is the heading above the problem; ``evidence`` quotes at most six dates, documents
    and figures of the measures, in the order of the text; ``meant`` is as of Covered.
    """

    line: str
    problem: Problem | None = None
    section: str | None = None
    measures: tuple[Measure, ...] = ()
    evidence: tuple[str, ...] = ()
    status: Status | None = None
    meant: bool = False


def coverage_rows(
    notice: Notice, feedback: Sequence[str], similarity: Similarity | None = None
) -> Iterator[CoverageRow]:
    """Yield a row for each line of the feedback, in its order."""
    for covered in cover(feedback, notice.records, similarity):
        record = covered.record
        if record is None:
            yield CoverageRow(line=covered.line)
            continue
        yield CoverageRow(
            line=covered.line,
            problem=record.problem,
            section=record.focus_area,
            measures=record.measures,
            evidence=tuple(_evidence(notice, record)),
            status=record.status,
            meant=covered.meant,
        )


def _evidence(notice: Notice, record: Record) -> Iterator[str]:
    seen: set[str] = set()
    for measure in record.measures:
        folded = notice.folded[measure.start : measure.end]
        dates = [(mention.start, mention.end) for mention in find_dates(folded)]
        spans = [
            match.span() for pattern in (_TITLE, _FIGURE) for match in pattern.finditer(folded)
        ]
        end = 0
        for start, stop in sorted([*dates, *spans]):
            words = notice.text[measure.start + start : measure.start + stop]
            if start < end or words in seen:
                continue
            end = stop
            seen.add(words)
            yield words
            if len(seen) == _MOST:
                return
