"""Bulk: the problems of a project drafted one after the other, or two at a time with a model.

Each draft is kept before it is told. Closing the generator stops at once: what was being written
is not kept, so the next run takes it up again. A draft that a dead model cut off is kept as the
offline engine completed it, marked, and taken up again by a run with a model, unless somebody has
written a version since.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.chat.project import ProjectWork
from assistant.drafting.model import Draft
from assistant.drafting.order import Order, sources_used
from assistant.drafting.taken import taken
from assistant.drafting.unit import unit_kind
from assistant.drafting.writer import Writer, written
from assistant.errors import ModelUnavailable, WrongCall
from assistant.projects.model import DraftVersion, Problem

AT_ONCE = 2  # calls of a model that run at the same time: an office's server has other users
CUT = "模型中断，由离线引擎补写"  # note of such a version
ON_OFFER = "模型恢复后再点一次，从这里接着起草；也可以改用离线引擎"
IfDead = Literal["offline", "stop"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a run drafts: ``model`` False is the offline engine alone, whatever is configured;
    ``if_dead`` what becomes of the rest when the model cannot be used any more."""

    model: bool = True
    if_dead: IfDead = "offline"
    at_once: int = AT_ONCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A problem is being drafted now; ``total`` counts those that this run takes up."""

    problem: Problem
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One problem drafted and kept; ``notes`` are Chinese lines on what the model could not do."""

    problem: Problem
    version: DraftVersion
    done: int
    total: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A problem left alone: somebody wrote its measures, or took it out, while the run went on."""

    problem: Problem
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Died:
    """The model cannot be used: ``reason`` in Chinese; ``left`` are the problems that wait now
    (``stopped``), or that the offline engine goes on with."""

    reason: str
    left: tuple[Problem, ...]
    stopped: bool


Step = Begun | Progress | Passed | Died


def engine_of(draft: Draft) -> str:
    """What the version history says of who wrote it: "offline", or "llm" and the model's name."""
    return f"llm:{draft.model or ''}" if draft.engine == "llm" else "offline"


def waiting(
    problems: Sequence[Problem], drafts: Mapping[str, DraftVersion], *, model: bool
) -> list[Problem]:
    """What a run has to take up: what has no draft, and, with a model, what was cut."""
    return [
        problem
        for problem in problems
        if problem.id not in drafts or (model and drafts[problem.id].note == CUT)
    ]


class Bulk:
    """Drafts in projects; holds nothing of any user. ``writer`` is asked for at each run's start,
    so that a run goes by the settings of that moment."""

    def __init__(self, work: ProjectWork, writer: Callable[[], Writer]) -> None:
        self._work = work
        self._writer = writer

    async def run(self, project: str, user: str, plan: Plan) -> AsyncGenerator[Step, None]:
        """Draft all that waits; raises NotPermitted and errors of the database."""
        writer = self._writer()
        plan = replace(plan, model=plan.model and writer.engine is not None)
        todo = await asyncio.to_thread(self._todo, project, user, plan)
        run = await asyncio.to_thread(self._opened, project, user, writer, plan, todo)
        steps = run.steps()
        try:
            async for step in steps:
                yield step
        finally:
            await steps.aclose()

    async def redraft(
        self, project: str, user: str, problem: str, *, model: bool = True
    ) -> Progress:
        """A new version of one problem's measures from its facts; the earlier ones stay."""
        writer = self._writer()
        plan = Plan(model=model and writer.engine is not None)
        problems = await asyncio.to_thread(self._work.problems.all, project, user)
        found = [one for one in problems if one.id == problem]
        if not found:
            raise WrongCall("项目里没有这个问题：请刷新后再试")
        run = await asyncio.to_thread(self._opened, project, user, writer, plan, found)
        return await run.one(found[0])

    def _todo(self, project: str, user: str, plan: Plan) -> list[Problem]:
        drafts = self._work.problems.latest(project, user)
        return waiting(self._work.problems.all(project, user), drafts, model=plan.model)

    def _opened(
        self, project: str, user: str, writer: Writer, plan: Plan, todo: Sequence[Problem]
    ) -> _Run:
        drafts = self._work.problems.latest(project, user)
        mine = {problem.id for problem in todo}
        unit = self._work.projects.get(project, user).profile.get("issuer")
        texts = [text for key, one in drafts.items() if key not in mine for text in one.measures]
        return _Run(
            work=self._work,
            writer=writer,
            plan=plan,
            project=project,
            user=user,
            unit=unit,
            todo=tuple(todo),
            bases={key: one.number for key, one in drafts.items()},
            facts=self._work.facts_by_problem(project, user),
            used=set(taken(texts, writer.drafter.library, unit_kind(unit))),
        )


@dataclass(kw_only=True)
class _Run:
    """One run over ``todo``. ``used`` holds what the other problems' measures go back to,
    ``bases`` the version that each draft was made upon, ``dead`` why the model is out."""

    work: ProjectWork
    writer: Writer
    plan: Plan
    project: str
    user: str
    unit: str | None
    todo: tuple[Problem, ...]
    bases: Mapping[str, int]
    facts: Mapping[str, tuple[str, ...]]
    used: set[str]
    done: int = 0
    dead: ModelUnavailable | None = None
    _finished: set[str] = field(default_factory=set)

    async def steps(self) -> AsyncGenerator[Step, None]:
        """All of ``todo``; closing it ends what is being written."""
        if self.plan.model:
            async for step in self._by_model():
                yield step
            if self.dead is not None and self.plan.if_dead == "stop":
                return
        for problem in self._left():
            yield Begun(problem=problem, done=self.done, total=len(self.todo))
            yield await self._kept(problem, await self._offline(problem))

    async def one(self, problem: Problem) -> Progress:
        """A single problem, offline where the model is dead."""
        order = replace(self._order(problem), engine="auto" if self.plan.model else "offline")
        draft = await written(self.writer, order)
        step = await self._kept(problem, draft)
        if isinstance(step, Passed):
            raise WrongCall("这条草稿刚被别人改过：请先看新版本，再决定是否重新起草")
        return step

    async def _by_model(self) -> AsyncGenerator[Step, None]:
        """The problems through the model, ``at_once`` at a time, until it is dead."""
        queue = list(self.todo)
        running: dict[asyncio.Task[Draft | ModelUnavailable], Problem] = {}
        try:
            while running or (queue and self.dead is None):
                while queue and self.dead is None and len(running) < self.plan.at_once:
                    problem = queue.pop(0)
                    order = await self._reserved(problem)
                    running[asyncio.create_task(self._asked(order))] = problem
                    yield Begun(problem=problem, done=self.done, total=len(self.todo))
                over, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in sorted(over, key=lambda one: running[one].position):
                    problem = running.pop(task)
                    answer = task.result()
                    if isinstance(answer, ModelUnavailable):
                        self.dead = answer
                    else:
                        yield await self._kept(problem, answer)
            if self.dead is not None:
                stopped = self.plan.if_dead == "stop"
                yield Died(reason=str(self.dead), left=tuple(self._left()), stopped=stopped)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _reserved(self, problem: Problem) -> Order:
        """The order for the model. What the offline engine would take for it is taken from now on:
        two are written at once, and the second must not wait to learn what the first has."""
        order = self._order(problem)
        self.used |= sources_used([await written(self.writer, replace(order, engine="offline"))])
        return order

    async def _asked(self, order: Order) -> Draft | ModelUnavailable:
        """The draft, or why the model gave nothing at all."""
        try:
            draft = await written(self.writer, replace(order, engine="llm"))
        except ModelUnavailable as error:
            return error
        self.used |= sources_used([draft])
        return draft

    async def _offline(self, problem: Problem) -> Draft:
        draft = await written(self.writer, replace(self._order(problem), engine="offline"))
        self.used |= sources_used([draft])
        return draft

    def _order(self, problem: Problem) -> Order:
        return Order(
            problem=problem.text,
            facts=self.facts.get(problem.id, ()),
            avoid=frozenset(self.used),
            unit=self.unit,
        )

    async def _kept(self, problem: Problem, draft: Draft) -> Progress | Passed:
        """Write the version; a problem that changed hands meanwhile is passed over.

        Raises NotPermitted where the user may no longer write in this project.
        """
        # a run that was to have the model's words and did not get them is taken up again
        cut = draft.cut or (self.plan.model and self.dead is not None)
        self.done += 1
        self._finished.add(problem.id)
        try:
            version = await asyncio.to_thread(
                self.work.problems.write_draft,
                self.project,
                self.user,
                problem.id,
                [measure.text for measure in draft.measures],
                engine=engine_of(draft),
                note=CUT if cut else "",
                base=self.bases.get(problem.id, 0),
            )
        except WrongCall:
            if not await asyncio.to_thread(self._changed_hands, problem):
                raise
            return Passed(problem=problem, done=self.done, total=len(self.todo))
        return Progress(
            problem=problem,
            version=version,
            done=self.done,
            total=len(self.todo),
            notes=draft.notes,
        )

    def _changed_hands(self, problem: Problem) -> bool:
        known = {one.id for one in self.work.problems.all(self.project, self.user)}
        last = self.work.problems.latest(self.project, self.user).get(problem.id)
        now = last.number if last is not None else 0
        return problem.id not in known or now != self.bases.get(problem.id, 0)

    def _left(self) -> list[Problem]:
        return [problem for problem in self.todo if problem.id not in self._finished]
