"""Peers: what a newcomer would build, on the same notices and the same embeddings.

BM25 alone, the embedding alone, and LangChain's RecursiveCharacterTextSplitter with windows of 500
characters, embedded. Each ranks records; a window speaks for the records it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from langchain_text_splitters import RecursiveCharacterTextSplitter
from numpy.typing import NDArray

from assistant.retrieval.embedding import DEFAULT_MODEL, load_embedder
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.vectors import VectorCache, embed_cached
from eval.retrieval_data import record_names
from eval.world import FOLDER, World

WINDOW, OVERLAP = 500, 50
DEPTH = 20  # records of a peer's list that the log keeps
NAMES = ("bm25", "dense", "windows")
SEPARATORS = ["\n\n", "\n", "。", "；", "，", ""]

Floats = NDArray[np.float32]
Scorer = Callable[[str], Floats]


class Peers:
    """The three rankings over the records of a world; build once, ask from several threads."""

    def __init__(self, world: World) -> None:
        self._names: list[str] = []
        self._owners: list[str] = []
        texts: list[str] = []
        for notice in world.notices:
            self._names += record_names(notice)
            self._owners += [notice.stem] * len(notice.records)
            texts += [
                "。".join((r.problem.text, *(m.text for m in r.measures))) for r in notice.records
            ]
        self._embedder = load_embedder(DEFAULT_MODEL)
        self._cache = VectorCache(world.settings.data_dir / FOLDER / "peers.db")
        self._lexical = LexicalIndex(texts)
        self._dense = embed_cached(self._embedder, texts, self._cache)
        self._windows, self._holds = self._cut(world)

    def _cut(self, world: World) -> tuple[Floats, Floats]:
        """Vectors of all windows, and the share of each record (columns) that a window holds."""
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=WINDOW, chunk_overlap=OVERLAP, separators=SEPARATORS, add_start_index=True
        )
        texts: list[str] = []
        shares: list[Floats] = []
        column = 0
        for notice in world.notices:
            for window in splitter.create_documents([notice.text]):
                start = int(window.metadata["start_index"])
                end = start + len(window.page_content)
                row = np.zeros(len(self._names), dtype=np.float32)
                for i, record in enumerate(notice.records):
                    held = min(end, record.end) - max(start, record.start)
                    row[column + i] = max(0, held) / max(1, record.end - record.start)
                texts.append(window.page_content)
                shares.append(row)
            column += len(notice.records)
        return embed_cached(self._embedder, texts, self._cache), np.stack(shares)

    def rank(self, query: str, exclude: str | None) -> Mapping[str, list[str]]:
        """Peer → names of records, best first."""
        return {name: self._order(self.scores(name, query), exclude) for name in NAMES}

    def scores(self, name: str, query: str) -> Floats:
        """How well each record answers by one of NAMES, in the order of the records."""
        if name == "bm25":
            return self._lexical.scores(query)
        vector = self._embedder.queries([query])[0]
        if name == "dense":
            dense: Floats = self._dense @ vector
            return dense
        windows = self._windows @ vector
        # the best window that holds some of a record; where one window holds several, more is first
        best: Floats = np.where(self._holds > 0, windows[:, None] + 1e-4 * self._holds, -1.0).max(
            axis=0
        )
        return best

    def _order(self, values: Floats, exclude: str | None) -> list[str]:
        order = np.argsort(-values, kind="stable")
        return [self._names[i] for i in order if self._owners[i] != exclude][:DEPTH]
