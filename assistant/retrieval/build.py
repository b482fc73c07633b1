"""Build: from the store to a snapshot in memory and a generation on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from assistant.retrieval import rows, store, vectors
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.generation import Generations
from assistant.retrieval.record import StoredRecord
from assistant.retrieval.snapshot import Snapshot, passage
from assistant.retrieval.wordings import load_types


def embed_records(
    embedder: Embedder, records: Sequence[StoredRecord], cache: vectors.VectorCache
) -> None:
    """See to it that the vectors of ``records`` are in the cache."""
    vectors.embed_cached(embedder, [passage(record) for record in records], cache)


def load_snapshot(connection: sqlite3.Connection, corpus: str, embedder: Embedder) -> Snapshot:
    """The corpus as this transaction sees it; vectors that the store lacks are computed."""
    records = rows.records(connection, corpus)
    passages = [passage(record) for record in records]
    matrix = rows.matrix(connection, embedder.name, passages, embedder.dim)
    if matrix is None:  # another model was used before: compute what is missing, keep it later
        keys = {vectors.text_key(text) for text in passages}
        known = vectors.read_vectors(connection, embedder.name, keys)
        matrix = vectors.embed_known(embedder, passages, known)
    return Snapshot(
        state=store.state(connection, corpus),
        records=records,
        matrix=matrix,
        texts=rows.texts(connection, corpus),
        problem_types=load_types(),
    )


def build_generation(
    record_store: store.Store, generations: Generations, corpus: str, embedder: Embedder
) -> Snapshot:
    """Build and swap in the generation of the store's present state. Writer's lock held."""
    with record_store.connect() as connection:
        records = rows.records(connection, corpus)
    embed_records(embedder, records, vectors.VectorCache(record_store.path))
    with record_store.connect() as connection:
        snapshot = load_snapshot(connection, corpus, embedder)
    generations.build(snapshot.records, snapshot.matrix, state=snapshot.state, model=embedder.name)
    return snapshot
