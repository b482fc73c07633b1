"""Moved: figures of the user's that a text says of something else than the user did.

The fact guard knows that 18.3万元 was given; only the words around tell that it was given for
退还伙食费结余 and not for 归还挤占资金. A figure whose clause shares no word with any clause of the input
that holds it is moved, and is treated as if nobody had given it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.drafting.content import clause_around, clauses_of, content_pairs
from assistant.facts.extract import extract

_FIGURES = frozenset({"count", "money", "percent"})
_FEW = 2  # with so few pairs of characters a clause leans on the one before it: 共计3次


def moved_figures(text: str, given: Sequence[str]) -> Iterator[str]:
    """Yield the figures of ``text`` that stand in ``given``, but there of other matters only.

    A clause of ``given`` that says nothing beside its figures fits any place.
    """
    clauses = dict.fromkeys(clause for source in given for clause in clauses_of(source))
    for fact in extract(text):
        if fact.kind not in _FIGURES:
            continue
        sources = [content_pairs(clause, [fact.text]) for clause in clauses if fact.text in clause]
        if not sources or not all(sources):
            continue
        own = _words_of(text, fact.start, fact.end)
        if not any(own & source for source in sources):
            yield fact.text


def _words_of(text: str, start: int, end: int) -> frozenset[str]:
    left, right = clause_around(text, start, end)
    own = content_pairs(text[left:start] + "，" + text[end:right])
    if len(own) <= _FEW and left > 1:
        own |= content_pairs(text[slice(*clause_around(text, left - 1, left - 1))])
    return own
