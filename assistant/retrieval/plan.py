"""Plan: what the next generation takes over from the last one, and when all is made one again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.retrieval.derived import live_rows
from assistant.retrieval.generation import Part
from assistant.retrieval.rows import Edition
from assistant.retrieval.segment import Segment

CHUNK = 20_000  # records that are in memory at the same time while an index is made anew
SMALL = 1_000  # an index of so many rows is one segment
TAIL_SHARE = 0.25  # of the large segment: so many rows may stand outside it
DEAD_SHARE = 0.05  # of all rows: so many may have been taken out


@dataclass(frozen=True, kw_only=True)
class Named:
    """A segment of a generation with its place on disk."""

    segment: Segment
    part: Part


def still_offered(named: list[Named], editions: Sequence[Edition]) -> list[Named]:
    """The same segments, with the editions marked as dead that are not offered any more."""
    wanted = set(editions)
    return [
        Named(
            segment=one.segment,
            part=replace(
                one.part,
                dead=frozenset(
                    number
                    for number, edition in enumerate(one.segment.editions)
                    if edition not in wanted or number in one.part.dead
                ),
            ),
        )
        for one in named
    ]


def offered(named: list[Named]) -> Iterator[Edition]:
    """The editions that are not marked as dead."""
    for one in named:
        for number, edition in enumerate(one.segment.editions):
            if number not in one.part.dead:
                yield edition


def new(named: list[Named], editions: Sequence[Edition]) -> list[Edition]:
    """The editions that no segment has."""
    known = set(offered(named))
    return [edition for edition in editions if edition not in known]


def is_due(named: list[Named], added: int) -> bool:
    """Whether all segments are to be made one."""
    sizes = [len(one.segment) for one in named]
    live = len(live_rows([(one.segment, one.part.dead) for one in named]))
    total = sum(sizes) + added
    if not sizes or live == 0:
        return True
    if total <= SMALL:
        return added > 0 or live < sum(sizes) or len(sizes) > 1
    return total - sizes[0] > TAIL_SHARE * sizes[0] or sum(sizes) - live > DEAD_SHARE * total


def chunks(editions: Sequence[Edition]) -> Iterator[list[Edition]]:
    """The editions in groups of about CHUNK records."""
    part: list[Edition] = []
    size = 0
    for edition in editions:
        part.append(edition)
        size += edition.records
        if size >= CHUNK:
            yield part
            part, size = [], 0
    if part:
        yield part
