"""Segments: the paragraphs of a text, whatever became of its line breaks.

Normally a segment is a line. Where a whole notice arrives as one line (a paste out of a form
field, a table cell), it is broken before ordinals and set openings, so that the rest of the
parser sees the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")

# blanks between Chinese words or behind a full stop: line breaks that became blanks
_BLANK_BREAK = re.compile(r"(?<=[\u4e00-\u9fff。；”]) (?=[\u4e00-\u9fff“（\d])")
_ORDINAL_ALONE = re.compile(r" *(?:（?[一二三四五六七八九十\d]{1,3}[）、.]|问题\d{1,2}：) *")
_TAB = re.compile(r"\t+")
_ASIDE = re.compile("责任|牵头|配合|时限|期限|备注|完成时间|整改时间")

# below this length a single line is a fragment, not a notice that lost its line breaks
COLLAPSED_LENGTH = 120

# characters to a line, on the average, in a text that has lost most of its line breaks
_FEW_BREAKS = 250

_ORDINAL_BREAK = re.compile(
    r"(?<=[。；！？”） ])(?=[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]{1,2}[、是]))"
    r"|(?<=[\u4e00-\u9fff”。；！？： ])(?=（[一二三四五六七八九十]{1,3}）(?![、，。款项条]))"
    r"|(?<=[\u4e00-\u9fff”。！？ ])(?=\d{1,2}\.(?=[\u4e00-\u9fff“]))"
    r"|(?<=[。！？；” ])(?=（\d{1,2}）)"
    r"|(?<=[。！？” ])(?=问题\d{1,2}：)"
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


def segments(masked: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the non-blank segments of ``masked`` (folded, markup blanked) without outer blanks.

    ``text`` is the text as read, of the same length: it alone still has the tabs between the
    cells of a table row.
    """
    lines = [match.span() for match in _LINE.finditer(masked)]
    total = sum(end - start for start, end in lines)
    in_table = False
    for start, end in lines:
        in_table = in_table or _is_table_head(text, start, end)
        if _is_collapsed(masked, start, end, total, len(lines)):
            yield from _broken(masked, start, end)
        elif in_table and "\t" in text[start:end]:
            yield from _cells(masked, text, start, end)
        else:
            yield from _trimmed(masked, start, end)


def _is_table_head(text: str, start: int, end: int) -> bool:
    """Whether a line is the head of a table of problems: 序号, 反馈问题, 整改措施, 整改情况."""
    if end - start > 80 or "\t" not in text[start:end]:
        return False
    cells = text[start:end].split("\t")
    return any("问题" in cell for cell in cells) and any(
        "措施" in cell or "整改" in cell or "成效" in cell for cell in cells
    )


def aside_cells(text: str) -> Iterator[tuple[int, int]]:
    """The cells of the columns 责任单位, 责任人, 完成时限 and the like: neither problem nor measure."""
    columns: frozenset[int] = frozenset()
    for match in _LINE.finditer(text):
        start, end = match.span()
        if "\t" not in text[start:end]:
            continue
        cells = text[start:end].split("\t")
        if _is_table_head(text, start, end):
            columns = frozenset(at for at, cell in enumerate(cells) if _ASIDE.search(cell))
            continue
        for at, cell in enumerate(cells if columns else ()):
            if at in columns:
                yield start, start + len(cell)
            start += len(cell) + 1


def _cells(masked: str, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The cells of a table row; a bare ordinal stays with the cell behind it."""
    if _is_table_head(text, start, end):
        yield from _trimmed(masked, start, end)
        return
    position = start
    for match in _TAB.finditer(text, start, end):
        if text[start : match.start()].strip(" .、").isalnum() and match.start() - start <= 4:
            continue
        yield from _trimmed(masked, position, match.start())
        position = match.end()
    yield from _trimmed(masked, position, end)


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
