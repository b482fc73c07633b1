"""Likeness: how near texts are in meaning, from the embedding model on this machine.

The reviewer takes it as an argument (assistant.review.coverage.Similarity), so that it needs no
model itself.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.embedding import load_embedder


def meaning() -> Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]:
    """texts × texts → their cosines in [-1, 1], a row for each of the first.

    The model is loaded at the first call; a text is embedded once as long as the function lives.
    """

    @functools.cache
    def vector(text: str) -> NDArray[np.float32]:
        # row by row: the rounding of a batch would depend on what stands beside a text
        row: NDArray[np.float32] = load_embedder().queries([text])[0]
        return row

    def cosines(left: Sequence[str], right: Sequence[str]) -> Sequence[Sequence[float]]:
        if not left or not right:
            return [[] for _ in left]
        rows = np.stack([vector(text) for text in left])
        columns = np.stack([vector(text) for text in right])
        table: list[list[float]] = (rows @ columns.T).tolist()
        return table

    return cosines
