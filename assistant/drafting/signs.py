"""Signs: data/signs.yaml, read once; what in a text speaks to a machine, or is no part of a notice.

These are the certain signs. What no list of words can hold is left to the recogniser; the two come
together in assistant/drafting/orders.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

import yaml

from assistant.drafting.folding import folded

_SENTENCE = re.compile(r"[^。；！？!?;\n]{0,2000}[。；！？!?;\n]?")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    text = resources.files("assistant.drafting").joinpath("data/signs.yaml").read_text("utf-8")
    patterns: list[str] = yaml.safe_load(text)[name]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.MULTILINE)


def has_sign(name: str, text: str) -> bool:
    """Whether ``text`` shows a sign of the list: instructions, residue, denial or markup."""
    return _pattern(name).search(folded(text)) is not None


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a text, end marks with them, nothing lost."""
    return (found[0] for found in _SENTENCE.finditer(text) if found[0])
