"""Belonging: which project the draft on 审核 belongs to, and that project's notice opened here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.chat.project import ProjectWork
from assistant.compose.plain import as_text
from assistant.errors import AssistantError, WrongCall
from assistant.ui.events import QUICK, REVIEWING, warn
from assistant.ui.guard import Guard
from assistant.ui.identity import Gate
from assistant.ui.review import desk as work
from assistant.ui.review import words
from assistant.ui.review.desk import Terms
from assistant.ui.state import PageState
from assistant.ui.upload import Upload

SCREEN = "review"  # this screen's id among the tabs of the page
TermsOf = Callable[[gr.Request], Terms]


class Belonging:
    """Builds the fold and answers its events; holds nothing of any user."""

    def __init__(self, gate: Gate, terms: TermsOf, projects: ProjectWork) -> None:
        self._gate, self._guard = gate, Guard(gate)
        self._terms = terms
        self._projects = projects

    def build(self) -> None:
        """Make the components inside the current context."""
        with (
            gr.Accordion(words.PROJECT_FOLD, open=False, elem_id="belonging"),
            gr.Row(elem_classes="aligned"),
        ):
            self.pick = gr.Dropdown(
                [(words.NO_PROJECT, "")],
                value="",
                label=words.PROJECT_LABEL,
                elem_id="desk-project",
                scale=2,
                min_width=180,
                allow_custom_value=True,  # the choices are the user's own, sent later
            )
            self.open = gr.Button(words.OPEN_NOTICE, elem_id="desk-open", size="md", min_width=130)

    async def listed(self, state: PageState, request: gr.Request) -> Any:
        """The user's projects, and the one that the draft belongs to."""
        try:
            user = self._gate.require(request, "project").name
            found = await asyncio.to_thread(self._projects.projects.all, user)
        except AssistantError as error:
            warn(error)
            return gr.skip()
        choices = [(words.NO_PROJECT, ""), *((one.name, one.id) for one in found)]
        return gr.update(choices=choices, value=state.desk.project or "")

    async def belong(
        self, project: str | None, state: PageState, request: gr.Request
    ) -> tuple[Any, PageState]:
        """Make the draft this project's: its waivers hold from now on."""
        try:
            await asyncio.to_thread(work.belong, state.desk, project or None, self._terms(request))
        except AssistantError as error:
            warn(error)
            return state.desk.project or "", state
        return gr.skip(), state

    async def open_notice(
        self, project: str | None, state: PageState, request: gr.Request
    ) -> tuple[Any, Any, Any, PageState]:
        """Review the notice that the project makes, against its own problems."""
        terms = self._terms(request)
        try:
            if not project:
                raise WrongCall(words.PICK_PROJECT)
            feedback = await asyncio.to_thread(self._open, project, state, terms)
        except AssistantError as error:
            warn(error)
            return gr.skip(), gr.skip(), gr.skip(), state
        return state.desk.text, feedback, gr.update(selected="marked"), state

    async def open_elsewhere(
        self, project: str | None, state: PageState, request: gr.Request
    ) -> tuple[Any, ...]:
        """The same from another screen: this one comes up, with the project chosen in it."""
        opened = await self.open_notice(project, state, request)
        if state.desk.project != project or not project:
            return gr.skip(), gr.skip(), *opened
        return gr.update(selected=SCREEN), await self.listed(state, request), *opened

    def _open(self, project: str, state: PageState, terms: Terms) -> str:
        user = terms.waiving.user
        name = self._projects.projects.get(project, user).name
        text = as_text(self._projects.composed(project, user))
        problems = self._projects.problems.all(project, user)
        feedback = "\n".join(" ".join(problem.text.split()) for problem in problems)
        upload = Upload(text=text, source=words.PROJECT_SOURCE.format(name))
        state.desk.project = project
        work.examine(state.desk, upload, feedback, terms)
        return feedback

    def wire(
        self,
        state: gr.State,
        tab: gr.Tab,
        boxes: list[Any],
        then_show: Callable[[Any], None],
    ) -> None:
        """Connect the events; ``boxes`` are text, feedback and tabs of the left side."""
        self._state, self._boxes, self._then_show = state, boxes, then_show
        guard = self._guard
        tab.select(guard(self.listed), [state], [self.pick], **QUICK)
        then_show(
            self.pick.input(
                guard(self.belong, "project"), [self.pick, state], [self.pick, state], **REVIEWING
            )
        )
        then_show(
            self.open.click(
                guard(self.open_notice, "project"), [self.pick, state], [*boxes, state], **REVIEWING
            )
        )

    def wire_elsewhere(self, button: gr.Button, pick: gr.Dropdown, screens: gr.Tabs) -> None:
        """``button`` of another screen opens the project of ``pick`` here."""
        self._then_show(
            button.click(
                self._guard(self.open_elsewhere, "project"),
                [pick, self._state],
                [screens, self.pick, *self._boxes, self._state],
                **REVIEWING,
            )
        )
