"""Levels: which headings of the outline name problems, which group them, which are measures.

A level is judged as a whole: the items of one series (same parent, same style) vote, and where a
series is too short to tell, all series at the same place of the hierarchy vote together. The
deepest level that votes "problem" holds the records; what stands under it are measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from assistant.notice.headline import first_headline
from assistant.notice.outline import Heading
from assistant.notice.parts import opens_next_steps, part_kind
from assistant.notice.sheet import Sheet
from assistant.notice.wording import is_fault

Role = Literal["part", "group", "problem", "item"]

_CLEAR_MAJORITY = 0.6
_CLEAR_MINORITY = 0.3


def assign_roles(sheet: Sheet, outline: Sequence[Heading]) -> tuple[Role, ...]:
    """The role of each heading: a part or focus area, a group of problems, a problem, a measure."""
    faults = tuple(_states_fault(sheet, heading) for heading in outline)
    votes = _votes(outline, faults)
    roles: list[Role] = ["item"] * len(outline)
    for heading in outline:
        if heading.parent is None:
            roles[heading.index] = "problem" if faults[heading.index] else "part"
        elif roles[heading.parent] in ("problem", "item"):
            roles[heading.index] = "problem" if votes[heading.index] else "item"
            if votes[heading.index] and roles[heading.parent] == "problem":
                roles[heading.parent] = "group"
            elif roles[heading.parent] == "item":
                roles[heading.index] = "item"
        else:
            roles[heading.index] = "problem" if votes[heading.index] else "part"
    return tuple(roles)


def _states_fault(sheet: Sheet, heading: Heading) -> bool:
    segment = heading.segment
    words = sheet.words(segment)
    if opens_next_steps(words):
        return False
    headline = first_headline(sheet.shape, segment.body, segment.end)
    if headline.quoted:
        return True
    text = sheet.shape[headline.start : headline.end]
    if len(text) > 120:
        return False
    if heading.depth == 1 and part_kind(text) is not None and not text.startswith("关于"):
        return False
    return is_fault(text)


def _votes(outline: Sequence[Heading], faults: Sequence[bool]) -> Mapping[int, bool]:
    """For each heading whether its series names problems."""
    series: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for heading in outline:
        series[heading.parent, heading.style].append(heading.index)
        places[heading.path].append(heading.index)
    out: dict[int, bool] = {}
    for members in series.values():
        share = _share(members, faults)
        if len(members) == 1 or _CLEAR_MINORITY < share < _CLEAR_MAJORITY:
            share = _share(places[outline[members[0]].path], faults)
        for member in members:
            out[member] = share >= 0.5
    return out


def _share(members: Sequence[int], faults: Sequence[bool]) -> float:
    return sum(faults[member] for member in members) / len(members)
