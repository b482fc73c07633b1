"""Markdown for the page: untrusted text made inert, placeholders marked, sources one click away.

Gradio's sanitiser keeps images, links and forms, so no character of a notice, a draft or a paste
reaches it as markup: everything is escaped here, and only the tags written in this file remain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.library import PLACEHOLDER

# characters that mean something to Markdown, KaTeX or HTML; they are written as entities
_SPECIAL = re.compile(r"[&<>\\`*_{}\[\]#+\-!|~$^=@/:.]")
_INDENT = re.compile(r"(?m)^[ \u3000\t]+")
_ORDINALS = "一二三四五六七八九十"


def inert(text: str) -> str:
    """``text`` as Markdown that shows exactly these characters and can do nothing."""
    escaped = _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", text)
    return _INDENT.sub("&emsp;&emsp;", escaped)


def marked(text: str) -> str:
    """Inert Markdown with every 【待填：…】 highlighted."""
    parts: list[str] = []
    last = 0
    for found in PLACEHOLDER.finditer(text):
        parts.append(inert(text[last : found.start()]))
        parts.append(f"<mark>{inert(found[0])}</mark>")
        last = found.end()
    parts.append(inert(text[last:]))
    return "".join(parts)


def folded(summary: str, lines: Sequence[str]) -> str:
    """A block that opens on one click; ``summary`` and ``lines`` are Markdown already."""
    body = "\n\n".join(lines)
    return f"<details><summary>{summary}</summary>\n\n{body}\n\n</details>"


def small(line: str) -> str:
    """A line beside the text proper; ``line`` is Markdown already. (Slanted Chinese reads badly.)"""
    return f"<small>{line}</small>"


def ordinal(index: int) -> str:
    """一是, 二是 … for the measure with this index (0 first)."""
    return f"{_ORDINALS[index]}是" if index < len(_ORDINALS) else f"{index + 1}."
