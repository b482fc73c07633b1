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
from itertools import pairwise
from typing import Literal

from assistant.notice.headline import first_headline
from assistant.notice.outline import Heading
from assistant.notice.parts import foretells, opens_next_steps, part_kind
from assistant.notice.residue import is_residue
from assistant.notice.sheet import Sheet
from assistant.notice.status import status_of
from assistant.notice.wording import ends_in_fault, is_action, is_fault, is_fault_in_brief, is_focus

Role = Literal["part", "group", "problem", "item"]

_LONGEST_CAPTION = 90
_LONGEST_HEAD = 130
_LONGEST_SAYING = 24
_NO_PROBLEM_PARTS = ("organization", "next_steps", "contact", "statistics")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What one heading shows of itself."""

    caption: bool
    fault: bool
    action: bool


def assign_roles(sheet: Sheet, outline: Sequence[Heading]) -> tuple[Role, ...]:
    """The role of each heading: a part or focus area, a group of problems, a problem, a measure."""
    signs: list[Signs] = []
    for heading in outline:
        within = heading.parent is not None and signs[heading.parent].fault
        signs.append(_signs(sheet, heading, within=within))
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


def _signs(sheet: Sheet, heading: Heading, *, within: bool) -> Signs:
    """``within``: the heading stands under one that states a fault."""
    segment = heading.segment
    words = sheet.words(segment)
    headline = first_headline(sheet.shape, segment.body, segment.end)
    text = sheet.shape[headline.start : headline.end]
    note = sheet.shape[headline.core_end : headline.end]
    caption = _is_caption(sheet, heading)
    fault = headline.quoted
    kind = part_kind(text)
    if kind == "unfinished" or (kind == "next_steps" and not ends_in_fault(text)):
        fault = False
    elif not fault and len(text) <= _LONGEST_HEAD and not opens_next_steps(words):
        fault = is_fault(text) if caption else is_fault_in_brief(text)
        # only what can be settled carries a note of its status: …“重签约、轻落地”（已完成）
        noted = note.startswith(("（", "【")) and status_of(note) is not None
        # …or is a saying in quotation marks: 苗圃账目“一锅粥”。清理账目8本。
        runs_in = not caption and headline.rest < segment.end
        saying = runs_in and text.endswith("”") and len(text) <= _LONGEST_SAYING
        fault = fault or ((noted or saying) and not within and not is_action(text))
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


def _barren_roots(
    sheet: Sheet, outline: Sequence[Heading], signs: Sequence[Signs]
) -> frozenset[int]:
    """The parts that hold no problems by their very name (组织情况, 下一步工作).

    The main part of the notice may bear such a name too (主要做法和成效, 问题整改完成情况): where the
    longest part lists faults, they are its problems whatever it is called.
    """
    named = _roots_named(sheet, outline, _NO_PROBLEM_PARTS)
    barren = {index for index in named if not signs[index].fault}
    roots = [heading for heading in outline if heading.parent is None]
    main = max(roots, key=lambda root: _length(sheet, root), default=None)
    if main is not None and main.index in barren and _lists_faults(outline, signs, main):
        if part_kind(sheet.words(main.segment)) in ("organization", "statistics"):
            barren.remove(main.index)
    return frozenset(barren) | _closing_root(sheet, outline, signs)


def _length(sheet: Sheet, root: Heading) -> int:
    return sheet.segments[root.last].end - root.segment.start


def _lists_faults(outline: Sequence[Heading], signs: Sequence[Signs], root: Heading) -> bool:
    """Whether a good part of the captions beneath a heading state faults."""
    inside = [h.index for h in outline if root.segment.index < h.segment.index <= root.last]
    faults = sum(signs[index].fault for index in inside)
    actions = sum(signs[index].action and signs[index].caption for index in inside)
    return faults >= 2 and faults > actions


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


def _closing_root(
    sheet: Sheet, outline: Sequence[Heading], signs: Sequence[Signs]
) -> frozenset[int]:
    """The last part where, whatever its name, it tells what is still to be done; at most one."""
    roots = [heading for heading in outline if heading.parent is None]
    if len(roots) < 2 or signs[roots[-1].index].fault:
        return frozenset()
    root = roots[-1]
    if part_kind(sheet.words(root.segment)) is not None:
        return frozenset()
    below = sheet.segments[root.segment.index + 1 : root.last + 1]
    if not below or any(opens_next_steps(sheet.whole(segment)) for segment in below):
        return frozenset()
    told = foretells(sheet.shape[root.segment.end : below[-1].end])
    return frozenset({root.index}) if told else frozenset()


def _root_problems(
    sheet: Sheet,
    outline: Sequence[Heading],
    signs: Sequence[Signs],
    holding: frozenset[int],
) -> frozenset[int]:
    """The outermost headings that are problems themselves (直列型)."""
    candidates = []
    closing = _closing_root(sheet, outline, signs)
    for heading in outline:
        if heading.parent is not None or heading.index in closing:
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
