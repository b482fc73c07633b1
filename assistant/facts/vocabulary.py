"""Vocabulary: word lists in assistant/facts/data, in named sections, read once.

A line "[name]" opens a section, "#" a comment; words are separated by blanks.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources


@cache
def _lines(file: str) -> dict[str, tuple[str, ...]]:
    text = resources.files("assistant.facts").joinpath(f"data/{file}").read_text("utf-8")
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return {name: tuple(items) for name, items in found.items()}


@cache
def _sections(file: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(" ".join(items).split()) for name, items in _lines(file).items()}


def lines(file: str, section: str) -> tuple[str, ...]:
    """The lines of a section; KeyError for a section that is not there."""
    return _lines(file)[section]


def sections(file: str) -> tuple[str, ...]:
    """The names of a file's sections, in its order."""
    return tuple(_sections(file))


@cache
def word_list(file: str, section: str) -> tuple[str, ...]:
    """The words of a section, longest first; KeyError for a section that is not there."""
    return tuple(sorted(set(_sections(file)[section]), key=lambda word: (-len(word), word)))


@cache
def words(file: str, section: str) -> frozenset[str]:
    """The words of a section as a set."""
    return frozenset(_sections(file)[section])


@cache
def alternation(file: str, *sections: str) -> str:
    """The words of the sections as one regular expression, longest first."""
    every = {word for section in sections for word in _sections(file)[section]}
    return "|".join(map(re.escape, sorted(every, key=lambda word: (-len(word), word))))
