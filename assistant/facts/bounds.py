"""Bounds: where a proper name begins in running text, which has no spaces to tell.

A name is found by its end (局, 中学, 村) and read backwards: it begins after the last verb,
preposition, figure or punctuation mark before it (data/bodies.txt, data/verbs.txt).
"""

from __future__ import annotations

import re
from functools import cache

from assistant.facts.vocabulary import alternation, words

# no name in the genre is longer before its suffix
_REACH = 18
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]+$")
_FIGURES = frozenset("0123456789一二两三四五六七八九十〇")
_LEVEL_CHARS = frozenset("省市县区旗镇乡")
_COUNTERS = frozenset("年月日号个家所名项处次座条间户")
_COUNTED = re.compile(r"[届轮级各原两三\d]$")


@cache
def _steps() -> dict[str, bool]:
    """Words to step over when a name is sought: True where a name can only begin after them."""
    keep = words("bodies.txt", "not_boundary") | words("bodies.txt", "verb_or_name")
    stops = words("bodies.txt", "boundary") | words("verbs.txt", "verbs")
    return {word: word in stops and word not in keep for word in keep | stops}


def name_start(folded: str, suffix_start: int) -> int:
    """Where the name whose suffix stands at ``suffix_start`` begins; the same place for none."""
    low = max(0, suffix_start - _REACH)
    run = _NAME.search(folded[low:suffix_start])
    if run is None:
        return suffix_start
    start = low + run.start()
    # a word that lies across the border of the window must not be read from its middle
    position = max(0, start - 3) if run.start() == 0 else start
    steps = _steps()
    while position < suffix_start:
        size = next((n for n in (4, 3, 2, 1) if folded[position : position + n] in steps), 0)
        word = folded[position : position + size]
        stop = size > 0 and (steps[word] or _is_verb_here(folded, position + size, word))
        if _ends_figure(folded, position):
            stop, size = True, 1
        if stop and start < position + size <= suffix_start:
            start = position + size
        position += size or 1
    return start


def _is_verb_here(folded: str, end: int, word: str) -> bool:
    """县妇联联合│县教育局: a verb that names also use, with a level behind it."""
    if word not in words("bodies.txt", "verb_or_name") or folded[end : end + 1] not in _LEVEL_CHARS:
        return False
    return not_level().match(folded, end) is None


def _ends_figure(folded: str, position: int) -> bool:
    """A digit (not that of 第2中学), or 年月日 and counters behind one: no part of a name."""
    before, char = folded[position - 1 : position], folded[position]
    return (char.isdigit() and before != "第") or (char in _COUNTERS and before in _FIGURES)


def is_verb(word: str) -> bool:
    """Whether a word is one that no name contains (举办 of 省里举办)."""
    return _steps().get(word, False)


@cache
def _levels() -> re.Pattern[str]:
    return re.compile(alternation("bodies.txt", "level"))


@cache
def not_level() -> re.Pattern[str]:
    """Words with a level's character that name no level: 城市, 社区, 全县."""
    return re.compile(alternation("bodies.txt", "not_level"))


def level_start(folded: str, start: int, end: int) -> int | None:
    """Where a body named by place or level begins within [start, end), None without a level."""
    blocked = {
        index
        for match in not_level().finditer(folded, max(0, start - 1), end + 1)
        for index in range(*match.span())
    }
    for match in _levels().finditer(folded, start, end):
        if match.start() not in blocked and match.end() - 1 not in blocked:
            return place_start(folded, start, match.start())
    return None


def place_start(folded: str, start: int, level: int) -> int:
    """The start of the proper name in front of a level word (岚川│县), else the level word."""
    start = skip_verb(folded, start, level, keep=2)
    before = folded[start:level]
    for length in (4, 3):
        if before[-length:] in words("places.txt", "long"):
            return level - length
    plain = plain_words()
    if len(before) < 2 or before in plain or before[-2:] in plain or _COUNTED.search(before):
        return level
    if folded[level] == "省" and not before.endswith(tuple(words("places.txt", "provinces"))):
        return level
    return start if len(before) <= 4 else level - 2


def skip_verb(folded: str, start: int, end: int, *, keep: int) -> int:
    """``start`` behind a verb that names also use (联合│石桥镇) if ``keep`` characters remain."""
    verb = folded[start : start + 2]
    if verb in words("bodies.txt", "verb_or_name") and end - start - 2 >= keep:
        return start + 2
    return start


@cache
def plain_words() -> frozenset[str]:
    """Modifiers that name nothing: generic ones, and verbs that names also use."""
    return words("bodies.txt", "generic") | words("bodies.txt", "verb_or_name")


def is_proper(head: str) -> bool:
    """Whether something remains of a name's head without its generic modifiers."""
    plain = plain_words()
    position, rest = 0, ""
    while position < len(head):
        longest = min(6, len(head) - position)
        step = next((n for n in range(longest, 0, -1) if head[position : position + n] in plain), 0)
        rest += head[position] if step < 2 else ""
        position += max(step, 1)
    return len(rest) > 1 and not all(char in plain for char in rest)
