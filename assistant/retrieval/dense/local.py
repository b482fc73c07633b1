"""Local: an embedded Chroma in the folder of a segment.

It is written once, beside the one in use, and never again: kill -9 during writes can corrupt an
embedded Chroma for good (stack.md section 2), and here there is nothing in it that the record store
does not have. Texts stay out of it: they made it twenty times as slow to build, and nobody asks
it for them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.dense.engine import SPACE, Vector
from assistant.retrieval.segment import DerivedBroken

COLLECTION = "records"
FOLDER = "chroma"
BATCH = 5000  # Chroma takes 5461 at most


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False, is_persistent=True)
    return chromadb.PersistentClient(path=str(folder), settings=settings)


def _broken() -> tuple[type[BaseException], ...]:
    from chromadb.errors import ChromaError

    return (ChromaError, ValueError, KeyError, RuntimeError, OSError, sqlite3.Error)


class LocalChroma:
    """The engine of one machine."""

    name = "chroma"

    def write(self, folder: Path, ids: Sequence[str], matrix: NDArray[np.float32]) -> None:
        """As Engine.write."""
        client = _client(folder / FOLDER)
        try:
            collection = client.create_collection(
                COLLECTION, embedding_function=None, configuration=SPACE
            )
            for start in range(0, len(ids), BATCH):
                part = ids[start : start + BATCH]
                collection.add(
                    ids=[str(row) for row in range(start, start + len(part))],
                    embeddings=matrix[start : start + BATCH],
                    metadatas=[{"record": record_id} for record_id in part],
                )
        finally:
            client.close()
        check = self.open(folder, len(ids))
        try:
            if len(ids):
                check.nearest(matrix[0], 1)
        finally:
            check.close()

    def open(self, folder: Path, count: int) -> LocalNeighbours:
        """As Engine.open."""
        if not (folder / FOLDER / "chroma.sqlite3").is_file():
            raise DerivedBroken("chroma.sqlite3 is missing")
        try:
            client = _client(folder / FOLDER)
            collection = client.get_collection(COLLECTION, embedding_function=None)
            if collection.count() != count:
                raise DerivedBroken("the number of records differs")
        except _broken() as error:
            raise DerivedBroken(str(error)) from error
        return LocalNeighbours(client, collection, count)

    def mend(self, folder: Path, ids: Sequence[str], matrix: NDArray[np.float32]) -> bool:
        """As Engine.mend: a broken database is not written to."""
        return False

    def forget(self, folder: Path) -> None:
        """Nothing lies outside the folder."""


class LocalNeighbours:
    """An open embedded Chroma."""

    def __init__(self, client: Any, collection: Any, count: int) -> None:
        self._client = client
        self._collection = collection
        self._count = count

    def nearest(self, vector: Vector, k: int) -> NDArray[np.int64]:
        """As Neighbours.nearest."""
        wanted = min(k, self._count)
        if wanted <= 0:
            return np.zeros(0, dtype=np.int64)
        try:
            answer = self._collection.query(
                query_embeddings=[vector], n_results=wanted, include=["distances"]
            )
            rows = np.array([int(row) for row in answer["ids"][0]], dtype=np.int64)
        except _broken() as error:
            raise DerivedBroken(str(error)) from error
        if len(rows) < wanted:  # vectors are lost, though the count is right
            raise DerivedBroken("fewer neighbours than records")
        return rows

    def close(self) -> None:
        """As Neighbours.close."""
        self._client.close()
