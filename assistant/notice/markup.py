"""Markup: tags, comments and entities of a web page that came along with the text.

A notice copied out of a page brings its tags with it. They are blanked (not cut) before anything
else looks at the text, so structure is found beneath them and every offset stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# a tag must open with a Latin letter, so <工会预算管理办法> (a title in wrong brackets) is text
_MARKUP = re.compile(
    r"<[!！]--[^<>]{0,4000}-->"  # stops at any bracket, so it stays linear
    r"|<(?P<raw>script|style)\b[^<>]{0,400}>[^<]{0,20000}</(?P=raw)>"
    r"|<[ /]?[a-zA-Z!！][^<>]{0,400}>"
    # what nested tags leave when one of them was cut: <x< span>, </x<>
    r"|</?[a-zA-Z]{1,12}(?=<[ /]?[a-zA-Z])|</?[a-zA-Z]{1,12}<>"
    r"|&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6})[;；]",
    re.IGNORECASE,
)
_BREAKS_LINE = re.compile(
    r"<[ /]?(?:p|br|div|h[1-6]|li|ul|ol|tr|table|section|article|body|html|head|title|hr)\b",
    re.IGNORECASE,
)


def markup_spans(folded: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, breaks the line) for every piece of markup, in order."""
    if "<" not in folded and "&" not in folded:
        return
    for match in _MARKUP.finditer(folded):
        yield match.start(), match.end(), bool(_BREAKS_LINE.match(match.group()))


def blank_markup(folded: str) -> str:
    """``folded`` with markup replaced by blanks (a line break for block tags), length unchanged."""
    pieces, position = [], 0
    for start, end, breaks in markup_spans(folded):
        filler = "\n" if breaks else " "
        pieces.append(folded[position:start])
        pieces.append(filler + " " * (end - start - 1))
        position = end
    pieces.append(folded[position:])
    return "".join(pieces)


# Markdown: # before a heading, ** around words; and the bullets of lists before Chinese text
_MARKS = re.compile(
    r"(?m)^ *#{1,6} +|\*\*|^ *(?:[-*+•●◆■▪·▶➢○◇□] *)(?=[\u4e00-\u9fff（“《])|^ *> +"
)

# a whole line in heavy brackets is a heading, unless it labels what stands beneath it
_BOXED = re.compile(
    r"(?m)(?<![^\n])【((?!此处|待)(?![^【】\n]{0,10}(?:问题\d|问题[一二三四五六七八九十]|措施|整改|成效|结果|情况|责任|意见))"
    r"[^【】\n]{5,40})】(?![^\n])"
)


def blank_marks(shape: str) -> str:
    """``shape`` with Markdown's marks and bullets replaced by blanks, length unchanged."""
    shape = _MARKS.sub(lambda match: " " * len(match.group()), shape)
    return _BOXED.sub(lambda match: f" {match.group(1)} ", shape)
