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
from itertools import pairwise
from typing import Literal

from assistant.notice.barren import barren_roots, closing_root, roots_named
from assistant.notice.marks import kind_of
from assistant.notice.outline import Heading
from assistant.notice.sheet import Sheet
from assistant.notice.signs import Signs, read_signs

Role = Literal["part", "group", "problem", "item"]


def assign_roles(sheet: Sheet, outline: Sequence[Heading]) -> tuple[Role, ...]:
    """The role of each heading: a part or focus area, a group of problems, a problem, a measure."""
    signs: list[Signs] = []
    for heading in outline:
        within = heading.parent is not None and signs[heading.parent].fault
        signs.append(read_signs(sheet, heading, within=within))
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


def _levels(sheet: Sheet, outline: Sequence[Heading], signs: Sequence[Signs]) -> Mapping[int, bool]:
    """For each heading below the top whether its series names problems."""
    series: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    barren = barren_roots(sheet, outline, signs)
    unfinished = roots_named(sheet, outline, ("unfinished",))
    running_on = _running_on(outline, signs)
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
        if members[0] in running_on:
            out.update(dict.fromkeys(members, True))
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


def _running_on(outline: Sequence[Heading], signs: Sequence[Signs]) -> frozenset[int]:
    """Items counted on from one area to the next: （一）…方面 一是 二是 （二）…方面 三是 四是.

    Measures begin anew under each problem, so what is counted through are the problems.
    """
    levels: dict[tuple[int | None, tuple[str, ...]], list[Heading]] = defaultdict(list)
    for heading in outline:
        if heading.parent is not None:
            levels[outline[heading.parent].parent, heading.path].append(heading)
    out: set[int] = set()
    for members in levels.values():
        areas = {member.parent for member in members}
        numbers = [member.number for member in members]
        if len(areas) < 2 or not _counts_on(numbers):
            continue
        actions = sum(signs[member.index].action for member in members)
        stated = any(signs[area].fault for area in areas if area is not None)
        if not stated and len(areas) < len(members) and actions * 3 <= len(members):
            out.update(member.index for member in members)
    return frozenset(out)


def _counts_on(numbers: Sequence[int | None]) -> bool:
    """Whether numbers run on from 1 without beginning anew; one may be repeated or skipped."""
    told = [number for number in numbers if number is not None]
    if told[:1] != [1] or len(told) < len(numbers):
        return False
    steps = [after - before for before, after in pairwise(told)]
    return all(0 <= step <= 2 for step in steps) and steps.count(1) * 3 >= len(steps) * 2


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
    if captions >= 0.6 and neutral and actions < 0.4 and count > 1:
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
    closing = closing_root(sheet, outline, signs)
    for heading in outline:
        if heading.parent is not None or heading.index in closing:
            continue
        kind = kind_of(sheet, heading.segment)
        holds = heading.index in holding
        plain = kind is None and not holds
        other = (kind is not None and holds) or kind in ("next_steps", "unfinished", "statistics")
        if plain or (signs[heading.index].fault and not other):
            candidates.append(heading.index)
    faults = [index for index in candidates if signs[index].fault]
    if not faults:
        return frozenset()
    styles = {outline[index].style for index in candidates}
    # 一、 may be a part of any name; captions 1. 2. 3. of one series are told by one of them
    alike = len(styles) == 1 and styles != {"cn_dun"}
    alike = alike and all(signs[i].caption and not signs[i].action for i in candidates)
    stated = len(faults)
    for index in candidates:
        # a fault may be a saying in quotation marks: 环境整治“一阵风”
        saying = sheet.words(outline[index].segment).endswith("”")
        stated += saying and not signs[index].fault and not signs[index].action
    straight = len(candidates) >= 3 and (alike or stated * 3 >= len(candidates))
    return frozenset(
        index
        for index in candidates
        if signs[index].fault or (straight and (not signs[index].action or index > faults[0]))
    )
