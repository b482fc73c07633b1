"""Thought: the ``<think>…</think>`` that some servers leave in an answer.

Reasoning models (DeepSeek R1, Qwen 3 and their kin) think aloud; servers without a parser for it
send the thinking as text. It is no part of the answer, and the guard should not have to read it.
Thought may lie within thought; one that is closed too seldom ends where it was closed last. A mark
that stands alone later on (its counterpart was in the server's template) is taken out.
"""

from __future__ import annotations

import re

_OPEN = "<think>"
_CLOSE = "</think>"
_MARK = re.compile(f"{_OPEN}|{_CLOSE}")


class WithoutThought:
    """An answer that comes in pieces, without leading blanks, thought and its marks."""

    def __init__(self) -> None:
        self._held = ""
        self._state = "before"  # → inside → before, or → after
        self._depth = 0  # thoughts that are open
        self._behind: str | None = None  # what follows the last mark that closed one of several

    def feed(self, piece: str) -> str:
        """What of all that was fed is known to be answer."""
        self._held += piece
        while True:
            if self._state == "after":
                return self._unmarked()
            if self._state == "inside" and not self._leave():
                return ""
            head = self._held.lstrip()
            if head.startswith((_OPEN, _CLOSE)):
                opened = head.startswith(_OPEN)
                self._held = head[len(_OPEN if opened else _CLOSE) :]
                self._state, self._depth = ("inside", 1) if opened else ("before", 0)
            elif _OPEN.startswith(head) or _CLOSE.startswith(head):
                self._held = head
                return ""
            else:
                self._held, self._state = head, "after"

    def end(self) -> str:
        """What was still held back: what only looked like a mark, or was never a thought."""
        held = self._held
        if self._state == "inside":
            held = "" if self._behind is None else (self._behind + held).lstrip()
        self._held, self._behind = "", None
        return held

    def _leave(self) -> bool:
        """Read on inside a thought; True where it has ended."""
        while (mark := _MARK.search(self._held)) is not None:
            self._held = self._held[mark.end() :]
            self._depth += 1 if mark[0] == _OPEN else -1
            if mark[0] == _CLOSE or self._behind is not None:
                self._behind = ""
            if not self._depth:
                self._state, self._behind = "before", None
                return True
        kept = self._held[-len(_CLOSE) :]
        if self._behind is not None:
            self._behind += self._held[: len(self._held) - len(kept)]
        self._held = kept
        return False

    def _unmarked(self) -> str:
        """The answer so far without lone marks; what may be the beginning of one is held back."""
        parts = _MARK.split(self._held)
        last = parts[-1]
        at = last.rfind("<", -len(_CLOSE))
        if at < 0 or not (_OPEN.startswith(last[at:]) or _CLOSE.startswith(last[at:])):
            at = len(last)
        self._held = last[at:]
        return "".join([*parts[:-1], last[:at]])
