"""Endpoint: an embedder behind an OpenAI-compatible address (POST …/embeddings).

Nothing of what comes back is trusted: status, kind, size, number, order, dimension and every figure
are checked. Redirects are off (they would carry the key elsewhere), compressed answers are refused
(they inflate without a limit), the wall clock of each request is limited, not only its pauses. The
key is in the request's header and nowhere else; no answer's text is repeated in an error.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import time
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import httpx
import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexUnavailable
from assistant.index_settings import IndexSettings

TRIES = 4
PAUSES = (0.5, 1.5, 4.0)  # seconds before each further try
LONGEST_PAUSE = 30.0  # that a Retry-After may ask for
CONNECT_SECONDS = 10.0
MOST_BYTES = 64 << 20
MOST_CHARS = 8000  # of a text: what fits into the 8191 tokens that such models take at most
PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})

for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # their lines hold addresses


class _Passing(Exception):
    """What may go well the next time: ``pause`` is how long the server asked to wait."""

    def __init__(self, reason: str, pause: float = 0.0) -> None:
        super().__init__(reason)
        self.pause = pause


class EndpointEmbedder:
    """Vectors from a server; raises IndexUnavailable (one line of Chinese) where it fails."""

    def __init__(self, settings: IndexSettings) -> None:
        assert settings.embeddings_url is not None
        assert settings.embeddings_model is not None
        self._model = settings.embeddings_model
        self._url = f"{settings.embeddings_url}/embeddings"
        self._host = urlsplit(settings.embeddings_url).netloc
        self._key = settings.embeddings_key
        self._wall = settings.embeddings_timeout
        self._dim = 0
        self.batch = settings.embeddings_batch
        self._client = httpx.Client(
            timeout=httpx.Timeout(self._wall, connect=min(CONNECT_SECONDS, self._wall)),
            limits=httpx.Limits(max_keepalive_connections=0),  # nothing to close afterwards
            follow_redirects=False,
            trust_env=not _is_loopback(urlsplit(self._url).hostname or ""),
        )

    @property
    def name(self) -> str:
        """The identity of the vectors: the model, whichever address serves it."""
        return f"api:{self._model}"

    @property
    def dim(self) -> int:
        """The length of a vector; the first use asks the server."""
        if not self._dim:
            self.passages(["维数"])
        return self._dim

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As Embedder.passages."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        parts = [
            self._tried(texts[start : start + self.batch])
            for start in range(0, len(texts), self.batch)
        ]
        return np.concatenate(parts)

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As Embedder.queries: such models have one space for both."""
        return self.passages(texts)

    def _tried(self, texts: Sequence[str]) -> NDArray[np.float32]:
        reason = ""
        for attempt in range(TRIES):
            try:
                return self._checked(self._asked(texts), len(texts))
            except _Passing as error:
                reason = str(error)
                if attempt < len(PAUSES):
                    time.sleep(max(PAUSES[attempt], min(error.pause, LONGEST_PAUSE)))
        raise self._failed(f"{reason}（试了{TRIES}次）：请确认服务已启动、没有过载，再试一次")

    def _asked(self, texts: Sequence[str]) -> bytes:
        """The bytes of a good answer; raises _Passing or IndexUnavailable."""
        headers = {"Accept-Encoding": "identity", "Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key.reveal()}"
        sent = {"model": self._model, "input": [_clean(text) for text in texts]}
        body = json.dumps(sent | {"encoding_format": "float"}).encode()
        deadline = time.monotonic() + self._wall
        try:
            with self._client.stream("POST", self._url, content=body, headers=headers) as answer:
                self._check_status(answer)
                return self._read(answer, deadline)
        except httpx.TimeoutException:
            raise _Passing("没有按时回答") from None
        except httpx.HTTPError as error:
            raise _Passing(f"连不上或中途断开（{type(error).__name__}）") from None

    def _check_status(self, answer: httpx.Response) -> None:
        status = answer.status_code
        if status in (401, 403):
            raise self._failed("拒绝了密钥：请检查 EMBEDDINGS_API_KEY")
        if status == 404:
            raise self._failed(
                f"没有嵌入接口或模型“{self._model}”：请检查 EMBEDDINGS_BASE_URL（通常以 /v1 结尾）"
                "和 EMBEDDINGS_MODEL"
            )
        if status in PASSING:
            wait = answer.headers.get("retry-after", "")
            told = "要求稍后再试" if status == 429 else f"出错（HTTP {status}）"
            raise _Passing(told, float(wait) if wait.isascii() and wait.isdecimal() else 0.0)
        if status != 200:
            raise self._failed(
                f"不接受请求（HTTP {status}）：请检查地址、模型名称和 EMBEDDINGS_BATCH"
            )
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            raise self._failed("的回答是压缩的：请关闭服务或代理的压缩")

    def _read(self, answer: httpx.Response, deadline: float) -> bytes:
        pieces, size = [], 0
        for piece in answer.iter_raw():
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                raise self._failed("的回答过大：请检查 EMBEDDINGS_BASE_URL 指向的是不是嵌入服务")
            if time.monotonic() > deadline:
                raise _Passing("没有按时回答")
        return b"".join(pieces)

    def _checked(self, body: bytes, count: int) -> NDArray[np.float32]:
        """The vectors of an answer, in the order of the texts, each of length 1."""
        try:
            data: Any = json.loads(body)["data"]
            listed = sorted(data, key=lambda item: item["index"])
            right = [item["index"] for item in listed] == list(range(count))
            rows = np.array([item["embedding"] for item in listed], dtype=np.float32)
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            raise self._failed(
                "的回答不是嵌入结果：请检查 EMBEDDINGS_BASE_URL 指向的是不是嵌入服务"
            ) from None
        if not right or rows.ndim != 2 or rows.shape[1] == 0 or not np.isfinite(rows).all():
            raise self._failed("的回答缺少向量或向量不完整：请检查服务")
        if self._dim and rows.shape[1] != self._dim:
            raise self._failed(
                f"给出了{rows.shape[1]}维的向量，先前是{self._dim}维：请检查 EMBEDDINGS_MODEL"
            )
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        if not (lengths > 0).all():
            raise self._failed("给出了全零的向量：请检查服务")
        self._dim = rows.shape[1]
        return np.asarray(rows / lengths, dtype=np.float32)

    def _failed(self, reason: str) -> IndexUnavailable:
        return IndexUnavailable(f"嵌入服务 {self._host}{reason}")


def _clean(text: str) -> str:
    """As the local models see it: no NUL, no lone surrogate, never empty, not endless."""
    kept = text[:MOST_CHARS].replace("\0", " ")
    return kept.encode("utf-8", "replace").decode("utf-8") or " "


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
