"""Sides: two versions of a draft compared, each side in a text of its own."""

from __future__ import annotations

import asyncio
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.ui import wording
from assistant.ui.events import REVIEWING, warn
from assistant.ui.guard import Guard
from assistant.ui.review.layout import VersionsPane
from assistant.ui.review.versions import compare
from assistant.ui.state import PageState, Version
from assistant.ui.upload import read_upload


class Sides:
    """Fills the pane 两稿对比."""

    def __init__(self, pane: VersionsPane, guard: Guard) -> None:
        self._guard = guard
        self._pane = pane

    @property
    def shown(self) -> list[Any]:
        """The components that ``show`` fills, in its order."""
        pane = self._pane
        return [pane.old, pane.new, pane.about, pane.left, pane.right]

    async def show(self, state: PageState) -> tuple[Any, ...]:
        """The last two versions, the newer on the right."""
        count = len(state.desk.versions)
        if count < 2:
            hidden = gr.update(value=[], visible=False)
            listed = gr.update(choices=_listed(state), value=None)
            return listed, listed, wording.VERSIONS_EMPTY, hidden, hidden
        compared = await self.compare(count - 2, count - 1, state)
        choices = _listed(state)
        return (
            gr.update(choices=choices, value=count - 2),
            gr.update(choices=choices, value=count - 1),
            *compared,
        )

    async def compare(self, old: int | None, new: int | None, state: PageState) -> tuple[Any, ...]:
        """The two versions that were chosen (places in the list of this session)."""
        kept = state.desk.versions
        known = range(len(kept))
        if old not in known or new not in known or old is None or new is None:
            return wording.VERSIONS_EMPTY, gr.update(visible=False), gr.update(visible=False)
        found = await asyncio.to_thread(compare, kept[old].text, kept[new].text)
        about = f"**{found.changes}处不同**" if found.changes else wording.SAME_TEXT
        return (
            about,
            gr.update(value=found.old, visible=True, label=kept[old].label),
            gr.update(value=found.new, visible=True, label=kept[new].label),
        )

    async def add(self, path: str, state: PageState) -> tuple[Any, ...]:
        """Put an uploaded text before the latest version, as the older of the two."""
        try:
            upload = await asyncio.to_thread(read_upload, path)
        except AssistantError as error:
            warn(error)
            return (*(gr.skip() for _ in self.shown), None)
        version = Version(label=f"上传：{upload.source}", text=upload.text)
        kept = state.desk.versions
        state.desk.versions = [*kept[:-1], version, *kept[-1:]]
        return (*await self.show(state), None)

    def wire(self, state: gr.State) -> None:
        """Connect the events."""
        pane = self._pane
        gr.on(
            [pane.old.input, pane.new.input],
            self._guard(self.compare, "review"),
            [pane.old, pane.new, state],
            [pane.about, pane.left, pane.right],
            **REVIEWING,
        )
        pane.upload.upload(
            self._guard(self.add, "review"),
            [pane.upload, state],
            [*self.shown, pane.upload],
            **REVIEWING,
        )


def _listed(state: PageState) -> list[tuple[str, int]]:
    return [(one.label, at) for at, one in enumerate(state.desk.versions)]
