"""Measures: the units of rectification under one problem (rules.md, "Unit of a measure").

Each 一是／（1）／1. item is a unit, else the paragraph; a pair 整改措施 + 整改成效 is one unit;
status lines and descriptions of the problem are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.notice.markers import inner_markers, leading_marker
from assistant.notice.model import Marker, Status
from assistant.notice.status import closing_status, implied_status, opening_status, status_of


def _label(words: str) -> re.Pattern[str]:
    """A label in front of a paragraph: 整改措施：, 【整改】, （整改情况）, or alone on its line."""
    return re.compile(
        rf"(?:[【\[（〔] ?(?:{words}) ?[】\]）〕] ?[：]?|(?:{words}) ?(?:[：]|[。]?$)) ?"
    )


_ACTION_LABEL = _label(
    "整改(?:措施|举措|做法|进展|工作|落实)?(?:进展|落实|工作|完成)?(?:情况)?(?:及成效|及进展|和成效|及结果)?"
    "|进展情况|落实情况|采取措施|主要措施|主要做法|具体措施|工作措施|措施"
)
_OUTCOME_LABEL = _label(
    "(?:整改|工作|取得的?)?(?:成效|结果|效果)|(?:整改)?完成情况|佐证材料|长效机制|下一步(?:打算|措施|工作)?"
)
_DESCRIPTION = re.compile(
    _label(
        "问题(?:表现|描述|内容|详情)?|反馈的?问题|存在的?问题|具体(?:问题|表现)|主要(?:表现|问题)|反馈意见"
    ).pattern
    + r"|(?:巡[察视]组?)?反馈(?:意见)?(?:指出|中指出|认为)"
    r"|(?:责任(?:领导|单位|人|科室|部门|股室)|牵头(?:领导|单位|部门|科室)|配合(?:单位|部门)|整改(?:时限|期限|目标|责任人?)|完成时限)[：]"
    r"|[^。，；：、 ]{2,14}(?:部|科|室|办|处|局|中心|股|所|站|组|队|书记|主任|党群)$"
)


_LABEL_REACH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A stretch [start, end) under a problem; ``item`` tells a numbered item from running text."""

    start: int
    end: int
    item: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One measure [start, end) with its ordinal, if it has one."""

    start: int
    end: int
    marker: Marker | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What stands under a problem: its measures and where it stands."""

    units: tuple[Unit, ...]
    status: Status


def read_account(shape: str, paragraphs: Sequence[Paragraph]) -> Account:
    """Split the paragraphs under one problem into measures and find its status."""
    status: Status | None = None
    units: list[Unit] = []
    paired = False
    for paragraph in paragraphs:
        text = shape[paragraph.start : paragraph.end]
        said = status_of(text)
        if said is not None:
            status = said
            continue
        status = opening_status(text) or status
        closing = closing_status(text)
        end = paragraph.end
        if closing is not None:
            end, status = paragraph.start + closing[0], closing[1]
        label = _label_of(shape, paragraph)
        if label == "description":
            continue
        if label == "outcome" and units:
            units = _merged(units, end, whole=paired)
            continue
        found = list(_units(shape, paragraph, end))
        paired = label == "action" and len(found) == 1
        units.extend(found)
    for paragraph in paragraphs:
        status = status or implied_status(shape[paragraph.start : paragraph.end])
    return Account(units=tuple(units), status=status or "unknown")


def _label_of(shape: str, paragraph: Paragraph) -> str | None:
    """Which label opens the paragraph (behind its ordinal): action, outcome, description."""
    start = paragraph.start
    marker = leading_marker(shape, start, paragraph.end)
    start = marker.end if marker is not None else start
    if _DESCRIPTION.match(shape[start : min(paragraph.end, start + _LABEL_REACH)]):
        return "description"
    if _OUTCOME_LABEL.match(shape, start, paragraph.end):
        return "outcome"
    return "action" if _ACTION_LABEL.match(shape, start, paragraph.end) else None


def _merged(units: Sequence[Unit], end: int, *, whole: bool) -> list[Unit]:
    """Take an outcome paragraph into the unit before it (all units of the pair: rules.md)."""
    last = units[-1]
    return [*units[:-1], Unit(start=last.start, end=end, marker=last.marker)]


def _units(shape: str, paragraph: Paragraph, end: int) -> Iterator[Unit]:
    """The units of one paragraph: its inner items, or itself."""
    start = paragraph.start
    while start < end and shape[start] == " ":
        start += 1
    own = leading_marker(shape, start, end)
    markers = [own] if own is not None else []
    markers += [m for m in inner_markers(shape, start, end) if m.start != start]
    if paragraph.item and (own is None or not _goes_on(own, markers)):
        if own is None or not _only_label(shape, own.end, end):
            yield from _unit(shape, start, end, own)
        return
    if markers:
        style = markers[0].style
        markers = [marker for marker in markers if marker.style == style]
    if not markers or (len(markers) == 1 and markers[0].start > start + 40):
        if not _only_label(shape, start, end):
            yield from _unit(shape, start, end, own)
        return
    lead_in = shape[start : markers[0].start]
    if (
        lead_in.rstrip().endswith("。")
        and len(lead_in) > 12
        and not _only_label(shape, start, markers[0].start)
    ):
        yield from _unit(shape, start, markers[0].start, None)
    for marker, following in zip(markers, [*markers[1:], None], strict=True):
        yield from _unit(shape, marker.start, following.start if following else end, marker)


def _goes_on(own: Marker, markers: Sequence[Marker]) -> bool:
    """Whether the item's own series continues inside its paragraph (一是…。二是…)."""
    return any(marker.style == own.style for marker in markers[1:])


def _only_label(shape: str, start: int, end: int) -> bool:
    """Whether nothing stands there but a label such as 整改措施：."""
    labels = (_ACTION_LABEL.match(shape, start, end), _OUTCOME_LABEL.match(shape, start, end))
    return any(label and not shape[label.end() : end].strip("。：； ") for label in labels)


def _unit(shape: str, start: int, end: int, marker: Marker | None) -> Iterator[Unit]:
    text = shape[start:end]
    stop = start + len(text.rstrip(" \t\r\n\f\v"))
    if stop > start:
        yield Unit(start=start, end=stop, marker=marker)
