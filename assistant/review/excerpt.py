"""Excerpt: the first words of a place of the text, for a message."""

from __future__ import annotations


def excerpt(words: str, most: int) -> str:
    """At most ``most`` characters of ``words`` on one line; "…" says that there is more."""
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
