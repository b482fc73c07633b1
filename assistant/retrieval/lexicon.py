"""Lexicon: the trade's terms, and which of them mean the same.

data/concepts.txt holds one concept a line: ``name = term term …``; people's words and the papers'
words stand side by side. A term may have a gap (``先…定调``: at most 8 characters between its
parts, inside one clause). A name that begins with ``~`` is a light concept: a way of saying that
something is wrong, whatever it is. data/genre.txt holds the words that every notice has and
that say nothing. Breadth is what matters: an entry is kept because the trade uses it, never
because one query needs it.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
GAP = "…"
LIGHT = "~"
_GAP_PATTERN = r"[^，。；：！？、\n]{0,8}?"


@dataclass(frozen=True, slots=True, kw_only=True)
class TermMatch:
    """A term found in a text, and the concepts it stands for."""

    term: str
    concepts: tuple[str, ...]
    start: int
    end: int


def _alternation(terms: Iterable[str]) -> re.Pattern[str]:
    # the longest first, so that 党组织生活会 is not read as 党组
    ordered = sorted(terms, key=lambda term: (-len(term), term))
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")


class Lexicon:
    """Terms → concepts, and the genre's words."""

    def __init__(self, concepts: Mapping[str, Iterable[str]], genre: Iterable[str]) -> None:
        self._concepts: dict[str, tuple[str, ...]] = {}
        for name, terms in concepts.items():
            for term in terms:
                self._concepts[term] = (*self._concepts.get(term, ()), name)
        plain = [term for term in self._concepts if GAP not in term]
        self._by_head: dict[str, tuple[str, ...]] = {}
        for term in sorted(plain, key=lambda t: -len(t)):
            self._by_head[term[:2]] = (*self._by_head.get(term[:2], ()), term)
        self._gapped = tuple(
            (
                term,
                term.partition(GAP)[0],
                re.compile(_GAP_PATTERN.join(map(re.escape, term.split(GAP)))),
            )
            for term in self._concepts
            if GAP in term
        )
        # a gapped term can only stand in a text that has the first two characters of its head
        self._gaps_at: dict[str, tuple[int, ...]] = {}
        for index, (_, head, _) in enumerate(self._gapped):
            self._gaps_at[head[:2]] = (*self._gaps_at.get(head[:2], ()), index)
        self._short_heads = tuple(head for head in self._gaps_at if len(head) < 2)
        self._genre = _alternation(genre)

    def find(self, text: str) -> Iterator[TermMatch]:
        """All terms in ``text``, overlapping ones included; linear in its length."""
        # most of an ingest's time was spent here: pairs of characters without slicing
        gaps = [
            index for head in self._short_heads if head in text for index in self._gaps_at[head]
        ]
        for start, head in enumerate(map(operator.add, text, text[1:])):
            gaps += self._gaps_at.get(head, ())
            if head not in self._by_head:
                continue
            for term in self._by_head[head]:
                if text.startswith(term, start):
                    yield self._match(term, start, start + len(term))
        for term, head, pattern in map(self._gapped.__getitem__, sorted(set(gaps))):
            if head not in text:
                continue
            for found in pattern.finditer(text):
                yield self._match(term, found.start(), found.end())

    def _match(self, term: str, start: int, end: int) -> TermMatch:
        return TermMatch(term=term, concepts=self._concepts[term], start=start, end=end)

    def without_genre(self, text: str) -> str:
        """``text`` with each word of the genre replaced by a blank."""
        return self._genre.sub(" ", text)


def parse_concepts(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Lines ``name = term term …`` (# starts a comment); the name is a term too."""
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        name, equals, terms = line.partition("#")[0].partition("=")
        if equals:
            own = () if name.startswith(LIGHT) else (name.strip(),)
            found[name.strip()] = tuple(dict.fromkeys((*own, *terms.split())))
    return found


@functools.cache
def load_lexicon() -> Lexicon:
    """The lexicon that ships with the project, read once a process."""
    concepts = parse_concepts((DATA / "concepts.txt").read_text(encoding="utf-8").splitlines())
    genre = (DATA / "genre.txt").read_text(encoding="utf-8").split("\n")
    return Lexicon(concepts, (word for line in genre for word in line.partition("#")[0].split()))
