"""Screen of 范例库: the events of search, list, intake and the notice beside them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.retrieval.ingest import Row
from assistant.ui import examples, wording
from assistant.ui.events import BROWSER, QUICK, READING, WRITING, tell, warn
from assistant.ui.guard import Guard
from assistant.ui.library import hits, view
from assistant.ui.library.layout import (
    IntakePane,
    SearchPane,
    ShelfPane,
    intake_pane,
    search_pane,
    shelf_pane,
    viewer_pane,
)
from assistant.ui.library.shelf import Shelf
from assistant.ui.library.viewer import Viewer
from assistant.ui.scroll import scroll_to
from assistant.ui.threads import each_in_thread

MOST_FILES = 500  # in one go


class LibraryScreen:
    """Builds the screen and answers its events; holds nothing of any user."""

    name, id = wording.LIBRARY, "library"

    def __init__(self, shelf: Shelf, guard: Guard) -> None:
        self._shelf = shelf
        self._guard = guard

    def build(self) -> None:
        """Make the components inside the current context."""
        with gr.Row():
            with (
                gr.Column(scale=1, min_width=340),
                gr.Tabs(elem_id="library", overflow_behavior="wrap"),
            ):
                with gr.Tab(wording.SEARCH_PANE, id="search"):
                    self.search: SearchPane = search_pane()
                with gr.Tab(wording.SHELF_PANE, id="shelf") as self.shelf_tab:
                    self.list: ShelfPane = shelf_pane()
                with gr.Tab(wording.INTAKE_PANE, id="intake"):
                    self.intake: IntakePane = intake_pane()
            with gr.Column(scale=1, min_width=320):
                self.viewer = Viewer(viewer_pane(), self._shelf, self._guard)

    async def find(
        self,
        query: str,
        kinds: Sequence[str],
        levels: Sequence[str],
        types: Sequence[str],
        focus: str,
        first: str,
        last: str,
    ) -> tuple[Any, Any]:
        """What is said above the hits, and the hits."""
        if not (query or "").strip():
            return wording.SEARCH_EMPTY, gr.update(choices=[], value=None, visible=False)
        try:
            span = hits.span_of_years(first, last)
            filters = hits.read_filters(kinds, levels, types, focus, span)
            found = await asyncio.to_thread(self._shelf.search, query.strip(), filters)
        except AssistantError as error:
            warn(error)
            return gr.skip(), gr.skip()
        about = wording.ABSTAINED if found.abstained else f"**{len(found.hits)}条相近的记录**"
        listed = hits.choices(found)
        return about, gr.update(choices=listed, value=None, visible=bool(listed))

    async def open_hit(self, record_id: str | None) -> tuple[Any, ...]:
        """The whole notice of a hit, its record marked apart."""
        record = await asyncio.to_thread(self._shelf.record, record_id or "")
        if record is None:
            warn(wording.HIT_GONE)
            return tuple(gr.skip() for _ in self.viewer.shown)
        return await self.viewer.open(record.notice_id, record.id)

    async def open_row(self, event: gr.SelectData) -> tuple[Any, ...]:
        """The notice of a row that was clicked: its id is the last cell."""
        row = event.row_value or [""]
        return await self.viewer.open(str(row[-1]))

    async def show(self) -> tuple[Any, ...]:
        """The lists as they are now."""
        stock = await asyncio.to_thread(self._shelf.stock)
        tables = (
            view.shelf_rows(stock.notices),
            view.aside_rows(stock.notices),
            view.trash_rows(stock.trash),
        )
        return (
            view.stock_line(stock),
            *(gr.update(value=rows, visible=bool(rows)) for rows in tables),
        )

    async def take_in(self, paths: list[str] | None) -> AsyncIterator[tuple[Any, ...]]:
        """Take files in, a row after each; what was taken in stays when the page is closed."""
        given = list(paths or ())[:MOST_FILES]
        if not given:
            yield gr.skip(), gr.skip(), None
            return
        rows: list[Row] = []
        start = view.intake_line(rows, len(given), done=False)
        yield start, gr.update(value=[], visible=False), gr.skip()
        try:
            async for row in each_in_thread(self._shelf.take_in(given)):
                rows.append(row)
                about = view.intake_line(rows, len(given), done=False)
                if len(rows) == len(given):
                    about = f"{about}　{wording.INDEXING}"
                yield about, gr.update(value=view.intake_rows(rows), visible=True), gr.skip()
        except AssistantError as error:
            warn(error)
        yield view.intake_line(rows, len(given), done=True), gr.skip(), None

    async def rebuild(self) -> None:
        """Parse anew what an older parser has read, and build the index."""
        try:
            count = await asyncio.to_thread(self._shelf.rebuild)
        except AssistantError as error:
            warn(error)
        else:
            tell(wording.REBUILT + (f"，重新解析{count}篇" if count else ""))

    def wire(self) -> None:
        """Connect the events."""
        self._wire_search()
        table, files = self.list, self.intake
        self._lists = [table.about, table.notices, table.aside, table.trash]
        self._then_show(self.shelf_tab.select, table.refresh.click)
        for one in (table.notices, table.aside, table.trash):
            one.select(self._guard(self.open_row), None, self.viewer.shown, **READING)
        self.then_show(
            table.rebuild.click(self._guard(self.rebuild, "corpus"), None, None, **WRITING)
        )
        self.then_show(
            files.files.upload(
                self._guard(self.take_in, "corpus"),
                [files.files],
                [files.progress, files.rows, files.files],
                **WRITING,
            )
        )
        self.viewer.wire(self.then_show)

    def _wire_search(self) -> None:
        pane = self.search
        filters = [pane.kinds, pane.levels, pane.types, pane.focus, pane.first, pane.last]
        found = [pane.about, pane.hits]
        asking = [pane.run.click, pane.query.submit]
        gr.on(asking, self._guard(self.find), [pane.query, *filters], found, **READING)
        for button in pane.tries:
            button.click(self._guard(_same), [button], [pane.query], **QUICK).then(
                self._guard(self.find), [pane.query, *filters], found, **READING
            )
        pane.hits.select(
            self._guard(self.open_hit), [pane.hits], self.viewer.shown, **READING
        ).then(None, js=scroll_to("#viewer", "当前"), **BROWSER)

    def _then_show(self, *events: Any) -> None:
        gr.on(list(events), self._guard(self.show), None, self._lists, **READING)

    def then_show(self, event: Any) -> None:
        """After ``event`` the lists show what the corpus holds now."""
        event.then(self._guard(self.show), None, self._lists, **READING)


async def _same(label: str) -> str:
    """The words of a button, taken over into the box."""
    return label if label in examples.QUERIES else ""
