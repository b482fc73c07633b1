"""Numbering: an ordinal skipped or repeated, a level marked in two ways."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from assistant.notice.model import Marker
from eval.inject.planted import Form, Planted, Span, edited, main_records, swap
from eval.world import EvalNotice

ORDINALS = "一二三四五六七八九十"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
ITEMS = 3  # items of a series in which one may be skipped


def _ordinal(text: str, number: int) -> str | None:
    """The marker's text with another number; None beyond ten in Chinese."""
    if re.search(r"\d", text):
        return re.sub(r"\d+", str(number), text, count=1)
    if not 1 <= number <= len(ORDINALS):
        return None
    return re.sub(f"[{ORDINALS}]+", ORDINALS[number - 1], text, count=1)


def _last_numbered(notice: EvalNotice, by: int) -> Planted | None:
    record = main_records(notice)[-1]
    marker = record.problem.marker
    if marker is None or marker.number is None or marker.number < 3:
        return None
    if marker.style == "cn_dun":  # the parts behind go on counting: that would be two defects
        return None
    new = _ordinal(marker.text, marker.number + by)
    if new is None:
        return None
    planted = swap(notice.text, marker.start, marker.end, new)
    heading = record.problem.heading
    return Planted(text=planted.text, places=((marker.start, heading.end + len(new)),))


def ordinal_skipped(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The last problem's ordinal is one too high."""
    return _last_numbered(notice, 1)


def ordinal_repeated(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The last problem has the ordinal of the one before."""
    return _last_numbered(notice, -1)


def item_skipped(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """一是, 二是, 四是: an item was taken out and the last kept its ordinal."""
    found = []
    for record in main_records(notice):
        markers = [measure.marker for measure in record.measures if measure.marker]
        styles = {marker.style for marker in markers}
        if len(markers) >= ITEMS and styles == {"shi"} and markers[-1].number == len(markers):
            found.append((markers[-1], record.measures[-1].end))
    if not found:
        return None
    marker, end = chance.choice(found)
    new = _ordinal(marker.text, (marker.number or 0) + 1)
    if new is None:
        return None
    planted = swap(notice.text, marker.start, marker.end, new)
    return Planted(text=planted.text, places=((marker.start, end),))


def part_skipped(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The last part of the notice is one too high, as when the one before was merged."""
    lines = [
        line
        for line in notice.notice.lines
        if line.marker is not None and line.marker.style == "cn_dun"
    ]
    numbers = [line.marker.number for line in lines if line.marker is not None]
    if len(lines) < ITEMS or numbers != list(range(1, len(lines) + 1)):
        return None
    marker = lines[-1].marker
    new = _ordinal(marker.text, len(lines) + 1) if marker else None
    if marker is None or new is None:
        return None
    planted = swap(notice.text, marker.start, marker.end, new)
    return Planted(text=planted.text, places=((marker.start, lines[-1].end),))


def dun_after_bracket(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """（一）、 for （一）."""
    lines = [
        line.marker
        for line in notice.notice.lines
        if line.marker is not None and line.marker.style == "cn_paren"
    ]
    if not lines:
        return None
    marker = chance.choice(lines)
    return swap(notice.text, marker.start, marker.end, f"{marker.text.rstrip()}、")


def other_style(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The problems of the last part are marked 1、 where the others have 1."""
    return _last_part_marked(notice, lambda marker: f"{marker.number}、")


def circled(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The problems of the last part are marked ① where the others have 1."""
    return _last_part_marked(notice, lambda marker: CIRCLED[(marker.number or 1) - 1])


def _last_part_marked(notice: EvalNotice, written: Callable[[Marker], str]) -> Planted | None:
    """Other markers before the problems of the last part, where the rest have 1. and are more."""
    records = main_records(notice)
    last = [record for record in records if record.focus_area == records[-1].focus_area]
    markers = [m for record in records if (m := record.problem.marker) and m.style == "arabic_dot"]
    if len(last) * 2 >= len(records) or len(markers) < len(records) or len(markers) > len(CIRCLED):
        return None
    edits, places, moved = [], list[Span](), 0
    for marker in markers[-len(last) :]:
        new = written(marker)
        edits.append((marker.start, marker.end, new))
        places.append((marker.start + moved, marker.start + moved + len(new)))
        moved += len(new) - (marker.end - marker.start)
    return Planted(text=edited(notice.text, edits), places=tuple(places))


FORMS = (
    Form(rule="numbering-gap", name="跳号", plant=ordinal_skipped),
    Form(rule="numbering-gap", name="重号", plant=ordinal_repeated),
    Form(rule="numbering-gap", name="措施跳号", plant=item_skipped),
    Form(rule="numbering-gap", name="部分跳号", plant=part_skipped),
    Form(rule="numbering-style", name="括号后加顿号", plant=dun_after_bracket),
    Form(rule="numbering-style", name="同级混用", plant=other_style),
    Form(rule="numbering-style", name="同级改用圈码", plant=circled),
)
