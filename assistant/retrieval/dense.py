"""Dense: the embedded Chroma database that holds the records of one index generation.

The only module that imports chromadb. A generation is built once, beside the one in use, and
never written again: kill -9 during writes can corrupt an embedded Chroma for good (stack.md
section 2), and here there is nothing in it that the record store does not have.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.derived import DerivedBroken
from assistant.retrieval.record import StoredRecord

COLLECTION = "records"
BATCH = 1000


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False, is_persistent=True)
    return chromadb.PersistentClient(path=str(folder), settings=settings)


def _broken() -> tuple[type[BaseException], ...]:
    from chromadb.errors import ChromaError

    return (ChromaError, ValueError, KeyError, RuntimeError, OSError, sqlite3.Error)


def build(folder: Path, records: Sequence[StoredRecord], matrix: NDArray[np.float32]) -> None:
    """Write ``records`` with their unit vectors (same order) into a new database in ``folder``."""
    client = _client(folder)
    try:
        collection = client.create_collection(
            COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        for offset in range(0, len(records), BATCH):
            part = records[offset : offset + BATCH]
            collection.add(
                ids=[record.id for record in part],
                embeddings=matrix[offset : offset + BATCH],
                documents=[record.text for record in part],
                metadatas=[_metadata(record) for record in part],
            )
    finally:
        client.close()


def _metadata(record: StoredRecord) -> dict[str, str]:
    # Chroma refuses None and empty metadata values, so what is absent is left out
    words = {
        "notice": record.notice_id,
        "source": record.source,
        "problem": record.problem,
        "focus_area": record.focus_area or "",
        "status": record.status,
        "section": record.section,
    }
    return {key: value for key, value in words.items() if value}


class DenseIndex:
    """Nearest neighbours out of a generation's Chroma; opened at the first question.

    ``ids`` are the record ids in the order that positions count.
    """

    def __init__(self, folder: Path, ids: Sequence[str]) -> None:
        self._folder = folder
        self._count = len(ids)
        self._positions = {record_id: position for position, record_id in enumerate(ids)}
        self._client: Any = None
        self._collection: Any = None

    def open(self) -> None:
        """Open and check: the number of records and one query; raises DerivedBroken."""
        if not (self._folder / "chroma.sqlite3").is_file():
            raise DerivedBroken("chroma.sqlite3 is missing")
        try:
            self._client = _client(self._folder)
            self._collection = self._client.get_collection(COLLECTION, embedding_function=None)
            if self._collection.count() != self._count:
                raise DerivedBroken("the number of records differs")
        except _broken() as error:
            raise DerivedBroken(str(error)) from error

    def nearest(self, vector: NDArray[np.float32], k: int) -> dict[int, float]:
        """Position → cosine of the ``k`` nearest records; raises DerivedBroken."""
        if self._count == 0 or k <= 0:
            return {}
        if self._collection is None:
            self.open()
        try:
            answer = self._collection.query(
                query_embeddings=[vector],
                n_results=min(k, self._count),
                include=["distances"],
            )
            ids = cast("list[str]", answer["ids"][0])
            distances = cast("list[float]", answer["distances"][0])
            found = {
                self._positions[record_id]: 1.0 - float(distance)
                for record_id, distance in zip(ids, distances, strict=True)
            }
        except _broken() as error:
            raise DerivedBroken(str(error)) from error
        if len(found) < min(k, self._count):  # vectors are lost, though the count is right
            raise DerivedBroken("fewer neighbours than records")
        return found

    def close(self) -> None:
        """Let go of the database."""
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None
