"""Snapshot: one state of a corpus in memory, with everything that a search needs of it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.notice.fold import fold
from assistant.retrieval import fusion
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.record import StoredRecord
from assistant.retrieval.wordings import ProblemTypes

MEASURE_CHARS = 120  # of the measures; 160 and 300 cost more time and rank no better


def passage(record: StoredRecord) -> str:
    """The text of a record that is embedded and typed: problem and first measures together."""
    measures = "".join(record.measures)[:MEASURE_CHARS]
    return f"{record.problem}。{measures}" if measures else record.problem


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Records in store order; row i of ``matrix`` is the vector of ``records[i]``.

    ``state`` is the store's token for this state; ``texts`` maps notice ids to whole texts.
    """

    state: str
    records: tuple[StoredRecord, ...]
    matrix: NDArray[np.float32]
    texts: Mapping[str, str]
    problem_types: ProblemTypes
    _frequency: dict[str, int] = field(default_factory=dict)

    @functools.cached_property
    def by_problem(self) -> LexicalIndex:
        """BM25 over the problems alone."""
        return LexicalIndex(record.problem for record in self.records)

    @functools.cached_property
    def by_text(self) -> LexicalIndex:
        """BM25 over problem and measures; the focus area only blurs it (measured)."""
        return LexicalIndex(record.text for record in self.records)

    @functools.cached_property
    def types(self) -> NDArray[np.float32]:
        """Which problem types each record speaks of (wordings.ProblemTypes.distribution)."""
        return self.problem_types.distributions([passage(record) for record in self.records])

    @functools.cached_property
    def hubs(self) -> NDArray[np.float32]:
        """How near each record lies to its own neighbours (fusion.hubness)."""
        return fusion.hubness(self.matrix)

    @functools.cached_property
    def positions(self) -> Mapping[str, int]:
        """Record id → position."""
        return {record.id: position for position, record in enumerate(self.records)}

    @functools.cached_property
    def _folded(self) -> tuple[str, ...]:
        return tuple(fold(text) for text in self.texts.values())

    def notice_frequency(self, term: str) -> int:
        """In how many notices ``term`` occurs, punctuation folded; 0 for an empty term."""
        wanted = fold(term)
        if not wanted:
            return 0
        if wanted not in self._frequency:
            self._frequency[wanted] = sum(wanted in text for text in self._folded)
        return self._frequency[wanted]
