"""Threads: a blocking generator run piece by piece in a worker thread, off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from typing import TypeVar

T = TypeVar("T")


async def each_in_thread(pieces: Iterator[T]) -> AsyncGenerator[T, None]:
    """Yield what ``pieces`` yields; when the caller goes away the generator is closed, too.

    A step that has begun is finished first: a thread cannot be stopped in the middle.
    """
    end = object()
    step: asyncio.Future[object] | None = None
    try:
        while True:
            step = asyncio.ensure_future(asyncio.to_thread(next, pieces, end))
            piece = await asyncio.shield(step)
            if piece is end:
                return
            yield piece  # type: ignore[misc]  # what is not the end is a T
    finally:
        if step is not None and not step.done():
            step.add_done_callback(lambda done: _settle(done, pieces))
        else:
            await asyncio.to_thread(_close, pieces)


def _settle(done: asyncio.Future[object], pieces: Iterator[T]) -> None:
    """After a step that nobody waits for any more: its error, too, concerns nobody."""
    if not done.cancelled():
        done.exception()
    _close(pieces)


def _close(pieces: Iterator[T]) -> None:
    close = getattr(pieces, "close", None)
    if close is not None:
        close()
