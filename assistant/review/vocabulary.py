"""Vocabulary: the word lists that are too long to stand in code (data/*.txt)."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of ``data/<name>.txt`` in order; lines that begin with # are comments."""
    path = resources.files("assistant.review").joinpath("data", f"{name}.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())
