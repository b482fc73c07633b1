"""Masks: which positions of a snapshot a question may be answered from."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.corpus import names
from assistant.retrieval.filters import Filters
from assistant.retrieval.record import StoredNotice
from assistant.retrieval.snapshot import Snapshot

Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Masks:
    """Masks over the records of one snapshot; ``notices`` are the live ones of its corpus by id."""

    snapshot: Snapshot
    notices: Mapping[str, StoredNotice]

    def allowed(self, exclude: Collection[str], filters: Filters) -> Mask | None:
        """The positions that neither ``exclude`` nor ``filters`` rule out; None where none is."""
        if not exclude and not filters:
            return None
        mask = self._spread(self._without(exclude), filters)
        if filters.focus:
            known = {area: filters.takes_focus(area) for area in set(self._focus_areas)}
            mask &= np.array([known[area] for area in self._focus_areas], dtype=np.bool_)
        return mask

    def _without(self, exclude: Collection[str]) -> frozenset[str]:
        """Ids of what is excluded; of a duplicate, the one that is offered in its place."""
        wanted = set(exclude)
        return frozenset(wanted) | frozenset(
            notice.duplicate_of or notice.id
            for notice in self.notices.values()
            if not names(notice.id, notice.source, notice.title or "").isdisjoint(wanted)
        )

    def _spread(self, without: frozenset[str], filters: Filters) -> Mask:
        """From notices to the positions of their records."""
        verdict = {
            notice.id: notice.id not in without and filters.takes_notice(notice.profile)
            for notice in self.notices.values()
        }
        # a notice that has left since the snapshot was taken fits no filter
        fits = [
            verdict.get(notice_id, not filters and notice_id not in without)
            for notice_id in self.snapshot.records.notices
        ]
        return np.array(fits, dtype=np.bool_)[self.snapshot.records.notice_numbers]

    @functools.cached_property
    def _focus_areas(self) -> tuple[str | None, ...]:
        """Of every position; reads each record once a snapshot."""
        return tuple(record.focus_area for record in self.snapshot.records)
