"""Block: a piece of the composed notice, with what a layout must know of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["title", "paragraph", "heading", "contact", "signature", "date"]
PLACEHOLDER = re.compile(r"【待填：[^【】\n]{1,60}】")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph without indentation. ``level`` 1 to 4 for headings (一、（一）1.（1）), else 0.

    A heading with ``runs_in`` goes on in the same paragraph: ``text`` is all of it and the first
    ``runs_in`` characters are the heading.
    """

    kind: BlockKind
    text: str
    level: int = 0
    runs_in: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedNotice:
    """The whole notice. ``remarks``: lines of Chinese for the user, on what did not fit."""

    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()

    def placeholders(self) -> Iterator[str]:
        """Every placeholder of the text in its order, each as often as it occurs."""
        for block in self.blocks:
            yield from PLACEHOLDER.findall(block.text)
