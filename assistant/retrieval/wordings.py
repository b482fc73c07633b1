"""Wordings: which problem types a text speaks of, by the ways people state each type.

The measure library (corpus/library/<ID>.yaml) lists 10–16 wordings a type, formal and colloquial.
A query and a record that resemble wordings of the same types belong together even where they
share no word; and a query whose types no record has is one without a precedent. Only name,
definition and ``asks`` are read here; what else is in the files is the drafter's. data/wordings.txt
adds plain speech for the search alone.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.lexical import LexicalIndex
from assistant.settings import ROOT

LIBRARY = ROOT / "corpus" / "library"
SPOKEN = Path(__file__).resolve().parent / "data" / "wordings.txt"
SCALARS = ("name", "definition")
BEST = 3  # wordings that speak for a type
TEMPERATURE = 0.8
SHARP = 0.3  # the same for cosines, which spread less from wording to wording
ENOUGH = 0.2  # share of a query's words found in a type's best wordings


def read_wordings(path: Path) -> Iterator[str]:
    """``name:``, ``definition:`` and the items of ``asks:`` of one library file.

    Reads lines instead of parsing YAML: 90 files take 10 ms instead of more than a second.
    """
    inside = False
    for line in path.read_text(encoding="utf-8").splitlines():
        key, colon, value = line.partition(":")
        if colon and key in SCALARS:
            yield _plain(value)
        elif inside and line.lstrip().startswith("- "):
            yield _plain(line.lstrip()[2:])
        elif line.strip():
            inside = line.startswith("asks:")


def read_spoken(text: str) -> Iterator[tuple[str, str]]:
    """(type, wording) of lines under ``[type]``; # starts a comment line."""
    type_id = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            type_id = line.strip("[]")
        elif line and not line.startswith("#"):
            yield type_id, line


def _plain(value: str) -> str:
    """A scalar without its comment and its quotation marks."""
    return value.split(" #", 1)[0].strip().strip("'\"")


class ProblemTypes:
    """Types and their wordings; maps a text to a distribution over the types."""

    def __init__(self, wordings: Sequence[tuple[str, str]]) -> None:
        self.ids = tuple(sorted({type_id for type_id, _ in wordings}))
        members: dict[str, list[int]] = {}
        for position, (type_id, _) in enumerate(wordings):
            members.setdefault(type_id, []).append(position)
        longest = max((len(found) for found in members.values()), default=0)
        # row i: the positions of type i's wordings; -1 fills up and stands for "no wording"
        self._members = np.full((len(self.ids), max(longest, BEST)), -1)
        for i, type_id in enumerate(self.ids):
            self._members[i, : len(members[type_id])] = members[type_id]
        self.texts = tuple(wording for _, wording in wordings)
        self._index = LexicalIndex(self.texts)
        joined = "\n".join(f"{type_id}\t{wording}" for type_id, wording in wordings)
        self.digest = hashlib.sha256(joined.encode()).hexdigest()[:12]

    def __len__(self) -> int:
        return len(self.ids)

    def distribution(self, text: str) -> NDArray[np.float32]:
        """Square roots of the types' shares, shape (len(self),): their dot product with those of
        another text is the overlap of the two in [0, 1] (Bhattacharyya)."""
        return self._spread(self._index.scores(text))

    def asked(self, *queries: str) -> NDArray[np.float32]:
        """The distribution of a query, made smaller where its words hardly speak of any type; of
        several ways to say the same, their mean."""
        found = [self._asked(query) for query in queries]
        return np.asarray(np.mean(found, axis=0), dtype=np.float32)

    def _asked(self, query: str) -> NDArray[np.float32]:
        scores = self._index.scores(query)
        if not len(self) or not scores.any():
            return np.zeros(len(self), dtype=np.float32)
        evidence = float(self._best(scores).max()) / max(self._index.full_score(query), 1e-6)
        share = np.float32(np.sqrt(min(1.0, evidence / ENOUGH)))
        return np.asarray(self._spread(scores) * share, dtype=np.float32)

    def near_all(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        """The distributions of texts with these cosines to ``texts``: (wordings, n) → (n, types)."""
        spread = np.maximum(cosines.std(axis=0), np.float32(1e-9))
        # type by type: one gathering of all members would be ten times the matrix
        best = np.stack([self._best_of(cosines, members) for members in self._members])
        shares = np.exp((best - best.max(axis=0)) / (SHARP * spread))
        return np.asarray(np.sqrt(shares / shares.sum(axis=0)).T, dtype=np.float32)

    @staticmethod
    def _best_of(cosines: NDArray[np.float32], members: NDArray[np.int64]) -> NDArray[np.float32]:
        own = cosines[members[members >= 0]]
        top = np.sort(own, axis=0)[-BEST:]
        if len(top) < BEST:  # a missing one counts the minimum, as in _best
            least = np.repeat(cosines.min(axis=0)[None], BEST - len(top), axis=0)
            top = np.concatenate((least, top))
        return np.asarray(top.mean(axis=0), dtype=np.float32)

    def _spread(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        spread = float(scores.std()) if len(scores) else 0.0
        if spread < 1e-9:  # says nothing of any type: overlaps with none
            return np.zeros(len(self), dtype=np.float32)
        best = self._best((scores - scores.mean()) / np.float32(spread))
        shares = np.exp((best - best.max()) / TEMPERATURE)
        return np.asarray(np.sqrt(shares / shares.sum()), dtype=np.float32)

    def _best(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """For each type the mean score of its BEST wordings (a missing one counts the minimum)."""
        padded = np.append(scores, scores.min(initial=0.0))
        top = np.partition(padded[self._members], -BEST, axis=1)[:, -BEST:]
        return np.asarray(top.mean(axis=1), dtype=np.float32)

    def distributions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row for each text, shape (len(texts), len(self))."""
        if not texts:
            return np.zeros((0, len(self)), dtype=np.float32)
        return np.stack([self.distribution(text) for text in texts])


@functools.cache
def load_types(library: Path = LIBRARY) -> ProblemTypes:
    """The types of a measure library, read once a process; empty where there is no library.

    Spoken wordings of types that the library does not have are left out.
    """
    wordings = [
        (path.stem, wording)
        for path in sorted(library.glob("[A-Z]*.yaml"))
        for wording in read_wordings(path)
    ]
    known = {type_id for type_id, _ in wordings}
    spoken = read_spoken(SPOKEN.read_text(encoding="utf-8"))
    return ProblemTypes([*wordings, *(pair for pair in spoken if pair[0] in known)])
