"""Runs: stretches of characters that two texts share."""

from __future__ import annotations


def longest_shared(text: str, source: str, least: int) -> str:
    """The longest run of at least ``least`` characters of ``text`` that stands in ``source``.

    "" where there is none. Time is linear in ``text`` for each length that is reached.
    """
    best = ""
    start = 0
    width = least
    while start + width <= len(text):
        if text[start : start + width] in source:
            best = text[start : start + width]
            width += 1
        else:
            start += 1
    return best
