"""Levels: which headings of the outline name problems, which group them, which are measures.

A level is judged as a whole, by three signs: its layout (captions on a line of their own with
prose beneath, or prose), the share of headings that state a fault, the share that open with a verb
of action. A series (same parent, same style) is judged by itself where it is long enough, else
together with all series at the same place of the hierarchy. What stands under the deepest problem
level are measures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.notice.headline import first_headline
from assistant.notice.outline import Heading
from assistant.notice.parts import opens_next_steps, part_kind
from assistant.notice.residue import is_residue
from assistant.notice.sheet import Sheet
from assistant.notice.status import status_of
from assistant.notice.wording import is_action, is_fault, is_fault_in_brief, is_focus

Role = Literal["part", "group", "problem", "item"]

_LONGEST_CAPTION = 90
_LONGEST_HEAD = 130
_NO_PROBLEM_PARTS = ("organization", "next_steps", "contact", "statistics")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What one heading shows of itself."""

    caption: bool
    fault: bool
    action: bool


def assign_roles(sheet: Sheet, outline: Sequence[Heading]) -> tuple[Role, ...]:
    """The role of each heading: a part or focus area, a group of problems, a problem, a measure."""
    signs = tuple(_signs(sheet, heading) for heading in outline)
    named = _levels(sheet, outline, signs)
    holding = _holding(outline, named)
    roots = _root_problems(sheet, outline, signs, holding)
    roles: list[Role] = ["item"] * len(outline)
    for heading in outline:
        index, parent = heading.index, heading.parent
        if index in holding:
            roles[index] = "group" if signs[index].fault else "part"
        elif parent is None:
            roles[index] = "problem" if index in roots else "part"
        elif roles[parent] in ("part", "group"):
            roles[index] = "problem" if named[index] else "part"
    return tuple(roles)


def _holding(outline: Sequence[Heading], named: Mapping[int, bool]) -> frozenset[int]:
    """The headings with a problem level somewhere beneath them."""
    out: set[int] = set()
    for heading in reversed(outline):
        if heading.parent is not None and (named[heading.index] or heading.index in out):
            out.add(heading.parent)
    return frozenset(out)


def _signs(sheet: Sheet, heading: Heading) -> Signs:
    segment = heading.segment
    words = sheet.words(segment)
    headline = first_headline(sheet.shape, segment.body, segment.end)
    text = sheet.shape[headline.start : headline.end]
    caption = _is_caption(sheet, heading)
    fault = headline.quoted
    if part_kind(text) == "unfinished":
        fault = False
    elif not fault and len(text) <= _LONGEST_HEAD and not opens_next_steps(words):
        fault = is_fault(text) if caption else is_fault_in_brief(text)
    return Signs(
        caption=caption,
        fault=fault,
        action=not fault and is_action(text) and not is_focus(text),
    )


def _is_caption(sheet: Sheet, heading: Heading) -> bool:
    """Whether the line is a heading of its own: short, one sentence, something beneath it."""
    words = sheet.words(heading.segment)
    if len(words) > _LONGEST_CAPTION or words.endswith(("；", "，", "：")):
        return False
    if "。" in words[:-1] and not is_fault(words):
        return False
    below = range(heading.segment.index + 1, heading.last + 1)
    lines = [sheet.whole(sheet.segments[index]) for index in below[:3]]
    return any(status_of(line) is None and not is_residue(line) for line in lines)


def _levels(sheet: Sheet, outline: Sequence[Heading], signs: Sequence[Signs]) -> Mapping[int, bool]:
    """For each heading below the top whether its series names problems."""
    series: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    barren = _barren_roots(sheet, outline, signs)
    unfinished = _roots_named(sheet, outline, ("unfinished",))
    root_of: list[int] = []
    for heading in outline:
        root_of.append(heading.index if heading.parent is None else root_of[heading.parent])
        series[heading.parent, heading.style].append(heading.index)
        if root_of[-1] not in barren:
            places[heading.path].append(heading.index)
    pooled: dict[tuple[tuple[str, ...], bool], bool] = {}
    out: dict[int, bool] = {}
    for (parent, _), members in series.items():
        if root_of[members[0]] in barren:
            out.update(dict.fromkeys(members, False))
            continue
        # captions without a word of fault are mini-headings of measures under a stated fault
        neutral = parent is not None and not signs[parent].fault
        neutral = neutral and root_of[members[0]] not in unfinished
        own = _names_problems(members, signs, neutral=neutral)
        if own is None:
            place = outline[members[0]].path, neutral
            if place not in pooled:
                judged = _names_problems(places[place[0]], signs, neutral=neutral, decide=True)
                pooled[place] = bool(judged)
            own = pooled[place]
        out.update(dict.fromkeys(members, bool(own)))
    return out


def _barren_roots(
    sheet: Sheet, outline: Sequence[Heading], signs: Sequence[Signs]
) -> frozenset[int]:
    """The parts that hold no problems by their very name (组织情况, 下一步工作)."""
    named = _roots_named(sheet, outline, _NO_PROBLEM_PARTS)
    return frozenset(index for index in named if not signs[index].fault)


def _roots_named(sheet: Sheet, outline: Sequence[Heading], kinds: Sequence[str]) -> frozenset[int]:
    return frozenset(
        heading.index
        for heading in outline
        if heading.parent is None and part_kind(sheet.words(heading.segment)) in kinds
    )


def _names_problems(
    members: Sequence[int], signs: Sequence[Signs], *, neutral: bool, decide: bool = False
) -> bool | None:
    """Judge a level by its signs; None where it is too short or too mixed and need not decide."""
    count = len(members)
    faults = sum(signs[member].fault for member in members) / count
    actions = sum(signs[member].action for member in members) / count
    captions = sum(signs[member].caption for member in members) / count
    if count == 1 and not decide:
        return None
    if faults >= 0.6 or (captions >= 0.6 and faults >= 0.3):
        return True
    if captions >= 0.6 and neutral and actions < 0.4:
        return True
    if faults <= 0.3 and count > 2:
        return False
    return faults >= 0.5 if decide else None


def _root_problems(
    sheet: Sheet,
    outline: Sequence[Heading],
    signs: Sequence[Signs],
    holding: frozenset[int],
) -> frozenset[int]:
    """The outermost headings that are problems themselves (直列型)."""
    candidates = []
    for heading in outline:
        if heading.parent is not None:
            continue
        kind = part_kind(sheet.words(heading.segment))
        holds = heading.index in holding
        plain = kind is None and not holds
        other = (kind is not None and holds) or kind in ("next_steps", "unfinished")
        if plain or (signs[heading.index].fault and not other):
            candidates.append(heading.index)
    faults = [index for index in candidates if signs[index].fault]
    if not faults:
        return frozenset()
    straight = len(candidates) >= 3 and len(faults) * 3 >= len(candidates)
    return frozenset(
        index
        for index in candidates
        if signs[index].fault or (straight and (not signs[index].action or index > faults[0]))
    )
