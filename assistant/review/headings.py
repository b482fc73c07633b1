"""Headings: how many problems and aspects the account lists, as its headings count them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from assistant.notice.model import Notice
from assistant.notice.numerals import value_of
from assistant.review.count_forms import COUNTS_OWN, SPECIAL
from assistant.review.reading import Reading

_NAME_ALONE = re.compile(r"^(?:关于|针对)|的?问题$|[“”]")
_CHECKED = re.compile("专项|检查")
_INSPECTED = re.compile(rf"({SPECIAL.pattern})(?=[^。，；]{{0,20}}检查)")
_OPENING = 12  # characters of a problem's name by which it is known again
_ITEM = 30  # characters; a caption is shorter


def headed(notice: Notice, reading: Reading) -> set[int]:
    """The numbers of aspects that the headings can be counted as, special inspections in or out."""
    found: set[int] = set()
    inspected = {match[1] for match in _INSPECTED.finditer(notice.folded)}
    levels = {line.start: line.level for line in notice.lines}
    own = [levels.get(record.start) for record in reading.records]
    for counts in reading.areas:
        ends = (notice.folded.find("\n", start) for start in counts)
        heads = [
            notice.folded[a : b if b > a else a + 60] for a, b in zip(counts, ends, strict=True)
        ]
        special = sum(_is_special(head, inspected) for head in heads)
        # an area without headings beneath it is one of the problems itself
        alone = own.count(levels.get(next(iter(counts))))
        found |= {len(counts), len(counts) - special, len(counts) + alone}
    return found


def _is_special(head: str, inspected: Container[str]) -> bool:
    """Whether an area is that of a special inspection which the notice speaks of as one."""
    told = SPECIAL.search(head)
    return told is not None and (bool(_CHECKED.search(head)) or told[0] in inspected)


def beyond_unfinished(reading: Reading, claimed: int) -> bool:
    """Whether the unfinished list, or notes on problems told before, do not make it up."""
    names = {_NAME_ALONE.sub("", record.problem.text) for record in reading.notice.records}
    return len(names) != claimed


def open_items(reading: Reading) -> int:
    """The paragraphs of the part on what is under way that tell of problems not told before."""
    told = {_NAME_ALONE.sub("", record.problem.text)[:_OPENING] for record in reading.records}
    spans = reading.spans_of("unfinished")
    inside = (
        line
        for line in reading.notice.lines
        if any(start < line.start < end for start, end in spans) and line.role != "problem"
    )
    return sum(
        len(line.text) > _ITEM and not any(name in line.text[: _ITEM * 2] for name in told)
        for line in inside
    )


def count_by_area(reading: Reading) -> str:
    """The working: 4＋3＝7 by the outermost headings, or 逐项计数 where there is one level."""
    levels = reading.areas
    counts = [str(count) for count in levels[0].values()] if levels else []
    return "＋".join(counts) + f"＝{len(reading.records)}" if len(counts) > 1 else "逐项计数"


def own_counts(notice: Notice, reading: Reading) -> Iterator[tuple[int, int, int, int]]:
    """(start, end, claimed, listed) of the counts in headings that their problems do not bear out."""
    for counts in reading.areas:
        for start, listed in counts.items():
            end = notice.folded.find("\n", start)
            match = COUNTS_OWN.search(notice.folded[start : end if end > start else start + 80])
            claimed = value_of(match["n"]) if match else None
            if match is not None and claimed is not None and claimed != listed:
                at = start + match.start("count")
                yield at, at + len(match["count"]), int(claimed), listed
