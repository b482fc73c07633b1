"""Board: the left side: pick or make a project, its problems, drafting all of them."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.files.lists import items, list_title
from assistant.ui.events import QUICK, READING, tell
from assistant.ui.projects import view, words
from assistant.ui.projects.layout import ListPane, list_pane
from assistant.ui.projects.office import Office
from assistant.ui.projects.run import Run
from assistant.ui.upload import read_problems


class Board:
    """Builds the left side and answers its events."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.run = Run(office)

    def build(self) -> None:
        """Make the components inside the current context."""
        self.pane: ListPane = list_pane(self.run.build)
        pane = self.pane
        self.listed = [pane.pick]
        self.shown = [pane.about, pane.table, *self.run.shown, *pane.folds]

    async def projects(self, current: str | None, request: gr.Request) -> Any:
        """The user's projects; the one that is open stays open."""

        def act(user: str) -> tuple[Any, ...]:
            return (self._choices(user, current),)

        return await self._office.answer(request, self.listed, act)

    def _choices(self, user: str, current: str | None) -> Any:
        found = self._office.work.projects.all(user)
        ids = [project.id for project in found]
        chosen = current if current in ids else (ids[0] if ids else None)
        return gr.update(choices=view.project_choices(found), value=chosen)

    async def show(self, project: str | None, request: gr.Request) -> Any:
        """How far the project is, and its problems."""

        def act(user: str) -> tuple[Any, ...]:
            work = self._office.work
            if not project:
                hidden = gr.update(visible=False)
                folds = gr.update(open=False), gr.update(open=True)
                return words.EMPTY, gr.update(value=[], visible=False), hidden, hidden, *folds
            problems = work.problems.all(project, user)
            drafts = work.problems.latest(project, user)
            rows = view.problem_rows(problems, drafts, work.open_places(project, user))
            table = gr.update(value=rows, visible=bool(rows))
            line = view.overview_line(work.overview(project, user))
            # what comes next is open: problems for an empty project, else neither
            folds = gr.update(open=not problems), gr.update(open=False)
            return line, table, *self.run.offered(problems, drafts), *folds

        return await self._office.answer(request, self.shown, act)

    async def create(self, name: str, request: gr.Request) -> Any:
        """A new project with the unit's profile in it."""

        def act(user: str) -> tuple[Any, ...]:
            made = self._office.work.projects.create(name or "", user, self._office.defaults())
            return self._choices(user, made.id), ""

        return await self._office.answer(request, [self.pane.pick, self.pane.name], act)

    async def example(self, request: gr.Request) -> Any:
        """A fictional project to look around in."""

        def act(user: str) -> tuple[Any, ...]:
            work = self._office.work
            made = work.projects.create(words.SAMPLE_NAME, user, words.SAMPLE_PROFILE)
            added = work.problems.add(made.id, user, words.SAMPLE_PROBLEMS)
            work.ledger.add(made.id, user, added[0].id, words.SAMPLE_FACT)
            return (self._choices(user, made.id),)

        return await self._office.answer(request, self.listed, act)

    async def add(self, project: str | None, text: str, area: str, request: gr.Request) -> Any:
        """Problems from the box, one a line."""

        def act(user: str) -> tuple[Any, ...]:
            lines = [line for line in (text or "").splitlines() if line.strip()]
            found = list(items(lines[1:] if list_title(lines) else lines, words.ADD))
            self._office.work.problems.add(project or "", user, found, (area or "").strip())
            tell(f"已添加{len(found)}个问题")
            return ("",)

        return await self._office.answer(request, [self.pane.add_text], act)

    async def upload(self, path: str, project: str | None, area: str, request: gr.Request) -> Any:
        """Problems from a list in a file, in order, none dropped, none merged."""

        def act(user: str) -> tuple[Any, ...]:
            found = read_problems(path)
            self._office.work.problems.add(project or "", user, found, (area or "").strip())
            tell(f"已添加{len(found)}个问题")
            return ()

        await self._office.answer(request, [], act)

    def wire(self, tab: gr.Tab) -> tuple[Any, ...]:
        """Connect the events; returns those after which the problems may have changed."""
        pane = self.pane
        tab.select(self.projects, [pane.pick], self.listed, **QUICK)
        made = gr.on(
            [pane.create.click, pane.name.submit],
            self.create, [pane.name], [pane.pick, pane.name], **QUICK,
        )  # fmt: skip
        tried = pane.example.click(self.example, None, self.listed, **QUICK)
        added = pane.add.click(
            self.add, [pane.pick, pane.add_text, pane.add_area], [pane.add_text], **QUICK
        )
        taken = pane.upload.upload(
            self.upload, [pane.upload, pane.pick, pane.add_area], None, **READING
        )
        drafting = self.run.wire(pane.pick)
        for event in (made, tried, added, taken, drafting):
            self.then_show(event)
        pane.pick.change(self.show, [pane.pick], self.shown, **QUICK)
        return added, taken, drafting

    def then_show(self, event: Any) -> None:
        """After ``event`` the overview and the table show what the database holds."""
        event.then(self.show, [self.pane.pick], self.shown, **QUICK)
