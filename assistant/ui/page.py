"""Page: the screens side by side in tabs, and what passes between them; one serves all browsers."""

from __future__ import annotations

from typing import Any, cast

import gradio as gr

from assistant.chat.project import ProjectWork
from assistant.chat.workspace import Workspace
from assistant.projects.database import open_database
from assistant.retrieval.backing import open_backing
from assistant.settings import Settings
from assistant.ui import wording
from assistant.ui.api import Api
from assistant.ui.chat.screen import ChatScreen
from assistant.ui.engines import Engines
from assistant.ui.evaluation.screen import EvaluationScreen
from assistant.ui.events import QUICK, READING, REVIEWING
from assistant.ui.exports import Exports
from assistant.ui.guard import Guard
from assistant.ui.identity import Gate
from assistant.ui.library.screen import LibraryScreen
from assistant.ui.library.shelf import Shelf
from assistant.ui.preferences.screen import PreferencesScreen
from assistant.ui.preferences.store import Preferences
from assistant.ui.projects.office import Office
from assistant.ui.projects.screen import ProjectsScreen
from assistant.ui.review.keeper import Keeper
from assistant.ui.review.originals import FOLDER as ORIGINALS
from assistant.ui.review.originals import Originals
from assistant.ui.review.screen import ReviewScreen
from assistant.ui.state import PageState

EXPORTS = "exports"
KEPT = (3600, 24 * 3600)  # seconds: uploads older than a day are looked for every hour


class Page:
    """Builds the page; keeps no user's data."""

    def __init__(self, workspace: Workspace, settings: Settings, gate: Gate) -> None:
        data_dir = settings.data_dir
        preferences = Preferences(data_dir)
        self.exports = Exports(data_dir / EXPORTS)
        engines = Engines(workspace, settings)
        self._guard = guard = Guard(gate)
        shelf = Shelf(workspace, open_backing(settings), data_dir)
        self._chat = ChatScreen(engines, self.exports, preferences.issuer, gate)
        projects = ProjectWork(open_database(settings.database_url, data_dir))
        self._review = ReviewScreen(
            engines=engines,
            projects=projects,
            exports=self.exports,
            config=preferences.review_config,
            gate=gate,
            keeper=Keeper(workspace.history, Originals(data_dir / ORIGINALS)),
        )
        self._library = LibraryScreen(shelf, guard)
        self._preferences = PreferencesScreen(engines, preferences, guard)
        self._evaluation = EvaluationScreen(data_dir, self.exports)
        self._projects = ProjectsScreen(
            Office(
                gate=gate,
                work=projects,
                engines=engines,
                exports=self.exports,
                defaults=preferences.profile,
            )
        )
        self._api = Api(engines, gate)

    def build(self) -> gr.Blocks:
        """The page with all its events wired."""
        screens = (
            self._chat,
            self._projects,
            self._review,
            self._library,
            self._evaluation,
            self._preferences,
        )
        with gr.Blocks(title=wording.TITLE, analytics_enabled=False, delete_cache=KEPT) as page:
            self._state = gr.State(PageState())
            self._browser = gr.BrowserState("", storage_key="rectification", secret="conversation")
            self._api.publish()  # first: an event of a screen would take the name of an endpoint
            gr.Markdown(wording.HEAD, elem_id="head")
            with gr.Tabs(elem_id="screens", overflow_behavior="wrap") as self._tabs:
                tabs = {}
                for screen in screens:
                    with gr.Tab(screen.name, id=screen.id) as tabs[screen.id]:
                        screen.build()
            self._review.wire(self._state, self._browser, tabs[self._review.id])
            self._chat.wire(self._state, self._browser, self._review.found.complete)
            self._library.wire()
            self._preferences.wire(page, tabs[self._preferences.id])
            self._projects.wire(tabs[self._projects.id])
            self._evaluation.wire(tabs[self._evaluation.id], self._guard)
            self._connect()
            restored = page.load(
                self._guard(self._chat.restore),
                [self._browser, self._state],
                [self._chat.left.chat, self._state, self._browser],
                **READING,
            )
            self._chat.then_show(restored)
            self._restore_review(restored)
        return cast(gr.Blocks, page)

    def _connect(self) -> None:
        """What one screen hands to another."""
        chat, review = self._chat, self._review
        for event in chat.answered:
            self._review.then_refresh(event)
        review.found.complete.click(self._guard(self._go_to_chat), None, [self._tabs], **QUICK)
        opened = chat.beside.found.open.click(
            self._guard(self._hand_over),
            [self._state],
            [self._tabs, review.left.draft.text, review.left.tabs],
            **QUICK,
        )  # fmt: skip
        self._review.then_refresh(opened)
        notice, pick = self._projects.papers.notice, self._projects.board.pane.pick
        review.belonging.wire_elsewhere(notice.review, pick, self._tabs)

    def _restore_review(self, event: Any) -> None:
        """After the chat, whose browser id is known by then, the desk of 审核."""
        left = self._review.left
        restored = event.then(
            self._guard(self._review.restore),
            [self._browser, self._state],
            [left.draft.text, left.draft.feedback, left.tabs, self._state],
            **REVIEWING,
        )
        self._review.then_show(restored)

    async def _go_to_chat(self) -> Any:
        return gr.update(selected=self._chat.id)

    async def _hand_over(self, state: PageState) -> tuple[Any, ...]:
        """The draft that was reviewed in the chat, opened in the screen 审核."""
        return gr.update(selected=self._review.id), state.desk.text, gr.update(selected="marked")
