"""Snapshot: one state of a corpus, as a search sees it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assistant.notice.fold import fold
from assistant.retrieval.derived import Derived
from assistant.retrieval.record_list import RecordList
from assistant.retrieval.wordings import ProblemTypes


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """Records in store order with what was derived from them.

    ``state`` is the store's token for this state; ``read_texts`` gives notice id → whole text.
    """

    state: str
    records: RecordList
    derived: Derived
    problem_types: ProblemTypes
    read_texts: Callable[[], Mapping[str, str]]
    _frequency: dict[str, int] = field(default_factory=dict)

    @functools.cached_property
    def _folded(self) -> tuple[str, ...]:
        return tuple(fold(text) for text in self.read_texts().values())

    def notice_frequency(self, term: str) -> int:
        """In how many notices ``term`` occurs, punctuation folded; 0 for an empty term."""
        wanted = fold(term)
        if not wanted:
            return 0
        if wanted not in self._frequency:
            self._frequency[wanted] = sum(wanted in text for text in self._folded)
        return self._frequency[wanted]
