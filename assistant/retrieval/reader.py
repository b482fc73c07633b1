"""Reader: one corpus held open, following the generation in use and mending what is broken."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexBusy, IndexUnavailable
from assistant.retrieval.build import Source
from assistant.retrieval.dense.engine import Neighbours
from assistant.retrieval.lock import SharedLock
from assistant.retrieval.segment import DerivedBroken
from assistant.retrieval.snapshot import Snapshot

FOLLOW_SECONDS = 2.0  # after which a store that other machines write to is asked for news
RETRY_SECONDS = 5.0  # after which a reader that another process kept from its files looks again


class Reader:
    """A snapshot and its vector database; safe to use from several threads."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._lock = threading.RLock()
        self._base: Neighbours | None = None
        self._hold: SharedLock | None = None
        self._generation: Path | None = None
        self._retry_at: float | None = None
        self._asked_at = 0.0
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
        return snapshot

    def _rebuild(self) -> bool:
        """Build a generation, unless another process does; True if it was built."""
        try:
            self._source.build(wait_seconds=0.0)
        except IndexBusy:
            return False
        return True

    def snapshot(self) -> Snapshot:
        """The corpus as of the last finished ingest, of this process or another."""
        with self._lock:
            if self._retry_at is not None:
                changed = time.monotonic() > self._retry_at
            else:
                changed = (
                    self._source.generations.pointer() != self._generation or self._is_behind()
                )
            if changed:
                self._snapshot = self._load()
            return self._snapshot

    def _is_behind(self) -> bool:
        """Whether another machine has changed the store since the snapshot, asked now and then."""
        now = time.monotonic()
        if not self._source.store.shared or now < self._asked_at + FOLLOW_SECONDS:
            return False
        self._asked_at = now
        return self._source.state() != self._snapshot.state

    def nearest(self, snapshot: Snapshot, vector: NDArray[np.float32], k: int) -> dict[int, float]:
        """Position → cosine of about the ``k`` nearest records; exact where there is no vector
        database to ask. Raises IndexUnavailable where a vector server does not answer."""
        derived = snapshot.derived
        if len(vector) != derived.matrix.shape[1]:
            raise IndexUnavailable(
                f"嵌入模型现在给出{len(vector)}维的向量，索引里是{derived.matrix.shape[1]}维："
                "请检查嵌入服务，或运行 python -m assistant corpus rebuild 重建"
            )
        rows = self._base_rows(snapshot, vector, k)
        if rows is None:
            cosines = derived.matrix @ vector
            return {int(i): float(cosines[i]) for i in np.argsort(-cosines, kind="stable")[:k]}
        return derived.completed(rows, vector, k)

    def _base_rows(
        self, snapshot: Snapshot, vector: NDArray[np.float32], k: int
    ) -> NDArray[np.int64] | None:
        """The nearest rows of the large segment out of its database; None where there is none."""
        with self._lock:
            if self._hold is None or snapshot is not self._snapshot or not snapshot.derived.base:
                return None
            try:
                if self._base is None:
                    self._base = self._source.open_base(self._generation, snapshot.derived.base)
                return self._base.nearest(vector, k + snapshot.derived.dead)
            except DerivedBroken:
                generation = self._generation
                self.release()
                with contextlib.suppress(IndexBusy):
                    self._source.mend(generation)
                return None

    def release(self) -> None:
        """Let go of the generation in use, so that it can be swept; searches get slower."""
        with self._lock:
            if self._base is not None:
                self._base.close()
            if self._hold is not None:
                self._hold.close()
            self._base = self._hold = None
