"""Set phrases: fixed expressions that look like facts but are none (三会一课, 一岗双责).

Matching ignores quotation marks and half- or full-width forms. The list is data
(assistant/notice/data/set_phrases.txt), one phrase a line, # opens a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources

from assistant.notice.fold import fold
from assistant.notice.model import Passage

_QUOTES = "“”‘’\"'「」『』"
_FILLER = rf"[{_QUOTES}]?"


def normal_form(phrase: str) -> str:
    """``phrase`` folded and without quotation marks or blanks: what phrases are compared by."""
    return "".join(char for char in fold(phrase) if char not in _QUOTES and char != " ")


@lru_cache(maxsize=1)
def set_phrases() -> frozenset[str]:
    """All phrases in normal form."""
    data = resources.files("assistant.notice").joinpath("data/set_phrases.txt")
    lines = data.read_text(encoding="utf-8").splitlines()
    return frozenset(
        normal_form(line) for line in lines if line.strip() and not line.startswith("#")
    )


def is_set_phrase(text: str) -> bool:
    """Whether ``text`` as a whole is a set phrase."""
    return normal_form(text) in set_phrases()


def find_set_phrases(text: str) -> Iterator[Passage]:
    """Yield the set phrases in ``text``, the longest at each place, without overlap."""
    for match in _pattern().finditer(fold(text)):
        yield Passage(text=text[match.start() : match.end()], start=match.start(), end=match.end())


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """One alternation, longest first; between two characters one quotation mark may stand."""
    phrases = sorted(set_phrases(), key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(_FILLER.join(map(re.escape, phrase)) for phrase in phrases))
