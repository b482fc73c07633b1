"""Segments: the paragraphs of a text, whatever became of its line breaks.

Normally a segment is a line. Where a whole notice arrives as one line (a paste out of a form
field, a table cell), it is broken before ordinals and set openings, so that the rest of the
parser sees the same shape.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from assistant.notice.numerals import ordinal_of
from assistant.notice.parts import part_kind

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")

# blanks between Chinese words or behind a full stop: line breaks that became blanks
_BLANK_BREAK = re.compile(r"(?<=[\u4e00-\u9fff。；”]) (?=[\u4e00-\u9fff“（\d])")
_ORDINAL_ALONE = re.compile(r" *(?:（?[一二三四五六七八九十\d]{1,3}[）、.]|问题\d{1,2}：) *")
# between the cells of a row: tabs, or the bars of a Markdown table (at least three to a row)
_TAB = re.compile(r"\t+")
_BAR = re.compile(r" *\| *")
_FEWEST_BARS = 3
# cells set apart by blanks only: read in rows that open with an ordinal
_GAP = re.compile(r"\u3000+| {2,}")
_NUMBERED_ROW = re.compile(r"[\u3000 ]*(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:\u3000+| {2,})")
_RULE = re.compile(r"[|:\- ]+")
_ASIDE = re.compile("责任|牵头|配合|时限|期限|备注|完成时间|整改时间")

# below this length a single line is a fragment, not a notice that lost its line breaks
COLLAPSED_LENGTH = 120

# characters to a line, on the average, in a text that has lost most of its line breaks
_FEW_BREAKS = 250

_ORDINAL_BREAK = re.compile(
    r"(?<=[。；！？”） ])(?=[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]{1,2}[、是]))"
    r"|(?<=[\u4e00-\u9fff”。；！？： ])(?=（[一二三四五六七八九十]{1,3}）(?![、，。款项条]))"
    r"|(?<=[\u4e00-\u9fff”。！？ ])(?=\d{1,2}\.(?=[\u4e00-\u9fff“]))"
    r"|(?<=[。！？])(?=\d{1,2}\.(?=\d{1,4}[年月]))"
    r"|(?<=[。！？；” ])(?=（\d{1,2}）)|(?<=[\u4e00-\u9fff])(?=（1）)"
    r"|(?<=[。！？” ])(?=问题\d{1,2}：)|(?<=[\u4e00-\u9fff])(?=问题1：)"
    r"|(?<=[。！？])(?=(?:下一步[，工]|欢迎(?:广大|社会|干部|各界)))"
    r"|(?<=的通报)(?=根据|按照|经|20\d\d年)"
    r"|(?<=(?:公布|如下|通报|公开|报告)。)"
    r"|(?<=[。！？])(?=针对“)|(?<=\d日)(?=欢迎|联系|附件)"
    r"|(?<= )(?=[^ ])"
    r"|(?<=[。！？])(?=中共[^。，；：]{2,40}(?:20\d\d|二〇))"
)
_STRUCTURE = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|(?<!\d)\d{1,2}\.(?=[\u4e00-\u9fff“])|问题\d{1,2}：|关于“|针对“"
)


# siblings glued into one paragraph: 问题一：…。问题二：…, 1.…。2.…
_GLUED = (
    re.compile(r"(?:(?<=[。！？；”])|(?<![^\n]))问题(\d{1,2}|[一二三四五六七八九十]{1,3})[：、]"),
    re.compile(r"(?:(?<=[。！？；”])|(?<![^\n])) ?(\d{1,2})\.(?=[\u4e00-\u9fff“《]|\d{1,4}[年月])"),
)


_LABEL = re.compile(r"(?:^|(?<=\n))[ \u3000]{0,20}【([^【】\n]{2,14})】")


def segments(masked: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the non-blank segments of ``masked`` (folded, markup blanked) without outer blanks.

    ``text`` is the text as read, of the same length: it alone still has the tabs between the
    cells of a table row.
    """
    lines = [match.span() for match in _LINE.finditer(masked)]
    total = sum(end - start for start, end in lines)
    parts = _bracketed_parts(masked)
    in_table = False
    for start, end in lines:
        in_table = in_table or _is_table_head(text, start, end)
        if _is_collapsed(masked, start, end, total, len(lines)):
            yield from _broken(masked, start, end)
        elif in_table and is_table_rule(text[start:end]):
            continue
        elif in_table and (is_row(text, start, end) or _is_numbered_row(text, start, end)):
            yield from _cells(masked, text, start, end)
        else:
            for piece in _unglued(masked, start, end, parts):
                yield from _trimmed(masked, *piece)


def _bracketed_parts(masked: str) -> frozenset[str]:
    """The names of parts that open a line in brackets, once in the text: 【下一步工作】.

    What returns (【整改措施】) is a label under each problem.
    """
    found = Counter(match[1] for match in _LABEL.finditer(masked))
    apart = ("organization", "statistics", "next_steps", "contact")
    return frozenset(
        name for name, count in found.items() if count == 1 and part_kind(name) in apart
    )


def _unglued(masked: str, start: int, end: int, parts: frozenset[str]) -> Iterator[tuple[int, int]]:
    """A line cut before the siblings of the ordinal that opens it, if they count on from it.

    A part's name in brackets (【下一步工作】一是…) is cut off from the text that it heads.
    """
    cuts: list[int] = []
    label = _LABEL.match(masked, start, end)
    if label is not None and label[1] in parts and label.end() < end:
        yield from pairwise([start, label.end(), end])
        return
    for pattern in _GLUED:
        found = list(pattern.finditer(masked, start, end))
        numbers = [ordinal_of(match.group(1)) or 0 for match in found]
        opens = bool(found) and not masked[start : found[0].start()].strip()
        if opens and all(b == a + 1 for a, b in pairwise(numbers)):
            cuts = [match.start() for match in found[1:]]
            break
    yield from pairwise([start, *cuts, end])


def is_row(text: str, start: int, end: int) -> bool:
    """Whether a line is a row of a table: cells between tabs, or between the bars of Markdown."""
    return "\t" in text[start:end] or text.count("|", start, end) >= _FEWEST_BARS


def _is_numbered_row(text: str, start: int, end: int) -> bool:
    return _NUMBERED_ROW.match(text, start, end) is not None


def is_table_rule(line: str) -> bool:
    """Whether a line only rules off the head of a Markdown table: | --- | --- |."""
    return line.count("|") >= _FEWEST_BARS and _RULE.fullmatch(line) is not None


def _row(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the cells of a row, empty ones included."""
    between = _TAB if "\t" in text[start:end] else _BAR if "|" in text[start:end] else _GAP
    while start < end and text[start] in " \u3000":
        start += 1
    if between is _BAR:
        while start < end and text[start] in "| ":
            start += 1
        while end > start and text[end - 1] in "| ":
            end -= 1
    cells, position = [], start
    for match in between.finditer(text, start, end):
        cells.append((position, match.start()))
        position = match.end()
    return [*cells, (position, end)]


def _is_table_head(text: str, start: int, end: int) -> bool:
    """Whether a line is the head of a table of problems: 序号, 反馈问题, 整改措施, 整改情况."""
    if end - start > 80 or not (is_row(text, start, end) or _GAP.search(text, start, end)):
        return False
    cells = [text[a:b] for a, b in _row(text, start, end)]
    if len(cells) < 2 or any(len(cell) > 16 for cell in cells):
        return False
    return any("问题" in cell for cell in cells) and any(
        "措施" in cell or "整改" in cell or "成效" in cell for cell in cells
    )


def aside_cells(text: str) -> Iterator[tuple[int, int]]:
    """The cells of the columns 责任单位, 责任人, 完成时限 and the like: neither problem nor measure."""
    columns: frozenset[int] = frozenset()
    for match in _LINE.finditer(text):
        start, end = match.span()
        head = _is_table_head(text, start, end)
        if not (head or is_row(text, start, end) or _is_numbered_row(text, start, end)):
            continue
        cells = _row(text, start, end)
        if head:
            columns = frozenset(at for at, (a, b) in enumerate(cells) if _ASIDE.search(text[a:b]))
            continue
        for at, cell in enumerate(cells if columns else ()):
            if at in columns:
                yield cell


def _cells(masked: str, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a table row; a bare ordinal stays with the cell behind it."""
    if _is_table_head(text, start, end):
        yield from _trimmed(masked, start, end)
        return
    cells = _row(text, start, end)
    first = 0
    ordinal = text[slice(*cells[0])].strip(" .、")
    if len(cells) > 1 and ordinal.isalnum() and len(text[slice(*cells[0])]) <= 4:
        yield from _trimmed(masked, cells[0][0], cells[1][1])
        first = 2
    for cell in cells[first:]:
        yield from _trimmed(masked, *cell)


def _is_collapsed(masked: str, start: int, end: int, total: int, count: int) -> bool:
    length = end - start
    if length < COLLAPSED_LENGTH or (length * 2 < total and total < _FEW_BREAKS * count):
        return False
    for pattern, needed in ((_STRUCTURE, 3), (_BLANK_BREAK, 6)):
        found = pattern.finditer(masked, start, end)
        if sum(1 for _ in zip(found, range(needed), strict=False)) == needed:
            return True
    return False


def _broken(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for match in _ORDINAL_BREAK.finditer(masked, start, end):
        if match.start() > position and not _ORDINAL_ALONE.fullmatch(
            masked, position, match.start()
        ):
            yield from _trimmed(masked, position, match.start())
            position = match.start()
    yield from _trimmed(masked, position, end)


def _trimmed(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = masked[start:end]
    left = len(piece) - len(piece.lstrip(_BLANKS))
    right = len(piece.rstrip(_BLANKS))
    if left < right:
        yield start + left, start + right


_BLANKS = " \t\u00a0\u3000\ufeff\u200b\u200c\u200d\u2060\u00ad\0\x1f"
