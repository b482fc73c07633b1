"""Relevance: how near each library measure is to the words of a problem."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.drafting.library import TOPIC, Library
from assistant.drafting.topic import core_of
from assistant.retrieval.lexical import LexicalIndex


class Relevance:
    """BM25 over the measures' own texts; scores are scaled to [0, 1] by the best one."""

    def __init__(self, library: Library) -> None:
        measures = [measure for kind in library.types for measure in kind.measures]
        self._ids = [measure.id for measure in measures]
        self._index = LexicalIndex(measure.progress.replace(TOPIC, "") for measure in measures)

    def of(self, problem: str) -> Mapping[str, float]:
        """Measure id → relevance in [0, 1]; 0 where no word is shared."""
        scores = self._index.scores(core_of(problem))
        top = float(scores.max()) if len(scores) else 0.0
        if top <= 0:
            return {}
        return {key: float(score) / top for key, score in zip(self._ids, scores, strict=True)}
