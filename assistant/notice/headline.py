"""Headline: where a problem heading ends and what its core wording is.

Headings stand on a line of their own, or run into their measure (关于“…”问题。一是…); a clause
针对“…”问题 opens a record inside a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAIL = (
    r"(?:等|等方面|这一|这个|一些|方面|类)?的?(?:突出|具体|有关|相关|典型)?问题"
    r"(?:的?(?:整改|整改落实|落实整改)?(?:落实|完成|进展|推进|工作)*(?:的)?(?:情况|方面|成效))?"
)
_CLOSING = re.compile(rf"”(?P<tail>{_TAIL}|的?整改(?:落实|完成|进展)*(?:情况|工作)?(?=[。：；]|$))")
_OPENING = re.compile(
    r"(?:(?:关于|针对|对于|对照|对)(?P<before>[^“”。，；：]{0,24}?)|[^“”。，；：]{0,24}?(?:反馈|指出)(?:意见)?(?:指出|提出)?的?(?:有关|关于)?)?“"
)
_PLAIN = re.compile(
    r"(?:关于|针对)(?P<core>[^。]{2,160}?)(?P<tail>的?问题(?:的?(?:整改|整改落实)?(?:落实|完成|进展)*(?:情况|方面))?)"
    r"(?=[。：；]|，(?:一是|针对|具体)|（|(?<=”问题)，|$)"
)
# the closing mark of the quotation was lost: 针对“…不到位问题，
_UNCLOSED = re.compile(
    r"(?P<core>[^。“”]{2,120}?)的?问题(?:的?整改(?:落实|进展)?情况)?(?=[，。：；（]|$)"
)
_BARE = re.compile(r"[^“”]{2,120}”(?=[。：])")
_CLOSING_MARK = re.compile("”")
_REPORTED = re.compile(r"反馈|指出|提出|发现|存在|巡[察视]|列出|有关|部分")
_LONGEST_QUOTE = 400
_STATUS_NOTE = re.compile(r" ?[（【]([^（）【】]{2,20})[）】]")
_SENTENCE = re.compile(r"[“”‘’《》（）。：！？；]|(?<=[\u4e00-\u9fff”）])\.(?!\d)")
_RUN_IN_ITEM = re.compile(r"一是(?!否)|（1）|（一）|①|整改(?:措施|情况)：")
_LABEL = re.compile(
    r"(?:反馈|存在|具体)?(?:的)?(?:问题|意见)(?:表现|描述|内容)?(?:\d{1,2}"
    r"|[一二三四五六七八九十]{1,2})?[：] ?"
    r"|[【\[](?:反馈|存在|具体)?的?(?:问题|意见)(?:表现|描述|内容)?[】\]][：]? ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A heading [start, end) with its core [core_start, core_end); the rest begins at ``rest``."""

    start: int
    end: int
    core_start: int
    core_end: int
    rest: int
    quoted: bool = False


def first_headline(shape: str, start: int, end: int) -> Headline:
    """The heading that a line ``shape[start:end]`` (ordinal left out) opens with."""
    label = _LABEL.match(shape, start, end)
    begin = label.end() if label is not None else start
    found = _quoted(shape, begin, end) or _plain(shape, begin, end)
    if found is not None:
        return found
    stop = _first_stop(shape, begin, end)
    return _finish(shape, begin, stop, begin, stop, end)


def whole_headline(shape: str, start: int, end: int) -> Headline:
    """The line as one heading, even if it has several sentences."""
    first = first_headline(shape, start, end)
    if first.quoted or first.rest >= end:
        return first
    stop = end
    while stop > start and shape[stop - 1] in "。；：， ":
        stop -= 1
    return Headline(start=start, end=end, core_start=first.core_start, core_end=stop, rest=end)


def _quoted(shape: str, start: int, end: int) -> Headline | None:
    """关于“…”问题, 针对“…”等问题的整改情况, “…”问题."""
    opening = _OPENING.match(shape, start, end)
    if opening is None:
        return None
    inside = opening.end()
    closing = _closing_quote(shape, inside, end)
    if closing is None and opening.group().startswith(("关于", "针对")):
        closing = _BARE.match(shape, inside, end)  # 关于“低保评议走形式”。7月重新评议…
        closing = _CLOSING_MARK.search(shape, inside, closing.end()) if closing else None
    if closing is None:
        return _wholly_quoted(shape, start, inside, end) or _unclosed(shape, start, opening, end)
    core_start, core_end = inside, closing.start()
    before = opening["before"] or ""
    if before.strip() and not _REPORTED.search(before):
        # the quotation is a part of the wording: 关于检察建议“一发了之”问题
        core_start, core_end = opening.start("before"), closing.start() + 1
    found = _finish(shape, start, closing.end(), core_start, core_end, end)
    return Headline(
        start=found.start,
        end=found.end,
        core_start=found.core_start,
        core_end=found.core_end,
        rest=found.rest,
        quoted=True,
    )


def _wholly_quoted(shape: str, start: int, inside: int, end: int) -> Headline | None:
    """“…不到位” as the whole line, with nothing behind the closing mark but a stop."""
    stop = end
    while stop > inside and shape[stop - 1] in "。；： ":
        stop -= 1
    if stop - inside > _LONGEST_QUOTE:
        return None
    if stop <= inside or shape[stop - 1] != "”" or shape.count("”", inside, stop) != 1:
        return None
    return Headline(
        start=start, end=stop, core_start=inside, core_end=stop - 1, rest=end, quoted=True
    )


def _unclosed(shape: str, start: int, opening: re.Match[str], end: int) -> Headline | None:
    """关于“…问题 or 针对“…问题 without a closing mark before the next opening one."""
    if not opening.group().startswith(("关于", "针对")):
        return None
    match = _UNCLOSED.match(shape, opening.end(), end)
    if match is None:
        return None
    return _finish(shape, start, match.end(), match.start("core"), match.end("core"), end)


def _closing_quote(shape: str, inside: int, end: int) -> re.Match[str] | None:
    """The closing mark of the quotation, followed by 问题; nested pairs are stepped over."""
    fallback = None
    for match in _CLOSING.finditer(shape, inside, min(end, inside + _LONGEST_QUOTE)):
        within = shape[inside : match.start()]
        if within.count("“") == within.count("”"):
            return match
        if "。针对“" in within:
            break
        fallback = fallback or match
    return fallback


def _plain(shape: str, start: int, end: int) -> Headline | None:
    """关于…问题的整改情况 without quotation marks."""
    match = _PLAIN.match(shape, start, end)
    if match is None:
        return None
    return _finish(shape, start, match.end(), match.start("core"), match.end("core"), end)


def _first_stop(shape: str, start: int, end: int) -> int:
    """The first sentence end outside quotation marks and brackets, else ``end``.

    A heading whose stop was lost ends before the first item of its measure (…不够一是…).
    """
    depth = 0
    stop = end
    for match in _SENTENCE.finditer(shape, start, min(end, start + 300)):
        mark = match.group()
        if mark in "“‘《（":
            depth += 1
        elif mark in "”’》）":
            depth = max(0, depth - 1)
        elif depth == 0:
            stop = match.start()
            break
    item = _RUN_IN_ITEM.search(shape, start + 4, min(stop + 1, end, start + 60))
    return stop if item is None else item.start()


def _finish(
    shape: str, start: int, stop: int, core_start: int, core_end: int, end: int
) -> Headline:
    """Step over a status note and the stop behind the heading."""
    note = _STATUS_NOTE.match(shape, stop, end)
    stop = note.end() if note is not None else stop
    rest = stop
    while rest < end and shape[rest] in "。：，；！？. ":
        rest += 1
    core = shape[core_start:core_end]
    if core.count("”") > core.count("“"):
        core = core.removesuffix("”")
    core_end = core_start + len(core.rstrip("。；：，、 "))
    noted = re.search(
        r" ?[（【][^（）【】]*(?:完成|推进|坚持|整改)[^（）【】]*[）】]$",
        shape[core_start:core_end],
    )
    if noted is not None:
        core_end = core_start + noted.start()
    return Headline(start=start, end=stop, core_start=core_start, core_end=core_end, rest=rest)


_CLAUSE = re.compile(r"(?:(?<=[。；：！？” ])|^)针对[^“”。；]{0,30}“")


def quoted_clauses(shape: str, start: int, end: int) -> Iterator[Headline]:
    """The clauses 针对“…”问题 that open a sentence within ``shape[start:end]``, in order.

    Lost quotation marks are allowed for where the clause opens the passage.
    """
    position = start
    while position < end:
        match = _CLAUSE.search(shape, position, end)
        at_start = shape.startswith("针对", position) and position == start
        if match is None and not at_start:
            return
        begin = start if at_start else match.start() if match else end
        found = _quoted(shape, begin, end) or (_plain(shape, begin, end) if at_start else None)
        if found is None:
            position = match.end() if match is not None else end
            continue
        yield found
        position = max(found.rest, begin + 1)
