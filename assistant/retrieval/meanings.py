"""Meanings: the vectors of all wordings, which tell the problem types of a query or a record by
meaning.

Embedding 2,000 wordings takes minutes, so those of the default model ship with the project,
one byte a number (``shipped/<model>.npz``; ``make docs`` writes it, a test compares it). Wordings
that were added since are embedded when they are first needed; for a model that nothing ships for
there are no meanings, and the types are told by words alone.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.embedding import Embedder, load_embedder
from assistant.retrieval.vectors import embed_known, text_key
from assistant.retrieval.wordings import ProblemTypes

SHIPPED = Path(__file__).resolve().parent / "shipped"
MOST_MISSING = 0.2  # of the wordings; beyond that the shipped ones are of another library

Matrix = NDArray[np.float32]
# unit vectors (n, dim) → the types they are near to (n, types), as ProblemTypes.near
Meanings = Callable[[Matrix], Matrix]


def shipped(model: str) -> dict[bytes, Matrix]:
    """Text key → unit vector of every wording that ships for a model; empty where none does."""
    path = SHIPPED / f"{model}.npz"
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as found:
        keys, codes = found["keys"], found["codes"].astype(np.float32)
    unit = codes / np.linalg.norm(codes, axis=1, keepdims=True)
    return {keys[i].tobytes(): unit[i] for i in range(len(keys))}


def ship(types: ProblemTypes, embedder: Embedder) -> Path:
    """Write the vectors of all wordings; those that ship already are not computed again."""
    texts = sorted(set(types.texts))
    matrix = embed_known(embedder, texts, shipped(embedder.name))
    scale = 127 / np.abs(matrix).max(axis=1, keepdims=True)
    SHIPPED.mkdir(exist_ok=True)
    path = SHIPPED / f"{embedder.name}.npz"
    np.savez_compressed(
        path,
        keys=np.array([np.frombuffer(text_key(text), dtype=np.uint8) for text in texts]),
        codes=np.round(matrix * scale).astype(np.int8),
    )
    return path


@functools.lru_cache(maxsize=4)
def _matrix(types: ProblemTypes, model: str) -> Matrix | None:
    known = shipped(model)
    missing = [text for text in types.texts if text_key(text) not in known]
    if len(missing) > MOST_MISSING * len(types.texts) or not types.texts:
        return None
    # only the local model has shipped vectors, so this asks no service
    embedder = load_embedder(model) if missing else None
    if embedder is not None:
        rows = embed_known(embedder, missing, {})
        known.update(zip(map(text_key, missing), rows, strict=True))
    return np.stack([known[text_key(text)] for text in types.texts])


def meanings(types: ProblemTypes, model: str) -> Meanings | None:
    """What tells the problem types that vectors are near to (ProblemTypes.near_all), or None."""
    matrix = _matrix(types, model)
    return None if matrix is None else lambda vectors: types.near_all(matrix @ vectors.T)
