"""Plain: the composed notice as .txt and .md."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.compose.block import Block, ComposedNotice

INDENT = "　　"
_CENTRED = ("title",)
_RIGHT = ("signature", "date")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|])")


def as_text(notice: ComposedNotice) -> str:
    """Plain text: paragraphs indented by two full-width blanks, the end after an empty line."""
    return "\n".join(_text_lines(notice)) + "\n"


def _text_lines(notice: ComposedNotice) -> Iterator[str]:
    for block in notice.blocks:
        if block.kind == "signature":
            yield ""
        yield block.text if block.kind in (*_CENTRED, *_RIGHT) else INDENT + block.text
        if block.kind == "title":
            yield ""


def as_markdown(notice: ComposedNotice) -> str:
    """Markdown: title and headings by their level, a paragraph each."""
    return "\n\n".join(_markdown(block) for block in notice.blocks) + "\n"


def _markdown(block: Block) -> str:
    # 1. at the start of a paragraph would become a list, so its dot is escaped with the rest
    text = re.sub(r"^(\d+)\.", r"\1\\.", _MARKUP.sub(r"\\\1", block.text))
    if block.kind == "title":
        return f"# {text}"
    return f"{'#' * (block.level + 1)} {text}" if block.kind == "heading" else text
