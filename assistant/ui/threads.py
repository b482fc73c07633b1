"""Threads: a blocking generator run piece by piece in a worker thread, off the event loop."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import AsyncGenerator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

# a thread waits for a model most of its time, and asyncio's own pool has but six on two cores:
# as many as may draft at once (assistant.ui.events), and some to close what was left
_POOL = ThreadPoolExecutor(max_workers=96, thread_name_prefix="pieces")


async def each_in_thread(pieces: Iterator[T]) -> AsyncGenerator[T, None]:
    """Yield what ``pieces`` yields; when the caller goes away the generator is closed, too.

    A step that has begun is finished first: a thread cannot be stopped in the middle.
    """
    end = object()
    loop, context = asyncio.get_running_loop(), contextvars.copy_context()
    step: asyncio.Future[object] | None = None
    try:
        while True:
            step = loop.run_in_executor(_POOL, lambda: context.run(next, pieces, end))
            piece = await asyncio.shield(step)
            if piece is end:
                return
            yield piece  # type: ignore[misc]  # what is not the end is a T
    finally:
        if step is not None and not step.done():
            step.add_done_callback(lambda done: _settle(done, pieces))
        else:
            await loop.run_in_executor(_POOL, _close, pieces)


def _settle(done: asyncio.Future[object], pieces: Iterator[T]) -> None:
    """After a step that nobody waits for any more: its error, too, concerns nobody."""
    if not done.cancelled():
        done.exception()
    _close(pieces)


def _close(pieces: Iterator[T]) -> None:
    close = getattr(pieces, "close", None)
    if close is not None:
        close()
