"""Reader: one corpus held open, following the generation in use and mending what is broken."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexBusy
from assistant.retrieval.build import Source
from assistant.retrieval.dense import DenseIndex
from assistant.retrieval.derived import DerivedBroken
from assistant.retrieval.lock import SharedLock, exclusive
from assistant.retrieval.snapshot import Snapshot

RETRY_SECONDS = 5.0  # after which a reader that another process kept from its files looks again


class Reader:
    """A snapshot and its Chroma; safe to use from several threads."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lock = threading.RLock()
        self._dense: DenseIndex | None = None
        self._hold: SharedLock | None = None
        self._generation: Path | None = None
        self._retry_at: float | None = None
        self._snapshot = self._load()

    def _load(self) -> Snapshot:
        """Read the store with the generation that fits it; build one where none fits."""
        self.release()
        found = self._source.load()
        if found is None and self._rebuild():
            found = self._source.load()
        self._retry_at = None
        if found is None:  # another process writes: go on without a generation, look again soon
            self._generation, self._retry_at = None, time.monotonic() + RETRY_SECONDS
            return self._source.compute()
        snapshot, self._generation = found
        self._hold = self._source.generations.hold(self._generation)
        if self._hold is not None:
            ids = [record.id for record in snapshot.records]
            self._dense = DenseIndex(self._generation / "chroma", ids)
        return snapshot

    def _rebuild(self) -> bool:
        """Build a generation, unless another process writes; True if it was built."""
        try:
            with exclusive(self._source.store.lock_path):
                self._source.build()
        except IndexBusy:
            return False
        return True

    def snapshot(self) -> Snapshot:
        """The corpus as of the last finished ingest, of this process or another."""
        with self._lock:
            if self._retry_at is not None:
                changed = time.monotonic() > self._retry_at
            else:
                found = self._source.generations.current()
                changed = found is not None and found[0] != self._generation
            if changed:
                self._snapshot = self._load()
            return self._snapshot

    def nearest(self, snapshot: Snapshot, vector: NDArray[np.float32], k: int) -> dict[int, float]:
        """Position → cosine of the ``k`` nearest records; exact where Chroma cannot be used."""
        with self._lock:
            if self._dense is not None and snapshot is self._snapshot:
                try:
                    return self._dense.nearest(vector, min(k, len(snapshot.records)))
                except DerivedBroken:
                    self.release()
                    self._rebuild()
        cosines = snapshot.derived.matrix @ vector
        return {int(i): float(cosines[i]) for i in np.argsort(-cosines, kind="stable")[:k]}

    def release(self) -> None:
        """Let go of the generation in use, so that it can be swept; searches get slower."""
        with self._lock:
            if self._dense is not None:
                self._dense.close()
            if self._hold is not None:
                self._hold.close()
            self._dense = self._hold = None
