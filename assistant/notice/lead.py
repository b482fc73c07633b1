"""Lead: the first paragraphs, up to the one that announces the account."""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.notice.frame import Frame
from assistant.notice.sheet import Segment, Sheet

_LEAD = re.compile(
    r"根据|按照|(?:巡[察视查])[^。]{0,60}(?:开展|进行|反馈)|现将|予以公布|公布如下|通报如下|报告如下|反馈"
)
_INSPECTED = re.compile(
    r"巡[察视查][^。]{0,60}?(?:开展|进行|进驻)|(?:开展|进行|进驻)[^。]{0,40}?巡[察视查]"
)
_LEAD_END = re.compile(
    r"现(?:[按依][^。，]{1,12}，?)?将[^。]{0,60}(?:如下|公布|通报|公开|报告)|予以(?:公布|通报|公开)"
)
_LEAD_PARAGRAPHS = 4
_LONGEST_HEAD = 40


def lead_segments(sheet: Sheet, frame: Frame) -> tuple[Segment, ...]:
    """The first paragraphs, up to the one that announces the account (现将…公布如下)."""
    preamble = preamble_segments(frame)
    # a letterhead, a document number or a greeting where no title parts them from the lead
    heads = list(takewhile(lambda segment: _is_head(sheet.whole(segment)), preamble))
    preamble = (
        preamble[len(heads) :] if len(heads) < min(len(preamble), _LEAD_PARAGRAPHS) else preamble
    )
    for count, segment in enumerate(preamble[:_LEAD_PARAGRAPHS], start=1):
        if _LEAD_END.search(sheet.whole(segment)):
            return preamble[:count]
    taken: list[Segment] = []
    for segment in preamble[:_LEAD_PARAGRAPHS]:
        line = sheet.whole(segment)
        broken_off = bool(taken) and sheet.whole(taken[-1]).endswith(("，", "、"))
        if not broken_off and not (re.search("巡[察视查]", line) and _LEAD.search(line)):
            break
        told = "".join(sheet.whole(before) for before in taken)
        if not broken_off and _INSPECTED.search(told) and "反馈" in told:
            break
        taken.append(segment)
    return tuple(taken)


def _is_head(line: str) -> bool:
    return len(line) <= _LONGEST_HEAD and "。" not in line and _LEAD.search(line) is None


def preamble_segments(frame: Frame) -> tuple[Segment, ...]:
    """The segments before the first heading."""
    stop = frame.outline[0].segment.index if frame.outline else frame.next_from
    return tuple(segment for segment in frame.core if segment.index < stop)
