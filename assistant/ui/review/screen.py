"""Screen of 审核: the events of its components; what they do is in assistant.ui.review.desk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.chat.project import ProjectWork
from assistant.chat.waiving import Waiving
from assistant.errors import AssistantError
from assistant.review.config import ReviewConfig
from assistant.ui import examples, wording
from assistant.ui.engines import Engines
from assistant.ui.events import QUICK, REVIEWING, tell, warn
from assistant.ui.exports import Exports
from assistant.ui.guard import Guard
from assistant.ui.identity import Gate
from assistant.ui.review import desk as work
from assistant.ui.review import words
from assistant.ui.review.belonging import SCREEN, Belonging
from assistant.ui.review.copies import Copies
from assistant.ui.review.desk import Terms
from assistant.ui.review.keeper import Keeper
from assistant.ui.review.layout import FoundSide, LeftSide, found_side, left_side
from assistant.ui.review.marks import finding_at, marks
from assistant.ui.review.opinions import Opinions
from assistant.ui.review.sides import Sides
from assistant.ui.review.view import chosen_updates, finding_lists, folds, summary
from assistant.ui.review.waivers import Waivers
from assistant.ui.scroll import scroll_to
from assistant.ui.state import Desk, PageState
from assistant.ui.upload import Upload, read_list, read_upload


class ReviewScreen:
    """Builds the screen and answers its events; holds nothing of any user."""

    name, id = wording.REVIEW, SCREEN

    def __init__(
        self,
        *,
        engines: Engines,
        projects: ProjectWork,
        exports: Exports,
        config: Callable[[], ReviewConfig],
        gate: Gate,
        keeper: Keeper,
    ) -> None:
        self._gate = gate
        self._guard = guard = Guard(gate)
        self._keeper = keeper
        self._config = config
        self._store = projects.waivers
        self.belonging = Belonging(gate, self._terms, projects)
        self._waivers = Waivers(gate, self._terms, projects, exports)
        self._opinions = Opinions(engines, guard)
        self._copies = Copies(exports, config)

    def build(self) -> None:
        """Make the components inside the current context."""
        with gr.Row():
            with gr.Column(scale=3, min_width=340):
                self.left: LeftSide = left_side(self.belonging.build)
                self.sides = Sides(self.left.versions, self._guard)
            with gr.Column(scale=2, min_width=320):
                self.found: FoundSide = found_side()
                self._copies.build()
                self._waivers.build()
                self._opinions.build()

    def _terms(self, request: gr.Request) -> Terms:
        user, owner = self._gate.identity(request).name, self._gate.owner(request)
        waiving = Waiving(store=self._store, user=user, owner=owner)
        return Terms(config=self._config(), waiving=waiving)

    @property
    def shown(self) -> list[Any]:
        """The components that ``show`` fills, in its order."""
        found, left = self.found, self.left
        return [
            found.summary,
            *found.folds.values(),
            *found.lists.values(),
            found.detail,
            found.fix,
            found.complete,
            left.marked,
            left.matrix_about,
            left.matrix,
        ]

    @property
    def shown_later(self) -> list[Any]:
        """What ``finish`` fills, in its order."""
        parts = (self.sides, self._copies, self._waivers, self._opinions)
        return [one for part in parts for one in part.shown]

    async def show(self, state: PageState) -> tuple[Any, ...]:
        """Everything that follows from the desk at once."""
        desk = state.desk
        desk.shown = found = desk.review
        rows = work.matrix(desk)
        return (
            summary(desk),
            *folds(found),
            *finding_lists(desk),
            gr.update(value=wording.CHOSEN_EMPTY, visible=found is not None),
            gr.update(interactive=work.has_fixes(desk)),
            gr.update(interactive=work.has_gaps(desk)),
            marks(desk.text, found.findings) if found is not None else [],
            gr.update(visible=not rows),
            gr.update(value=rows, visible=bool(rows)),
        )

    async def review(
        self, text: str, feedback: str, state: PageState, request: gr.Request
    ) -> tuple[Any, ...]:
        """Review what stands in the box, and show what was found at once."""
        examined = await self._examine(Upload(text=text or ""), feedback, state, request)
        return examined, state, *await self.show(state)

    async def review_file(
        self, path: str, feedback: str, state: PageState, request: gr.Request
    ) -> tuple[Any, Any, Any, Any]:
        """Read and review an uploaded draft."""
        try:
            upload = await asyncio.to_thread(read_upload, path)
        except AssistantError as error:
            warn(error)
            return gr.skip(), gr.skip(), state, None
        return upload.text, await self._examine(upload, feedback, state, request), state, None

    async def _examine(
        self, upload: Upload, feedback: str, state: PageState, request: gr.Request
    ) -> Any:
        terms = self._terms(request)
        try:
            await asyncio.to_thread(work.examine, state.desk, upload, feedback or "", terms)
        except AssistantError as error:
            warn(error)
            return gr.skip()
        return gr.update(selected="marked")

    async def read_feedback(self, path: str) -> tuple[Any, None]:
        """The lines of an uploaded list of problems."""
        try:
            return await asyncio.to_thread(read_list, path), None
        except AssistantError as error:
            warn(error)
            return gr.skip(), None

    async def fix(self, state: PageState, request: gr.Request) -> tuple[Any, PageState]:
        """Make all safe fixes; the box takes the new text."""
        try:
            settled = await asyncio.to_thread(work.fix, state.desk, self._terms(request))
        except AssistantError as error:
            warn(error)
            return gr.skip(), state
        tell(f"安全修改已完成，解决{settled}处")
        return state.desk.text, state

    async def jump(self, index: int | None, state: PageState) -> tuple[Any, ...]:
        """Mark the finding that was clicked in a list, and say all about it."""
        state.desk.chosen = index
        return *chosen_updates(state.desk), None

    async def jump_back(self, state: PageState, event: gr.SelectData) -> tuple[Any, ...]:
        """The finding under a word that was clicked in the text."""
        desk = state.desk
        if desk.review is None or not isinstance(event.index, int):
            return *chosen_updates(desk), gr.skip()
        pieces = marks(desk.text, desk.review.findings, desk.chosen)
        found = finding_at(pieces, event.index, desk.review.findings)
        desk.chosen = desk.chosen if found is None else found
        return *chosen_updates(desk), None

    async def example(self) -> tuple[str, str]:
        """A fictional draft with its feedback."""
        return examples.DRAFT, examples.FEEDBACK

    async def clear(self, state: PageState) -> tuple[str, str, Any, PageState, Any]:
        """An empty desk; the versions of this session stay for comparing."""
        state.desk = Desk(versions=state.desk.versions, kept=state.desk.kept)
        return "", "", "", state, gr.update(selected="draft")

    def wire(self, state: gr.State, browser: gr.BrowserState, tab: gr.Tab) -> None:
        """Connect the events; ``complete`` is wired by the page, which knows the chat."""
        self._state, self._browser = state, browser
        self._wire_draft(state)
        self._waivers.wire(state, self.then_show)
        self.belonging.wire(state, tab, self.left.boxes, self.then_show)
        self._wire_jumps(state)
        self.sides.wire(state)

    def _wire_draft(self, state: gr.State) -> None:
        draft, tabs = self.left.draft, self.left.tabs
        guard = self._guard
        boxes = [draft.text, draft.feedback]
        given, found = [*boxes, state], [tabs, state, *self.shown]
        self.then_finish(draft.run.click(guard(self.review, "review"), given, found, **REVIEWING))
        tried = draft.example.click(guard(self.example), None, boxes, **QUICK)
        self.then_finish(tried.then(guard(self.review, "review"), given, found, **REVIEWING))
        self.then_show(
            draft.upload.upload(
                guard(self.review_file, "review"),
                [draft.upload, draft.feedback, state],
                [draft.text, tabs, state, draft.upload],
                **REVIEWING,
            )
        )
        draft.upload_list.upload(
            guard(self.read_feedback, "review"),
            [draft.upload_list],
            [draft.feedback, draft.upload_list],
            **REVIEWING,
        )
        self.then_show(
            draft.clear.click(
                guard(self.clear),
                [state],
                [*boxes, self.belonging.pick, state, tabs],
                **QUICK,
            )
        )
        self.then_show(
            self.found.fix.click(
                guard(self.fix, "review"), [state], [draft.text, state], **REVIEWING
            )
        )

    def _wire_jumps(self, state: gr.State) -> None:
        left, found, guard = self.left, self.found, self._guard
        lists = list(found.lists.values())
        outputs = [*lists, found.detail, left.marked, left.tabs, self._opinions.list]
        for one in lists:
            one.select(guard(self.jump), [one, state], outputs, **QUICK).then(
                None, js=scroll_to("#marked", "当前"), show_progress="hidden"
            )
        left.marked.select(guard(self.jump_back), [state], outputs, **QUICK)
        self._opinions.wire(state, outputs[:-1])

    def then_show(self, event: Any) -> None:
        """After ``event`` the screen shows what the desk holds."""
        self.then_finish(event.then(self._guard(self.show), [self._state], self.shown, **QUICK))

    def then_finish(self, event: Any) -> None:
        """After ``event`` what takes longer: saving, the comparison, the copies, the waivers."""
        given, guard = [self._state, self._browser], self._guard
        event.then(guard(self.finish), given, self.shown_later, **REVIEWING)

    async def finish(self, state: PageState, browser: str, request: gr.Request) -> tuple[Any, ...]:
        """Keep the desk; then everything that need not be there at once."""
        owner = self._gate.owner(request)
        await asyncio.to_thread(self._keeper.save, state.desk, browser, owner)
        return (
            *await self.sides.show(state),
            *await self._copies.show(state),
            *await self._waivers.show(state, request),
            *await self._opinions.show(state),
        )

    def then_refresh(self, event: Any) -> None:
        """After an event of another screen, which may have put a draft on the desk."""
        given, outputs = [self._state, self._browser], [*self.shown, *self.shown_later]
        event.then(self._guard(self.refresh), given, outputs, **REVIEWING)

    async def refresh(self, state: PageState, browser: str, request: gr.Request) -> tuple[Any, ...]:
        """Everything, where the desk has another review than is shown; else nothing anew."""
        if state.desk.review is state.desk.shown:
            owner = self._gate.owner(request)
            await asyncio.to_thread(self._keeper.save, state.desk, browser, owner)
            return tuple(gr.skip() for _ in (*self.shown, *self.shown_later))
        try:
            await asyncio.to_thread(work.apply_waivers, state.desk, self._terms(request))
        except AssistantError as error:
            warn(error)
        return *await self.show(state), *await self.finish(state, browser, request)

    async def restore(
        self, browser: str, state: PageState, request: gr.Request
    ) -> tuple[Any, Any, Any, PageState]:
        """The desk as this browser left it."""
        owner = self._gate.owner(request)
        kept = await asyncio.to_thread(self._keeper.read, browser, owner)
        if kept is None or state.desk.review is not None:
            return gr.skip(), gr.skip(), gr.skip(), state
        state.desk.versions = await asyncio.to_thread(self._keeper.earlier, kept)
        original = await asyncio.to_thread(self._keeper.original, kept)
        if kept.original and original is None:
            tell(words.ORIGINAL_GONE)
        try:
            await asyncio.to_thread(work.take_up, state.desk, kept, original, self._terms(request))
        except AssistantError as error:
            warn(error)
        return kept.text, "\n".join(kept.feedback), gr.update(selected="marked"), state
