"""Gathered: what a model says in hundreds of tiny pieces, in a few pieces a second.

Measured: the vendors' clients above take a millisecond of the processor for each event. Fifty
answers at twenty events a second would take all of it, and nobody reads that fast.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator

from assistant.llm.said import Said

PAUSE = 0.2  # seconds between two pieces of text
_MOST = 4000  # characters that are held back


async def gathered(source: AsyncGenerator[Said, None]) -> AsyncGenerator[Said, None]:
    """The same, text that comes within PAUSE of the piece before put together.

    The first piece and what ends the answer pass at once. An error of ``source`` comes after what
    was said before it; closing or cancelling ends the step of ``source`` that is under way.
    """
    clock = asyncio.get_running_loop().time
    held, due = Said(), 0.0
    step: asyncio.Future[Said | None] | None = None
    try:
        while True:
            step = asyncio.ensure_future(anext(source, None))
            if held.text and not await _within(step, due - clock()):
                yield held
                held, due = Said(), clock() + PAUSE
            await asyncio.wait({step})
            if held.text and step.exception() is not None:
                yield held
            said = step.result()
            if said is None:
                break
            held = _together(held, said)
            if held.finish or clock() >= due or len(held.text) > _MOST:
                yield held
                held, due = Said(), clock() + PAUSE
        if held != Said():
            yield held
    finally:
        if step is not None and not step.done():
            step.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await step
        await source.aclose()


async def _within(step: asyncio.Future[Said | None], seconds: float) -> bool:
    """Whether the step ends in time; it goes on if not."""
    done, _ = await asyncio.wait({step}, timeout=max(seconds, 0.0))
    return bool(done)


def _together(held: Said, said: Said) -> Said:
    """``held`` and what came after it; tokens are those of the latest report."""
    prompt, completion = said.prompt_tokens, said.completion_tokens
    return Said(
        text=held.text + said.text,
        thought=held.thought + said.thought,
        finish=said.finish or held.finish,
        prompt_tokens=held.prompt_tokens if prompt is None else prompt,
        completion_tokens=held.completion_tokens if completion is None else completion,
    )
