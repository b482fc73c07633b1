"""Build: from the store to a snapshot, with a generation that is loaded or made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval import rows, store, vectors
from assistant.retrieval.derived import Derived, DerivedBroken, passage, recipe
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.generation import Generations, Manifest
from assistant.retrieval.record import StoredRecord
from assistant.retrieval.snapshot import Snapshot
from assistant.retrieval.wordings import load_types


def embed_records(
    embedder: Embedder, records: Sequence[StoredRecord], cache: vectors.VectorCache
) -> None:
    """See to it that the vectors of ``records`` are in the cache."""
    vectors.embed_cached(embedder, [passage(record) for record in records], cache)


@dataclass(frozen=True, kw_only=True)
class Source:
    """A corpus in a store, with the model that it is searched by."""

    store: store.Store
    corpus: str
    embedder: Embedder

    @property
    def generations(self) -> Generations:
        """The generations of this corpus."""
        return Generations(self.store.path.parent / "index" / self.corpus)

    def manifest(self, state: str, count: int) -> Manifest:
        """What a generation must say of itself to fit this state."""
        return Manifest(
            state=state,
            model=self.embedder.name,
            recipe=recipe(load_types().digest),
            count=count,
        )

    def load(self) -> tuple[Snapshot, Path] | None:
        """The present state with the generation that fits it; None where none does."""
        with self.store.connect() as connection:
            state = store.state(connection, self.corpus)
            records = tuple(rows.records(connection, self.corpus))
        found = self.generations.current()
        if found is None or found[1] != self.manifest(state, len(records)):
            return None
        try:
            derived = Derived.load(found[0], len(records))
        except DerivedBroken:
            return None
        return self._snapshot(state, records, derived), found[0]

    def compute(self) -> Snapshot:
        """The present state with everything computed in memory; nothing is written."""
        state, records, matrix = self._read()
        return self._snapshot(state, records, Derived.compute(records, matrix, load_types()))

    def build(self) -> None:
        """Build and swap in the generation of the present state. Writer's lock held."""
        with self.store.connect() as connection:
            records = tuple(rows.records(connection, self.corpus))
        embed_records(self.embedder, records, vectors.VectorCache(self.store.path))
        state, records, matrix = self._read()
        self.generations.build(
            records,
            Derived.compute(records, matrix, load_types()),
            self.manifest(state, len(records)),
        )

    def _read(self) -> tuple[str, tuple[StoredRecord, ...], NDArray[np.float32]]:
        with self.store.connect() as connection:
            records = tuple(rows.records(connection, self.corpus))
            passages = [passage(record) for record in records]
            keys = {vectors.text_key(text) for text in passages}
            known = vectors.read_vectors(connection, self.embedder.name, keys)
            state = store.state(connection, self.corpus)
        # vectors of another model or of an older recipe are missing: they are computed here
        return state, records, vectors.embed_known(self.embedder, passages, known)

    def _snapshot(
        self, state: str, records: tuple[StoredRecord, ...], derived: Derived
    ) -> Snapshot:
        def read_texts() -> dict[str, str]:
            with self.store.connect() as connection:
                return dict(rows.texts(connection, self.corpus))

        return Snapshot(
            state=state,
            records=records,
            derived=derived,
            problem_types=load_types(),
            read_texts=read_texts,
        )
