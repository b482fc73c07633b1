"""Phrase: a fixed expression and what a slip of it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A wrong expression at [start, end) of the text, and the right one."""

    start: int
    end: int
    right: str
    wrong_at: tuple[tuple[int, str], ...]  # (offset in the text, right character), same length


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A canonical form; ``signs`` (see the data file) narrow when a deviation counts."""

    text: str
    wrong: tuple[str, ...] = ()
    right_neighbours: tuple[str, ...] = ()
    signs: str = ""
