"""Lexical search: BM25 (bm25s) over the tokens of a list of texts.

Knows nothing of notices, so it serves any list: the records of a corpus, the wordings of the
measure library, the headings of a draft.
"""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.lexicon import LIGHT, Lexicon, load_lexicon
from assistant.retrieval.tokens import CONCEPT, tokenize

K1 = 1.5
B = 0.3  # a record with many measures is no worse a match than one with a single measure
CONCEPT_WEIGHT = 2.5
LIGHT_WEIGHT = 0.5  # 走过场 is said of anything: it breaks ties
PAIR_WEIGHT = 1.0
SINGLE_WEIGHT = 0.35  # single characters rescue inflected pairs (管得松／管理松散), no more

logging.getLogger("bm25s").setLevel(logging.WARNING)


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
        self._lexicon = lexicon or load_lexicon()
        tokens = [tokenize(text, self._lexicon) for text in texts]
        self._count = len(tokens)
        self._bm25: bm25s.BM25 | None = None
        if any(tokens):
            self._bm25 = bm25s.BM25(k1=K1, b=B, method="lucene")
            self._bm25.index(tokens, show_progress=False)

    def __len__(self) -> int:
        return self._count

    def save(self, folder: Path) -> None:
        """Write the index into a new folder."""
        folder.mkdir()
        (folder / "count").write_text(str(self._count), encoding="utf-8")
        if self._bm25 is not None:
            self._bm25.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path, lexicon: Lexicon | None = None) -> LexicalIndex:
        """Map what ``save`` wrote; raises OSError, ValueError or KeyError where it is not whole."""
        index = cls((), lexicon)
        index._count = int((folder / "count").read_text(encoding="utf-8"))
        if (folder / "params.index.json").is_file():
            index._bm25 = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        return index

    def scores(self, query: str) -> NDArray[np.float32]:
        """BM25 of each text, shape (len(self),), 0 where nothing is shared."""
        total = np.zeros(self._count, dtype=np.float32)
        if self._bm25 is None:
            return total
        groups: dict[float, list[str]] = {}
        for token, weight in self.query_weights(query).items():
            groups.setdefault(weight, []).append(token)
        for weight, tokens in groups.items():
            ids = self._bm25.get_tokens_ids(tokens)
            if ids:
                total += weight * self._bm25.get_scores_from_ids(ids)
        return total

    def query_weights(self, query: str) -> Mapping[str, float]:
        """Token → weight; a token said twice counts once and a half, not twice."""
        counts = Counter(tokenize(query, self._lexicon))
        return {token: token_weight(token) * (1 + n) / 2 for token, n in counts.items()}

    def full_score(self, query: str) -> float:
        """What a text would score that has every token of the query once: the most to be had."""
        if self._bm25 is None:
            return 0.0
        rare = math.log(1 + (self._count + 0.5) / 0.5)
        total = 0.0
        for token, weight in self.query_weights(query).items():
            n = self._document_frequency(token)
            idf = math.log(1 + (self._count - n + 0.5) / (n + 0.5)) if n else rare
            total += weight * idf
        return total / (1 + K1)

    def _document_frequency(self, token: str) -> int:
        assert self._bm25 is not None
        ids = self._bm25.get_tokens_ids([token])
        if not ids:
            return 0
        starts = self._bm25.scores["indptr"]
        return int(starts[ids[0] + 1] - starts[ids[0]])

    def shares(self, query: str) -> NDArray[np.float32]:
        """Scores as shares of the most to be had: comparable from query to query."""
        return self.scores(query) / np.float32(max(self.full_score(query), 1e-6))

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
