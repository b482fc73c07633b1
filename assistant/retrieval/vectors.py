"""Vectors: the cache of embeddings, keyed by model and text, that every caller shares."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexUnavailable
from assistant.retrieval.connection import Connection, Storage

if TYPE_CHECKING:
    from assistant.retrieval.embedding import Embedder

Matrix = NDArray[np.float32]

SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
  model TEXT NOT NULL, key BLOB NOT NULL, vector BLOB NOT NULL,
  PRIMARY KEY (model, key)
) WITHOUT ROWID;
"""
BUSY_MILLISECONDS = 30_000


def text_key(text: str) -> bytes:
    """16 bytes of the SHA-256 of ``text``: its key in the cache."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


class Cache(Protocol):
    """Where embeddings are kept, by model and text."""

    def get(self, model: str, texts: Sequence[str]) -> dict[bytes, NDArray[np.float32]]: ...

    def put(self, model: str, texts: Sequence[str], vectors: Matrix) -> None: ...


class VectorCache:
    """Embeddings in an SQLite file; commits are short, so several processes may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._connection() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(SCHEMA)

    @contextlib.contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=BUSY_MILLISECONDS / 1000)
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def get(self, model: str, texts: Sequence[str]) -> dict[bytes, NDArray[np.float32]]:
        """The cached vectors of ``texts`` under ``model``, by ``text_key``; misses are absent."""
        with self._connection() as connection:
            return read_vectors(connection, model, {text_key(text) for text in texts})

    def put(self, model: str, texts: Sequence[str], vectors: Matrix) -> None:
        """Store one row of ``vectors`` for each of ``texts``."""
        with self._connection() as connection:
            write_vectors(connection, model, zip(map(text_key, texts), vectors, strict=True))


@dataclass(frozen=True, kw_only=True)
class StoreVectors:
    """The same in the table of a record store, whichever database it is."""

    storage: Storage

    def get(self, model: str, texts: Sequence[str]) -> dict[bytes, NDArray[np.float32]]:
        """As VectorCache.get."""
        with self.storage.connect() as connection:
            return read_vectors(connection, model, {text_key(text) for text in texts})

    def put(self, model: str, texts: Sequence[str], vectors: Matrix) -> None:
        """As VectorCache.put."""
        with self.storage.connect(write=True) as connection:
            write_vectors(connection, model, zip(map(text_key, texts), vectors, strict=True))


def read_vectors(
    connection: Connection, model: str, keys: Iterable[bytes]
) -> dict[bytes, NDArray[np.float32]]:
    """Rows of the vectors table for ``keys``; absent keys are left out."""
    found: dict[bytes, NDArray[np.float32]] = {}
    pending = list(keys)
    for offset in range(0, len(pending), 500):
        part = pending[offset : offset + 500]
        marks = ",".join("?" * len(part))
        rows = connection.execute(
            f"SELECT key, vector FROM vectors WHERE model = ? AND key IN ({marks})",
            (model, *part),
        )
        for key, blob in rows:
            found[bytes(key)] = np.frombuffer(blob, dtype="<f4")
    return found


def write_vectors(
    connection: Connection,
    model: str,
    rows: Iterable[tuple[bytes, NDArray[np.float32]]],
) -> None:
    """Insert vectors within the caller's transaction; a key that is there stays as it is."""
    connection.executemany(
        "INSERT INTO vectors (model, key, vector) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        ((model, key, vector.astype("<f4").tobytes()) for key, vector in rows),
    )


def embed_cached(
    embedder: Embedder, texts: Sequence[str], cache: Cache | None
) -> NDArray[np.float32]:
    """Passage vectors of ``texts``, shape (len(texts), dim); only what is new is computed.

    What was computed is committed after every batch, so an interrupted run goes on where it was.
    """
    found = cache.get(embedder.name, texts) if cache is not None else {}
    return embed_known(embedder, texts, found, cache)


def embed_known(
    embedder: Embedder,
    texts: Sequence[str],
    known: Mapping[bytes, NDArray[np.float32]],
    cache: Cache | None = None,
) -> NDArray[np.float32]:
    """Passage vectors of ``texts``; those whose key is in ``known`` are not computed again."""
    if not texts:
        return np.zeros((0, embedder.dim), dtype=np.float32)
    found = dict(known)
    missing = [text for text in dict.fromkeys(texts) if text_key(text) not in found]
    for offset in range(0, len(missing), embedder.batch):
        part = missing[offset : offset + embedder.batch]
        vectors = embedder.passages(part)
        if cache is not None:
            cache.put(embedder.name, part, vectors)
        found.update(zip(map(text_key, part), vectors, strict=True))
    sizes = {len(vector) for vector in found.values()}
    if len(sizes) > 1:
        raise IndexUnavailable(
            f"嵌入模型“{embedder.name}”现在给出的向量与先前保存的维数不同（{'、'.join(map(str, sorted(sizes)))}）："
            "请检查嵌入服务；换了模型就要换 EMBEDDINGS_MODEL 的名称"
        )
    return np.stack([found[text_key(text)] for text in texts])
