"""Viewer: one whole notice of the corpus, its records, and the correction of its parse."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.retrieval.corpus import NoticeView
from assistant.retrieval.corrections import Correction, Merge, Reword, Split
from assistant.retrieval.record import StoredRecord
from assistant.ui import wording
from assistant.ui.events import BROWSER, READING, WRITING, tell, warn
from assistant.ui.guard import Guard
from assistant.ui.library import view
from assistant.ui.library.layout import ViewerPane
from assistant.ui.library.marks import notice_marks
from assistant.ui.library.shelf import Shelf
from assistant.ui.scroll import scroll_to


class Viewer:
    """Shows and corrects the notice that is open in a session (its id is in a gr.State)."""

    def __init__(self, pane: ViewerPane, shelf: Shelf, guard: Guard) -> None:
        self._guard = guard
        self._pane = pane
        self._shelf = shelf

    @property
    def shown(self) -> list[Any]:
        """The components that ``updates`` fills, in its order."""
        pane = self._pane
        return [
            pane.opened,
            pane.about,
            pane.text,
            pane.care,
            pane.records,
            pane.problem,
            pane.focus,
            pane.place,
            pane.history,
            pane.undo,
            pane.remove,
            pane.restore,
        ]

    async def open(self, notice_id: str, record_id: str | None = None) -> tuple[Any, ...]:
        """Open a notice; an unknown one says so and leaves the open one."""
        try:
            found = await asyncio.to_thread(self._shelf.view, notice_id)
        except AssistantError as error:
            warn(error)
            return tuple(gr.skip() for _ in self.shown)
        return updates(found, record_id)

    async def choose(self, record_id: str | None, opened: str) -> tuple[Any, ...]:
        """Mark a record and fill the boxes that correct it."""
        return await self.open(opened, record_id)

    async def merge(self, record_id: str | None, opened: str) -> tuple[Any, ...]:
        """Make one record of the chosen one and the next."""
        found = await asyncio.to_thread(self._shelf.view, opened)
        ids = [one.id for one in found.records]
        if record_id not in ids[:-1]:
            warn(wording.PICK_RECORD if record_id not in ids else wording.LAST_RECORD)
            return tuple(gr.skip() for _ in self.shown)
        after = ids[ids.index(record_id) + 1]
        return await self._correct(opened, Merge(first=record_id, second=after), record_id)

    async def reword(
        self, record_id: str | None, problem: str, focus: str, opened: str
    ) -> tuple[Any, ...]:
        """Word the problem of the chosen record otherwise."""
        if not record_id:
            warn(wording.PICK_RECORD)
            return tuple(gr.skip() for _ in self.shown)
        change = Reword(record=record_id, problem=problem or "", focus_area=focus or "")
        return await self._correct(opened, change, record_id)

    async def split(self, record_id: str | None, place: int | None, opened: str) -> tuple[Any, ...]:
        """Cut the chosen record in two at a sentence."""
        if not record_id or place is None:
            warn(wording.PICK_PLACE)
            return tuple(gr.skip() for _ in self.shown)
        return await self._correct(opened, Split(record=record_id, offset=place), record_id)

    async def undo(self, opened: str) -> tuple[Any, ...]:
        """Take the last correction back."""
        return await self._act(lambda: self._shelf.undo(opened), wording.UNDONE)

    async def remove(self, opened: str) -> tuple[Any, ...]:
        """Put the open notice into the trash."""
        return await self._act(lambda: self._moved(self._shelf.remove, opened), wording.REMOVED)

    async def restore(self, opened: str) -> tuple[Any, ...]:
        """Bring the open notice back."""
        return await self._act(lambda: self._moved(self._shelf.restore, opened), wording.RESTORED)

    def _moved(self, move: Callable[[str], None], opened: str) -> NoticeView:
        move(opened)
        return self._shelf.view(opened)

    async def _correct(self, opened: str, change: Correction, record: str) -> tuple[Any, ...]:
        return await self._act(
            lambda: self._shelf.correct(opened, change), wording.CORRECTED, record
        )

    async def _act(
        self, act: Callable[[], NoticeView], done: str, record: str | None = None
    ) -> tuple[Any, ...]:
        try:
            found = await asyncio.to_thread(act)
        except AssistantError as error:
            warn(error)
            return tuple(gr.skip() for _ in self.shown)
        tell(done)
        return updates(found, record)

    def wire(self, then: Callable[[Any], Any]) -> None:
        """Connect the events; ``then`` brings the lists up to date after a change."""
        pane = self._pane
        pane.records.select(
            self._guard(self.choose), [pane.records, pane.opened], self.shown, **READING
        ).then(None, js=scroll_to("#viewer", "当前"), **BROWSER)
        changes: list[tuple[gr.Button, Any, list[Any]]] = [
            (pane.merge, self.merge, [pane.records, pane.opened]),
            (pane.reword, self.reword, [pane.records, pane.problem, pane.focus, pane.opened]),
            (pane.split, self.split, [pane.records, pane.place, pane.opened]),
            (pane.undo, self.undo, [pane.opened]),
            (pane.remove, self.remove, [pane.opened]),
            (pane.restore, self.restore, [pane.opened]),
        ]
        for button, act, given in changes:
            then(button.click(self._guard(act, "corpus"), given, self.shown, **WRITING))


def updates(found: NoticeView, record_id: str | None) -> tuple[Any, ...]:
    """The whole viewer for a notice, with a record chosen or not."""
    one = found.notice
    chosen = next((record for record in found.records if record.id == record_id), None)
    corrected = any(version.head and version.parent is not None for version in found.history)
    live = one.trashed is None
    return (
        one.id,
        view.notice_about(found),
        gr.update(value=notice_marks(found.text, found.records, record_id), visible=True),
        gr.update(visible=live),
        gr.update(choices=view.record_choices(found.records), value=chosen.id if chosen else None),
        *_boxes(chosen, found.text),
        view.history_lines(found),
        gr.update(interactive=corrected),
        gr.update(visible=live),
        gr.update(visible=not live),
    )


def _boxes(chosen: StoredRecord | None, text: str) -> tuple[Any, Any, Any]:
    if chosen is None:
        return "", "", gr.update(choices=[], value=None)
    places = view.split_choices(chosen, text)
    return chosen.problem, chosen.focus_area or "", gr.update(choices=places, value=None)
