"""Inflate: a compressed answer without its bomb; the HTTP client would inflate without a cap."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from assistant.llm.wire import broken

_STEP = 65_536
_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 47}


class Inflate:
    """Bytes of a body as they come → the bytes they stand for, in steps of at most 64 KB.

    The reader stops taking when it has had enough, so a bomb costs one step. Raises
    ModelAnswerBroken for an encoding that nobody asked for, or a body that is not of it.
    """

    def __init__(self, encoding: str) -> None:
        name = encoding.strip().lower()
        if name not in _WINDOW and name not in ("", "identity"):
            raise broken("返回的内容用了不支持的压缩方式：请关闭代理的压缩")
        self._stream = zlib.decompressobj(_WINDOW[name]) if name in _WINDOW else None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What these bytes stand for."""
        stream = self._stream
        if stream is None:
            yield data
            return
        try:
            while data:
                yield stream.decompress(data, _STEP)
                data = stream.unconsumed_tail
        except zlib.error as error:
            raise broken("返回的压缩内容已损坏：请重试") from error
