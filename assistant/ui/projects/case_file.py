"""Case file: the tab 办理: one problem, its facts and its measures."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import gradio as gr

from assistant.errors import WrongCall
from assistant.projects.merge import Edit
from assistant.projects.model import Problem
from assistant.ui.events import ASKING, QUICK, tell
from assistant.ui.projects import view, words
from assistant.ui.projects.board import Board
from assistant.ui.projects.layout import ProblemPane, problem_pane
from assistant.ui.projects.office import Office

NAMES = ("text", "focus_area", "owner", "deadline", "status")


class CaseFile:
    """Builds the tab and answers its events."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def build(self) -> None:
        """Make the components inside the current context."""
        self.pane: ProblemPane = problem_pane()
        pane = self.pane
        self.shown = [
            pane.opened, pane.seen, pane.about, pane.body, *pane.fields, pane.status, pane.facts,
            pane.measures, pane.versions,
        ]  # fmt: skip

    async def open_row(self, project: str | None, event: gr.SelectData, request: gr.Request) -> Any:
        """The problem of the row that was clicked: its number is the first cell."""
        number = str((event.row_value or [""])[0])

        def act(user: str) -> tuple[Any, ...]:
            for problem in self._office.work.problems.all(project or "", user):
                if str(problem.position) == number:
                    return self._filled(problem, user)
            raise WrongCall("这个问题刚被移出：请刷新列表")

        return await self._office.answer(request, self.shown, act)

    async def show(self, project: str | None, opened: str, request: gr.Request) -> Any:
        """The open problem as the database holds it now; nothing where none is open."""

        def act(user: str) -> tuple[Any, ...]:
            for problem in self._office.work.problems.all(project or "", user):
                if problem.id == opened:
                    return self._filled(problem, user)
            return self._nothing()

        if not project or not opened:
            return self._nothing()
        return await self._office.answer(request, self.shown, act)

    def _nothing(self) -> tuple[Any, ...]:
        rest = tuple(gr.skip() for _ in self.shown[4:])
        return "", {}, words.PICK_PROBLEM, gr.update(visible=False), *rest

    def _filled(self, problem: Problem, user: str) -> tuple[Any, ...]:
        work = self._office.work
        seen = {name: getattr(problem, name) for name in NAMES}
        versions = work.problems.drafts(problem.project, user, problem.id)
        seen["number"] = versions[-1].number if versions else 0
        seen["position"] = problem.position
        facts = view.fact_choices(work.ledger.facts(problem.project, user), problem.id)
        return (
            problem.id,
            seen,
            view.problem_line(problem, versions),
            gr.update(visible=True),
            *(seen[name] for name in NAMES),
            gr.update(choices=facts, value=None, visible=bool(facts)),
            "\n".join(versions[-1].measures) if versions else "",
            gr.update(
                choices=view.version_choices(versions), value=None, visible=len(versions) > 1
            ),
        )

    async def save(
        self,
        request: gr.Request,
        project: str,
        opened: str,
        seen: dict[str, Any],
        *values: str,
    ) -> Any:
        """Save the fields that were changed here; what others changed elsewhere stays."""

        def act(user: str) -> tuple[Any, ...]:
            given = {name: (value or "").strip() for name, value in zip(NAMES, values, strict=True)}
            edits = {
                name: Edit(old=str(seen.get(name, "")), new=value)
                for name, value in given.items()
                if value != seen.get(name, "")
            }
            problem = self._office.work.problems.edit(project, user, opened, edits)
            tell(words.SAVED)
            return ({**seen, **{name: getattr(problem, name) for name in NAMES}},)

        return await self._office.answer(request, [self.pane.seen], act)

    async def remove(self, project: str, opened: str, request: gr.Request) -> Any:
        """Take the problem from the list; its drafts and facts stay in the database."""

        def act(user: str) -> tuple[Any, ...]:
            self._office.work.problems.remove(project, user, opened)
            return ("",)

        return await self._office.answer(request, [self.pane.opened], act)

    async def add_fact(
        self, project: str, opened: str, text: str, evidence: str, request: gr.Request
    ) -> Any:
        """Enter a fact into the ledger."""

        def act(user: str) -> tuple[Any, ...]:
            fields = {"text": text or "", "evidence": evidence or ""}
            self._office.work.ledger.add(project, user, opened, fields)
            return "", ""

        return await self._office.answer(request, [self.pane.fact, self.pane.evidence], act)

    async def remove_fact(self, project: str, fact: str | None, request: gr.Request) -> Any:
        """Take the chosen fact out."""

        def act(user: str) -> tuple[Any, ...]:
            self._office.work.ledger.remove(project, user, fact or "")
            return ()

        await self._office.answer(request, [], act)

    async def save_measures(
        self, project: str, opened: str, seen: dict[str, Any], text: str, request: gr.Request
    ) -> Any:
        """A new version of the measures, written by the user."""

        def act(user: str) -> tuple[Any, ...]:
            lines = [line for line in (text or "").splitlines() if line.strip()]
            base = int(seen.get("number", 0))
            self._office.work.problems.write_draft(project, user, opened, lines, base=base)
            tell(words.SAVED)
            return ()

        await self._office.answer(request, [], act)

    async def redraft(
        self, project: str, opened: str, engine: str, seen: dict[str, Any], request: gr.Request
    ) -> AsyncIterator[tuple[Any, ...]]:
        """A new version from the facts as they are; the earlier ones stay."""

        async def act(user: str) -> tuple[Any, ...]:
            self._office.gate.spend(request, "drafts")
            done = await self._office.bulk.redraft(project, user, opened, model=engine != "offline")
            for note in done.notes:
                tell(note)
            return ()

        waits = words.REDRAFTING.format(seen.get("position", ""))
        yield waits, gr.update(visible=True)
        await self._office.attempt(request, [], act)
        yield gr.skip(), gr.update(visible=False)

    async def version(
        self, project: str, opened: str, number: int | None, request: gr.Request
    ) -> Any:
        """The measures of an earlier version, to be read, or saved as the newest."""

        def act(user: str) -> tuple[Any, ...]:
            for version in self._office.work.problems.drafts(project, user, opened):
                if version.number == number:
                    return ("\n".join(version.measures),)
            return (gr.skip(),)

        return await self._office.answer(request, [self.pane.measures], act)

    def wire(self, board: Board) -> tuple[Any, ...]:
        """Connect the events; returns those after which the problems have changed."""
        pane, pick, run = self.pane, board.pane.pick, board.run.pane
        board.pane.table.select(self.open_row, [pick], self.shown, **QUICK)
        pick.change(self.show, [pick, pane.opened], self.shown, **QUICK)
        here = [pick, pane.opened]
        changed = (
            pane.save.click(
                self.save, [*here, pane.seen, *pane.fields, pane.status], [pane.seen], **QUICK
            ),
            pane.remove.click(self.remove, here, [pane.opened], **QUICK),
            gr.on(
                [pane.add_fact.click, pane.fact.submit],
                self.add_fact, [*here, pane.fact, pane.evidence], [pane.fact, pane.evidence],
                **QUICK,
            ),
            pane.remove_fact.click(self.remove_fact, [pick, pane.facts], None, **QUICK),
            pane.save_measures.click(
                self.save_measures, [*here, pane.seen, pane.measures], None, **QUICK
            ),
            pane.redraft.click(
                self.redraft, [*here, run.engine, pane.seen], [pane.about, run.stop], **ASKING
            ),
        )  # fmt: skip
        for event in changed:
            self.then_show(event, board)
            board.then_show(event)
        pane.versions.input(self.version, [*here, pane.versions], [pane.measures], **QUICK)
        return changed

    def then_show(self, event: Any, board: Board) -> None:
        """After ``event`` the tab shows what the database holds now."""
        event.then(self.show, [board.pane.pick, self.pane.opened], self.shown, **QUICK)
