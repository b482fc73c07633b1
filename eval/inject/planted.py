"""Planted: a notice with one defect in it, and the tools that forms are made of."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.notice.model import Measure, Record, Status
from eval.world import EvalNotice

Span = tuple[int, int]
ALL: frozenset[Status] = frozenset({"done", "ongoing", "long_term", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """The text with the defect; ``places`` are spans of it of which a finding must meet one.

    No place: the defect is an absence. ``feedback`` is the list the review is given.
    """

    text: str
    places: tuple[Span, ...] = ()
    feedback: tuple[str, ...] = ()


Plant = Callable[[EvalNotice, random.Random], Planted | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way in which a defect comes about; ``plant`` answers None where the notice cannot have
    it."""

    rule: str
    name: str
    plant: Plant


def swap(text: str, start: int, end: int, new: str) -> Planted:
    """``new`` in place of [start, end), which is where the defect stands."""
    return Planted(text=text[:start] + new + text[end:], places=((start, start + len(new)),))


def cut(text: str, spans: Sequence[Span]) -> str:
    """The text without whole lines that the spans touch."""
    for start, end in sorted(spans, reverse=True):
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        text = text[:first] + (text[last + 1 :] if last >= 0 else "")
    return text


def edited(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """The text with each (start, end, new) done; they do not overlap."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def own_line(text: str, start: int, end: int) -> bool:
    """Whether [start, end) is a whole line but for white space."""
    before, after = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    rest = text[before:start] + text[end : after if after >= 0 else len(text)]
    return not rest.strip()


def main_records(notice: EvalNotice) -> list[Record]:
    """The records of the account itself, not those of the unfinished list."""
    return [record for record in notice.records if record.section == "problems"]


def somewhere(
    notice: EvalNotice, pattern: re.Pattern[str], chance: random.Random
) -> re.Match[str] | None:
    """A place of the account that the pattern meets, at random."""
    records = main_records(notice)
    found = list(pattern.finditer(notice.text, records[0].start, records[-1].end))
    return chance.choice(found) if found else None


def measure_of(
    notice: EvalNotice, chance: random.Random, *, of: frozenset[Status] = ALL
) -> tuple[Record, Measure] | None:
    """A measure of some length, at random, of the problems whose status is one of ``of``."""
    found = [
        (record, measure)
        for record in main_records(notice)
        if record.status in of
        for measure in record.measures
        if len(measure.text) > 30
    ]
    return chance.choice(found) if found else None


def body_start(measure: Measure) -> int:
    """Where the words of a measure begin, behind its ordinal."""
    return measure.marker.end if measure.marker is not None else measure.start


def appended(notice: EvalNotice, chance: random.Random, sentence: str) -> Planted | None:
    """A sentence of its own at the end of a measure."""
    found = measure_of(notice, chance)
    if found is None:
        return None
    end = found[1].end
    return swap(notice.text, end, end, sentence)
