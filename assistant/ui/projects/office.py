"""Office: what every part of the screen shares: the projects, and how an event is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.chat.bulk import Bulk
from assistant.chat.project import ProjectWork
from assistant.errors import AssistantError, EditConflict
from assistant.ui.engines import Engines
from assistant.ui.events import warn
from assistant.ui.exports import Exports
from assistant.ui.identity import Gate
from assistant.ui.projects import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Holds nothing of any user; ``defaults`` gives the unit's profile for a new project."""

    gate: Gate
    work: ProjectWork
    engines: Engines
    exports: Exports
    defaults: Callable[[], Mapping[str, str]]

    @property
    def bulk(self) -> Bulk:
        """What drafts the problems, by the engine of the settings."""
        return Bulk(self.work, self.engines.writer)

    async def answer(
        self, request: gr.Request, outputs: Sequence[Any], act: Callable[[str], tuple[Any, ...]]
    ) -> Any:
        """Run ``act`` for the user in a worker thread; an error is shown and changes nothing.

        What ``act`` gives back for one output is handed on bare: Gradio unpacks several only.
        """
        return await self.attempt(request, outputs, lambda user: asyncio.to_thread(act, user))

    async def attempt(
        self,
        request: gr.Request,
        outputs: Sequence[Any],
        act: Callable[[str], Awaitable[tuple[Any, ...]]],
    ) -> Any:
        """As ``answer``, for what waits for a model."""
        try:
            user = self.gate.require(request, "project").name
            return _bare(await act(user))
        except EditConflict as conflict:
            warn(conflict_lines(conflict))
        except AssistantError as error:
            warn(error)
        return _bare(tuple(gr.skip() for _ in outputs))


def _bare(values: tuple[Any, ...]) -> Any:
    if len(values) > 1:
        return values
    return values[0] if values else None


def conflict_lines(conflict: EditConflict) -> str:
    """Both versions of each field that two people changed."""
    return words.CONFLICT + "；".join(
        f"{words.THEIRS}：“{theirs[:80]}”，{words.MINE}：“{mine[:80]}”"
        for theirs, mine in conflict.fields.values()
    )
