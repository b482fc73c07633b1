"""Signs: what one heading of the outline shows of itself: layout, a fault, an action."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.notice.headline import Headline, first_headline
from assistant.notice.outline import Heading
from assistant.notice.parts import opens_next_steps, part_kind
from assistant.notice.residue import is_residue
from assistant.notice.sheet import Segment, Sheet
from assistant.notice.status import status_of
from assistant.notice.wording import ends_in_fault, is_action, is_fault, is_fault_in_brief, is_focus

_LONGEST_CAPTION = 90
_LONGEST_HEAD = 130
_LONGEST_SAYING = 24
# labels of what stands under a problem, no problems themselves
_LABEL = re.compile(
    r"(?:措施|成效|结果|情况|单位|部门|科室|领导|责任人|时限|期限|目标|标准|进展|状态|方面)$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What one heading shows of itself."""

    caption: bool
    fault: bool
    action: bool


def read_signs(sheet: Sheet, heading: Heading, *, within: bool) -> Signs:
    """``within``: the heading stands under one that states a fault."""
    segment = heading.segment
    headline = first_headline(sheet.shape, segment.body, segment.end)
    text = sheet.shape[headline.start : headline.end]
    caption = _is_caption(sheet, heading)
    fault = headline.quoted
    kind = part_kind(text)
    if kind == "unfinished" or (kind == "next_steps" and not ends_in_fault(text)):
        fault = False
    elif not fault and len(text) <= _LONGEST_HEAD and not opens_next_steps(sheet.words(segment)):
        fault = is_fault(text) if caption else is_fault_in_brief(text)
        named = not within and _is_named(sheet, segment, headline, caption=caption)
        fault = fault or (named and not is_action(text))
    return Signs(
        caption=caption,
        fault=fault,
        action=not fault and is_action(text) and not is_focus(text),
    )


def _is_named(sheet: Sheet, segment: Segment, headline: Headline, *, caption: bool) -> bool:
    """Whether a heading without a word of fault is told for a problem by its form.

    Only what can be settled carries a note of its status: …“重签约、轻落地”（已完成）; or it is a
    saying in quotation marks that the measure runs into: 苗圃账目“一锅粥”。清理账目8本。 A colon
    sets what is wrong off from what was done: 政策账号发错就业数字：两处账号并为1处。
    """
    text = sheet.shape[headline.start : headline.end]
    note = sheet.shape[headline.core_end : headline.end]
    noted = note.startswith(("（", "【")) and status_of(note) is not None
    runs_in = not caption and headline.rest < segment.end
    if runs_in and sheet.shape[headline.end] == "：" and len(text) <= _LONGEST_CAPTION // 2:
        return _LABEL.search(text) is None
    return noted or (runs_in and text.endswith("”") and len(text) <= _LONGEST_SAYING)


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
