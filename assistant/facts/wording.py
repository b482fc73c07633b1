"""Wording that looks like a fact and is none: set phrases, and words in quotation marks.

Half of the numerals and two fifths of the quoted spans of a notice are fixed expressions
(“三会一课”, 一岗双责) or figures of speech (“过筛子”). Both lists are data: set_phrases.txt
belongs to the notice model, common_quoted.txt lists what is often quoted without being a name.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.facts.vocabulary import words
from assistant.notice.phrases import normal_form, set_phrases

_JOINTS = re.compile(r"[、，·＋+—\-/和与]")


@cache
def _by_first() -> dict[str, tuple[str, ...]]:
    """Set phrases by their first character, longest first."""
    found: dict[str, list[str]] = {}
    for phrase in set_phrases():
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


@cache
def _quoted_words() -> frozenset[str]:
    return set_phrases() | {normal_form(word) for word in words("common_quoted.txt", "words")}


@cache
def _longest() -> int:
    return max(map(len, set_phrases()))


def in_set_phrase(folded: str, start: int, end: int) -> bool:
    """Whether one set phrase of the text covers all of [start, end)."""
    phrases = _by_first()
    for begin in range(max(0, end - _longest()), start + 1):
        for phrase in phrases.get(folded[begin : begin + 1], ()):
            if begin + len(phrase) < end:
                break
            if folded.startswith(phrase, begin):
                return True
    return False


def is_common_quoted(content: str) -> bool:
    """Whether what stands between quotation marks is a fixed expression or a common word."""
    bare = normal_form(content)
    return _common(bare) or all(_common(part) for part in _JOINTS.split(bare) if part)


def _common(word: str) -> bool:
    known = _quoted_words()
    if word in known:
        return True
    heads, tails = words("common_quoted.txt", "before"), words("common_quoted.txt", "after")
    stems = [word[size:] for size in range(1, 5) if word[:size] in heads]
    stems += [word[:-size] for size in range(1, 9) if word[-size:] in tails]
    return any(len(stem) > 1 and stem in known for stem in stems)
