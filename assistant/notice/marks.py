"""Marks: the lines of a notice that may be headings, before their hierarchy is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.notice.claims import sums_up_the_whole
from assistant.notice.headline import first_headline
from assistant.notice.markers import RANK, inner_markers
from assistant.notice.model import Marker, MarkerStyle, SectionKind
from assistant.notice.parts import part_kind
from assistant.notice.sheet import Segment, Sheet
from assistant.notice.status import status_of
from assistant.notice.wording import is_fault, is_fault_in_brief, is_focus

# the rank of an unnumbered heading of a part: above all numbered ones
PART_RANK = 0.5
# of an area that is told by its number in words (第三方面：): between 一、 and （一）
AREA_RANK = 1.5
# of 第三部分: above 一、
SECTION_RANK = 0.8

_SHORT = 60
_LONGEST_PART = 40
_SEVERAL = 2
_AREA_END = re.compile(r"方面(?:的?(?:主要|突出)?问题)?$")
_UNNUMBERED_PROBLEM = re.compile(
    r"关于[^。]{2,120}?问题(?:的?(?:整改)?(?:落实|完成|进展)*情况|方面)?(?:（[^（）]{0,12}）)?[。：]?$"
    r"|关于“[^“”]{2,120}”[。：]|针对“[^“”]{2,120}”[^“”。，]{0,6}问题：?$"
    r"|关于“[^。]{2,150}?”[^“”。，]{0,6}问题(?:的?(?:整改)?(?:落实|完成|进展)*情况|方面)?(?:[。：]|，一是)"
    r"|(?:反馈问题|存在问题|问题(?:表现|描述|内容)?|具体问题|反馈意见)(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[：].{4,}"
    r"|[【\[](?:反馈|存在的?|具体)?(?:问题|意见)(?:表现|描述|内容)?[】\]].{4,}"
)
# the first line of a wrapped paragraph, not the name of a part
_NO_PART = re.compile(r"^(?:根据|按照|经)|\d")
_TABLE_HEAD = re.compile(r"^[^。，]{0,20}问题 [^。，]{0,20}(?:措施|成效|整改)[^。，]{0,30}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line that is, or may be, a heading.

    ``formal``: worded 关于…问题; ``short``: a line without a closing stop; ``fault``: a short line
    or sentence that states a fault; ``clause``: a paragraph 针对“…”问题，… in a text without
    headings; ``opens``: the style of the items that begin (with number 1) right below;
    ``tentative``: a heading only if the headings around it leave a place for it.
    """

    segment: Segment
    style: MarkerStyle
    number: int | None
    rank: float
    formal: bool = False
    short: bool = False
    fault: bool = False
    clause: bool = False
    opens: MarkerStyle | None = None
    tentative: bool = False


def find_marks(sheet: Sheet, core: Sequence[Segment]) -> Iterator[Mark]:
    """Yield the marks among ``core`` in the order of the text."""
    parts = sum(1 for s in core if s.marker is not None and s.marker.style == "cn_dun")
    opening = _captions_over_items(sheet, core) | _captions_over_prose(sheet, core)
    opening |= _run_in_under_areas(sheet, core)
    headed = False
    for at, segment in enumerate(core):
        below = core[at + 1] if at + 1 < len(core) else None
        mark: Mark | None = None
        if segment.index in sheet.asides:
            continue
        if segment.marker is not None:
            mark = _numbered(sheet, segment)
        elif not headed or _holds_the_first(sheet, segment, below):
            mark = _clause(sheet, segment)
        if mark is None:
            mark = _unnumbered(sheet, segment, below, strict=parts >= _SEVERAL)
        alone = (
            mark is not None
            and mark.fault
            and mark.short
            and _is_area(sheet, core[max(0, at - 1) : at])
        )
        if mark is not None and mark.tentative and (segment.index in opening or alone):
            mark = replace(mark, tentative=False)
        if mark is not None:
            headed = headed or not (mark.clause or mark.tentative)
            yield mark


def _holds_the_first(sheet: Sheet, segment: Segment, below: Segment | None) -> bool:
    """Whether the item before the one below runs into a paragraph: 针对“…”问题，一是…\n二是…."""
    if below is None or below.marker is None or below.marker.number != 2:
        return False
    inner = inner_markers(sheet.shape, segment.start, segment.end)
    return any(one.style == below.marker.style and one.number == 1 for one in inner)


def _captions_over_items(sheet: Sheet, core: Sequence[Segment]) -> frozenset[int]:
    """The bare captions over items that begin anew, where the text is built of such.

    One may be chance, and words that return (整改措施) are labels.
    """
    found: dict[str, int] = {}
    for segment, below in pairwise(core):
        line = sheet.whole(segment)
        first = below.marker is not None and below.marker.number == 1
        if segment.marker is None and first and _is_short(line) and part_kind(line) is None:
            found[line] = segment.index if line not in found else -1
    several = frozenset(index for index in found.values() if index >= 0)
    return several if len(several) > _SEVERAL else frozenset()


def _captions_over_prose(sheet: Sheet, core: Sequence[Segment]) -> frozenset[int]:
    """The bare captions over a paragraph each, where most of them state a fault."""
    found: dict[str, int] = {}
    for segment, below in pairwise(core):
        line = sheet.whole(segment)
        prose = below.marker is None and sheet.whole(below).endswith("。")
        if segment.marker is None and prose and _is_short(line) and part_kind(line) is None:
            found[line] = segment.index if line not in found else -1
    captions = [line for line, index in found.items() if index >= 0]
    faults = sum(is_fault(line) for line in captions)
    told = len(captions) > _SEVERAL and faults * 2 >= len(captions)
    return frozenset(found[line] for line in captions) if told else frozenset()


def _run_in_under_areas(sheet: Sheet, core: Sequence[Segment]) -> frozenset[int]:
    """The paragraphs under captions of areas (（一）…方面的问题), where they open with their fault.

    Most of them must: 服务管理方面的问题 / 审核周期长。将两级审核改为一级… / 验收不严。重新制定….
    """
    below: list[int] = []
    faults: set[int] = set()
    in_area = False
    for segment in core:
        if segment.marker is not None:
            words = sheet.words(segment)
            in_area = _is_short(words) and _AREA_END.search(words) is not None
        elif in_area:
            below.append(segment.index)
            opening = _opening(sheet, segment)
            if segment.end - segment.start > len(opening) and is_fault_in_brief(opening):
                faults.add(segment.index)
    told = len(faults) > _SEVERAL and len(faults) * 4 >= len(below) * 3
    return frozenset(faults) if told else frozenset()


def _is_area(sheet: Sheet, before: Sequence[Segment]) -> bool:
    """Whether the segment before is the numbered caption of an area: （三）党支部建设方面."""
    if not before or before[0].marker is None:
        return False
    words = sheet.words(before[0])
    return _is_short(words) and _AREA_END.search(words) is not None


def _numbered(sheet: Sheet, segment: Segment) -> Mark:
    assert segment.marker is not None
    style = segment.marker.style
    words = sheet.words(segment)
    short = _is_short(words)
    opening = _opening(sheet, segment)
    formal = _UNNUMBERED_PROBLEM.match(words) is not None or opening.endswith("问题")
    states = is_fault(words) and not is_focus(words) if short else is_fault_in_brief(opening)
    return Mark(
        segment=segment,
        style=style,
        number=segment.marker.number,
        rank=_rank(segment.marker),
        formal=formal,
        short=short,
        fault=formal or states,
    )


def _rank(marker: Marker) -> float:
    if marker.style != "other":
        return RANK[marker.style]
    return SECTION_RANK if "部分" in marker.text else AREA_RANK


def _opening(sheet: Sheet, segment: Segment) -> str:
    """The heading or first sentence of a segment, without ordinal and stop."""
    line = first_headline(sheet.shape, segment.body, segment.end)
    return sheet.shape[line.start : line.end]


def _is_short(line: str) -> bool:
    return 0 < len(line) <= _SHORT and line[-1] not in "。；，！？、" and "：" not in line


def _unnumbered(
    sheet: Sheet, segment: Segment, below: Segment | None, *, strict: bool
) -> Mark | None:
    """A heading without an ordinal; ``strict`` where the parts of the notice are numbered."""
    line = sheet.whole(segment)
    if _TABLE_HEAD.search(line):
        return None
    kind = part_kind(line)
    if _UNNUMBERED_PROBLEM.match(line) and kind is None:
        rank = RANK["other"]
        return Mark(segment=segment, style="other", number=None, rank=rank, formal=True, fault=True)
    if not _is_short(line):
        return _run_in(sheet, segment)
    closing = kind in ("next_steps", "unfinished", "contact")
    named = kind is not None and _NO_PART.search(line) is None
    if len(line) <= _LONGEST_PART and named and (closing or not strict):
        return Mark(segment=segment, style="other", number=None, rank=PART_RANK)
    if kind is None and _heads_a_summary(sheet, segment):
        return Mark(segment=segment, style="other", number=None, rank=PART_RANK)
    fault = is_fault(line)
    titled = fault and line.startswith("关于")  # even where the next caption follows at once
    if below is None or status_of(line) is not None:
        return None
    if below.end - below.start <= len(line) and not titled:
        return None
    first = below.marker is not None and below.marker.number == 1
    return Mark(
        segment=segment,
        style="other",
        number=None,
        rank=RANK["other"],
        short=True,
        fault=fault,
        opens=below.marker.style if below.marker is not None and first else None,
        tentative=not (fault and below.marker is None),
    )


def kind_of(sheet: Sheet, segment: Segment) -> SectionKind | None:
    """The part that a heading opens, by its words or by the paragraph under it, else None.

    第二方面：… says itself that it is an area of the inspection.
    """
    marker = segment.marker
    if marker is not None and ("方面" in marker.text or marker.style == "problem_n"):
        return None
    words = sheet.words(segment)
    kind = part_kind(words if len(words) <= _SHORT else _opening(sheet, segment))
    summing = kind is None or (
        kind in ("problems", "organization") and _is_last_word(sheet, segment)
    )
    return "statistics" if summing and _heads_a_summary(sheet, segment) else kind


def _is_last_word(sheet: Sheet, segment: Segment) -> bool:
    """Whether one paragraph stands under a numbered heading, and then its sibling."""
    after = sheet.segments[segment.index + 2 : segment.index + 3]
    if segment.marker is None or not after or after[0].marker is None:
        return False
    return after[0].marker.style == segment.marker.style


def _heads_a_summary(sheet: Sheet, segment: Segment) -> bool:
    """Whether a bare caption stands over the results of the whole: 整改成果 / 截至…，5个问题全部完成."""
    line = sheet.words(segment)
    if not _is_short(line) or len(line) > _LONGEST_PART:
        return False
    if status_of(line) is not None:  # the last cell of a row
        return False
    below = sheet.segments[segment.index + 1 : segment.index + 2]
    if not below or below[0].marker is not None:
        return False
    return sums_up_the_whole(sheet.shape, sheet.document.text, below[0].start, below[0].end)


def _run_in(sheet: Sheet, segment: Segment) -> Mark | None:
    """A paragraph that opens with a fault in a short sentence: a heading that lost its ordinal."""
    opening = _opening(sheet, segment)
    if segment.end - segment.start == len(opening) or not is_fault_in_brief(opening):
        return None
    return Mark(
        segment=segment,
        style="other",
        number=None,
        rank=RANK["other"],
        formal=opening.endswith("问题"),
        tentative=True,
    )


def _clause(sheet: Sheet, segment: Segment) -> Mark | None:
    """A paragraph that opens with 针对“…”问题, where no heading stands above it."""
    line = sheet.whole(segment)
    if not line.startswith("针对") or not first_headline(line, 0, len(line)).quoted:
        return None
    return Mark(
        segment=segment,
        style="other",
        number=None,
        rank=RANK["other"],
        formal=True,
        fault=True,
        clause=True,
    )
