"""Thought: the ``<think>…</think>`` that some servers leave at the head of an answer.

Reasoning models (DeepSeek R1, Qwen 3 and their kin) think aloud; servers without a parser for it
send the thinking as text. It is no part of the answer, and the guard should not have to read it.
"""

from __future__ import annotations

_OPEN = "<think>"
_CLOSE = "</think>"


class WithoutThought:
    """An answer that comes in pieces, without leading blanks and without leading thought."""

    def __init__(self) -> None:
        self._held = ""
        self._state = "before"  # → inside → before, or → after

    def feed(self, piece: str) -> str:
        """What of all that was fed is known to be answer."""
        if self._state == "after":
            return piece
        self._held += piece
        while True:
            if self._state == "inside":
                _, closed, rest = self._held.partition(_CLOSE)
                if not closed:
                    self._held = self._held[-len(_CLOSE) :]
                    return ""
                self._held, self._state = rest, "before"
            head = self._held.lstrip()
            if head.startswith(_OPEN):
                self._held, self._state = head[len(_OPEN) :], "inside"
            elif _OPEN.startswith(head):
                self._held = head
                return ""
            else:
                self._state = "after"
                return head

    def end(self) -> str:
        """What was still held back: an answer that only looked like the beginning of a thought."""
        held = self._held if self._state == "before" else ""
        self._held = ""
        return held
