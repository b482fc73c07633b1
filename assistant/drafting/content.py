"""Content: the words of a clause that carry its meaning beside its figures, as pairs of characters.

A figure belongs to what it counts: 退还伙食费结余18.3万元 says something else than 归还挤占资金18.3万元,
though figure and unit are the same. So whoever moves a user's figure asks here whether the words
around it still say what the user said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# words that say no more about a matter: auxiliaries, and verbs that stand beside any noun
_EMPTY = re.compile(
    r"(?:开展|组织|进行|完成|实施|予以|给予|作出|做出|全部|累计|合计|总计|分别|同时|期间|以来|目前|截至)"
    r"|[了的已共均并于将对向在和与及或由经为把被各另其就从至到约近第]"
)
_LETTERS = re.compile(r"[\u4e00-\u9fff]{2,}")
_BOUNDARY = re.compile(r"[，。；：！？\n]")


def content_pairs(text: str, facts: Iterable[str] = ()) -> frozenset[str]:
    """Pairs of Chinese characters of ``text`` without the ``facts`` in it and empty words."""
    for fact in sorted(facts, key=len, reverse=True):
        text = text.replace(fact, "，")
    return frozenset(
        run[at : at + 2]
        for run in _LETTERS.findall(_EMPTY.sub("，", text))
        for at in range(len(run) - 1)
    )


def clauses_of(text: str) -> Iterator[str]:
    """The clauses of ``text`` between marks of punctuation, in one pass over it."""
    yield from filter(None, _BOUNDARY.split(text))


def clause_around(text: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) widened to the clause between two marks of punctuation outside of brackets."""
    depth = 0
    left, right = start, end
    while left > 0 and not (depth == 0 and _BOUNDARY.match(text[left - 1])):
        left -= 1
        depth += (text[left] in _CLOSING) - (text[left] in _OPENING and depth > 0)
    depth = 0
    while right < len(text) and not (depth == 0 and _BOUNDARY.match(text[right])):
        depth += (text[right] in _OPENING) - (text[right] in _CLOSING and depth > 0)
        right += 1
    return left, right


_OPENING = frozenset("【《（“‘")
_CLOSING = frozenset("】》）”’")
