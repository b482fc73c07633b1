"""Wire: what goes between a process and its worker: frames of a JSON object and raw bytes.

JSON and bytes only: a worker that a file has taken over cannot make its caller run anything.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import IO, Any

_LENGTHS = struct.Struct(">IQ")
MAX_FRAME = (
    160 * 1024 * 1024
)  # bytes; an answer is far below: text is capped at two million letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A question or an answer: ``header`` is JSON, ``payload`` the bytes of a file (or b"")."""

    header: dict[str, Any]
    payload: bytes = b""

    def to_bytes(self) -> tuple[bytes, bytes]:
        """The frame in two parts, to be written one after the other."""
        header = json.dumps(self.header).encode("ascii")
        return _LENGTHS.pack(len(header), len(self.payload)) + header, self.payload


def write_frame(stream: IO[bytes], frame: Frame) -> None:
    """Write and flush a frame; raises OSError where nobody reads any more."""
    for part in frame.to_bytes():
        stream.write(part)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Frame | None:
    """The next frame; None where the other side is gone or what it says is no frame."""
    start = stream.read(_LENGTHS.size)
    sizes = _sizes(start)
    if sizes is None:
        return None
    raw, payload = (stream.read(size) if size else b"" for size in sizes)
    if (len(raw), len(payload)) != sizes:
        return None
    try:
        header = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return Frame(header=header, payload=payload) if isinstance(header, dict) else None


def is_whole(frame: bytes) -> bool:
    """Whether the bytes are exactly one frame, as far as its lengths say."""
    sizes = _sizes(frame[: _LENGTHS.size])
    return sizes is not None and len(frame) == _LENGTHS.size + sum(sizes)


def _sizes(start: bytes) -> tuple[int, int] | None:
    """How long header and payload are; None where a frame does not begin like that."""
    if len(start) < _LENGTHS.size:
        return None
    header, payload = _LENGTHS.unpack(start)
    return (header, payload) if header + payload <= MAX_FRAME else None
