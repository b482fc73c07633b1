"""Run: drafting all problems that wait, by the engine that was chosen; stopped at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from typing import Any

import gradio as gr

from assistant.chat.bulk import Plan, waiting
from assistant.errors import AssistantError
from assistant.projects.model import DraftVersion, Problem
from assistant.ui.events import ASKING, QUICK, warn
from assistant.ui.guard import Guard
from assistant.ui.projects import words
from assistant.ui.projects.layout import RunPane, run_pane
from assistant.ui.projects.office import Office
from assistant.ui.projects.tally import Tally


class Run:
    """Builds the pane above the table and answers its events."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def build(self) -> None:
        """Make the components inside the current context."""
        self.pane: RunPane = run_pane()
        self.shown = [self.pane.run, self.pane.choices]

    def offered(
        self, problems: Sequence[Problem], drafts: Mapping[str, DraftVersion]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The button, where there is something to draft, and the choices, where there are any."""
        model = self._office.engines.with_model
        left = waiting(problems, drafts, model=model)
        cut = len(left) > len(waiting(problems, drafts, model=False))
        name = words.DRAFT_ON.format(len(left)) if cut else words.DRAFT_ALL
        return (
            gr.update(visible=bool(left), value=name),
            gr.update(visible=bool(left) and model),
        )

    async def draft_all(
        self, project: str | None, engine: str, if_dead: str, request: gr.Request
    ) -> AsyncIterator[tuple[Any, ...]]:
        """Draft what waits; each is kept before it is told."""
        yield "", gr.update(visible=False), gr.update(visible=True)
        tally = Tally()
        plan = Plan(
            model=engine != "offline",
            if_dead="stop" if if_dead == "stop" else "offline",
            at_once=self._office.engines.at_once,
        )
        end = ""
        try:
            user = self._office.gate.require(request, "project").name
            self._office.gate.spend(request, "drafts")
            steps = self._office.bulk.run(project or "", user, plan)
            async with aclosing(steps):
                async for step in steps:
                    yield tally.take(step), gr.skip(), gr.skip()
            end = tally.over()
        except AssistantError as error:
            warn(error)
            end = tally.stopped()
        yield end, gr.skip(), gr.update(visible=False)

    async def stopped(self) -> tuple[Any, ...]:
        """What is shown once drafting was stopped."""
        await asyncio.sleep(0)
        return f"<p>{words.STOPPED_LINE}</p>", gr.update(visible=False)

    def wire(self, pick: gr.Dropdown) -> Any:
        """Connect the event that drafts; returns it."""
        pane = self.pane
        return pane.run.click(
            self.draft_all,
            [pick, pane.engine, pane.if_dead],
            [pane.progress, pane.run, pane.stop],
            **ASKING,
        )

    def wire_stop(self, running: list[Any]) -> Any:
        """Connect the button that stops ``running``; returns its event."""
        pane = self.pane
        return pane.stop.click(
            Guard(self._office.gate)(self.stopped),
            None,
            [pane.progress, pane.stop],
            cancels=running,
            **QUICK,
        )
