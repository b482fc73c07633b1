"""Lexical search: BM25 over the tokens of a list of texts.

Knows nothing of notices, so it serves any list: the records of a corpus, the wordings of the
measure library, the headings of a draft. The list may lie in several parts (an index that grows
has a large old one and small new ones); they score as one, with the statistics of all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.lexicon import LIGHT, Lexicon, load_lexicon
from assistant.retrieval.postings import Postings, token_hash
from assistant.retrieval.tokens import CONCEPT, tokenize

K1 = 1.5
B = 0.3  # a record with many measures is no worse a match than one with a single measure
CONCEPT_WEIGHT = 2.5
LIGHT_WEIGHT = 0.5  # 走过场 is said of anything: it breaks ties
PAIR_WEIGHT = 1.0
SINGLE_WEIGHT = 0.35  # single characters rescue inflected pairs (管得松／管理松散), no more

LARGE = 50_000  # texts from which on the least telling tokens are counted for the best texts only
LATE_SHARE = 0.25  # of all that a query's tokens are worth: the least telling ones, together
CONTENDERS = 2_000  # texts that these tokens are counted for


def token_weight(token: str) -> float:
    """How much a token of the query counts, by its kind."""
    if token.startswith(CONCEPT + LIGHT):
        return LIGHT_WEIGHT
    if token.startswith(CONCEPT):
        return CONCEPT_WEIGHT
    return SINGLE_WEIGHT if len(token) == 1 else PAIR_WEIGHT


class LexicalIndex:
    """BM25 scores of every text for a query; build once, ask often, thread-safe for asking."""

    def __init__(self, texts: Iterable[str], lexicon: Lexicon | None = None) -> None:
        chosen = lexicon or load_lexicon()
        self._set_up((Postings.build(tokenize(text, chosen) for text in texts),), None, chosen)

    @classmethod
    def over(cls, parts: Sequence[Postings], rows: NDArray[np.int64] | None = None) -> LexicalIndex:
        """Several parts as one list; ``rows`` chooses and orders the texts that are answered for
        (None: all). Texts that are not chosen still count in the statistics."""
        index = cls.__new__(cls)
        index._set_up(tuple(parts), rows, load_lexicon())
        return index

    def _set_up(
        self, parts: tuple[Postings, ...], rows: NDArray[np.int64] | None, lexicon: Lexicon
    ) -> None:
        self._lexicon = lexicon
        self._parts = parts
        self._rows = rows
        self._total = sum(len(part) for part in parts)
        self._count = self._total if rows is None else len(rows)
        tokens = sum(int(part.lengths.sum(dtype=np.int64)) for part in parts)
        usual = tokens / self._total if tokens else 1.0
        self._norms = tuple(
            (K1 * (1 - B + B * part.lengths / usual)).astype(np.float32) for part in parts
        )

    def __len__(self) -> int:
        return self._count

    def scores(self, query: str) -> NDArray[np.float32]:
        """BM25 of each text, shape (len(self),), 0 where nothing is shared.

        In a list of more than LARGE texts the tokens that tell least (single characters, words that
        every tenth text has) are counted only for the CONTENDERS best by all other tokens; another
        text lacks at most LATE_SHARE of what there is to be had.
        """
        return self._scored(self.query_weights(query))

    def _scored(self, weights: Mapping[str, float]) -> NDArray[np.float32]:
        hashes = np.array([token_hash(token) for token in weights], dtype=np.uint64)
        found = [part.find(hashes) for part in self._parts]
        frequency = sum((end - begin for begin, end in found), np.zeros(len(hashes), np.int64))
        worth = np.array(list(weights.values())) * self._idf(frequency)
        late = self._late(worth)
        total = self._summed(found, worth, ~late)
        if late.any():
            self._add_late(total, found, worth, late)
        return total if self._rows is None else total[self._rows]

    def _idf(self, frequency: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray(np.log(1 + (self._total - frequency + 0.5) / (frequency + 0.5)))

    def _late(self, worth: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which tokens are counted for the best texts only."""
        late = np.zeros(len(worth), dtype=np.bool_)
        if self._total > LARGE:
            order = np.argsort(worth)
            late[order[np.cumsum(worth[order]) <= LATE_SHARE * worth.sum()]] = True
        return late

    def _summed(
        self,
        found: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
        worth: NDArray[np.float64],
        wanted: NDArray[np.bool_],
    ) -> NDArray[np.float32]:
        """Every text's sum over the wanted tokens."""
        sums = []
        for part, norm, (begin, end) in zip(self._parts, self._norms, found, strict=True):
            used = np.flatnonzero(wanted & (end > begin))
            if not len(used):
                sums.append(np.zeros(len(part), dtype=np.float32))
                continue
            slices = [slice(begin[i], end[i]) for i in used]
            rows = np.concatenate([part.rows[piece] for piece in slices])
            counts = np.concatenate([part.counts[piece] for piece in slices]).astype(np.float32)
            each = np.repeat(worth[used].astype(np.float32), end[used] - begin[used])
            each *= counts / (counts + norm[rows])
            sums.append(np.bincount(rows, each, len(part)).astype(np.float32))
        return np.concatenate(sums) if sums else np.zeros(0, dtype=np.float32)

    def _add_late(
        self,
        total: NDArray[np.float32],
        found: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
        worth: NDArray[np.float64],
        wanted: NDArray[np.bool_],
    ) -> None:
        """Add what the wanted tokens are worth to the best texts of ``total``, in place."""
        best = np.sort(np.argpartition(-total, min(CONTENDERS, len(total)) - 1)[:CONTENDERS])
        offset = 0
        for part, norm, (begin, end) in zip(self._parts, self._norms, found, strict=True):
            own = best[(best >= offset) & (best < offset + len(part))] - offset
            for i in np.flatnonzero(wanted & (end > begin)):
                rows = part.rows[begin[i] : end[i]]
                place = np.minimum(np.searchsorted(rows, own), len(rows) - 1)
                has = rows[place] == own
                counts = part.counts[begin[i] + place[has]].astype(np.float32)
                holders = own[has]
                total[offset + holders] += worth[i] * counts / (counts + norm[holders])
            offset += len(part)

    def query_weights(self, query: str) -> Mapping[str, float]:
        """Token → weight; a token said twice counts once and a half, not twice."""
        counts = Counter(tokenize(query, self._lexicon))
        return {token: token_weight(token) * (1 + n) / 2 for token, n in counts.items()}

    def full_score(self, query: str) -> float:
        """What a text would score that has every token of the query once: the most to be had."""
        if not self._total:
            return 0.0
        weights = self.query_weights(query)
        hashes = np.array([token_hash(token) for token in weights], dtype=np.uint64)
        frequency = np.zeros(len(hashes), dtype=np.int64)
        for part in self._parts:
            begin, end = part.find(hashes)
            frequency += end - begin
        return float(np.array(list(weights.values())) @ self._idf(frequency)) / (1 + K1)

    def shares(self, *queries: str) -> NDArray[np.float32]:
        """Scores as shares of the most to be had, comparable from query to query; of several ways
        to say the same, their mean, in one pass."""
        weights: dict[str, float] = {}
        for query in queries:
            full = max(self.full_score(query), 1e-6) * len(queries)
            for token, weight in self.query_weights(query).items():
                weights[token] = weights.get(token, 0.0) + weight / full
        return self._scored(weights)

    def tokens(self, text: str) -> list[str]:
        """Tokens of any text, as this index would see it."""
        return tokenize(text, self._lexicon)

    def best(self, query: str, k: int = 5) -> list[tuple[int, float]]:
        """Up to ``k`` positions with their scores, best first, zero scores left out."""
        scores = self.scores(query)
        order = np.argsort(-scores, kind="stable")[:k]
        return [(int(i), float(scores[i])) for i in order if scores[i] > 0]

    def shared(self, query: str, text: str) -> Sequence[str]:
        """Tokens that the query and a text have in common, in the order of the query."""
        theirs = set(self.tokens(text))
        return [token for token in self.query_weights(query) if token in theirs]
