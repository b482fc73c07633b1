"""Bulk drafting: offline and by a model that lives, dies and is slow; stopped, and taken up again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing
from pathlib import Path

import pytest
from scripted import Scripted, ScriptedEngine

from assistant.chat.bulk import CUT, Begun, Bulk, Died, Passed, Plan, Progress, Step
from assistant.chat.project import ProjectWork
from assistant.drafting.draft import Drafter
from assistant.drafting.writer import Writer
from assistant.errors import ModelTimeout, NotPermitted
from assistant.llm.engine import Engine
from assistant.llm.message import Message
from assistant.llm.prompts import load_prompts
from assistant.projects.database import open_database
from assistant.settings import ROOT

PROBLEMS = [
    "公务接待审批不严格", "往来款长期挂账未清理", "“三会一课”制度落实不规范", "公务接待审批把关不严",
    "固定资产账实不符",
]  # fmt: skip
USER = "赵"


@pytest.fixture
def work(tmp_path: Path) -> Iterator[ProjectWork]:
    database = open_database(None, tmp_path)
    yield ProjectWork(database)
    database.close()


@pytest.fixture
def project(work: ProjectWork) -> str:
    made = work.projects.create("水务局", USER, {"issuer": "中共岚川县水务局党组"})
    work.problems.add(made.id, USER, PROBLEMS)
    return made.id


def _answer(messages: Sequence[Message]) -> str:
    """Two good measures about whatever is asked."""
    asked = messages[-1].content
    subject = next((p[:4] for p in PROBLEMS if p in asked), "此项工作").strip("“”")
    texts = [
        f"对{subject}开展全面自查，逐笔核对凭证和台账，发现的问题逐项登记、限期改正。",
        f"修订有关管理办法，明确{subject}的审批权限和办理程序，由财务科室按季度抽查。",
    ]
    measures = [{"text": text, "precedents": [], "facts": []} for text in texts]
    return json.dumps({"measures": measures}, ensure_ascii=False)


def _bulk(work: ProjectWork, drafter: Drafter, engine: Engine | None) -> Bulk:
    writer = Writer(drafter, engine=engine, prompts=load_prompts([ROOT / "prompts"]))
    return Bulk(work, lambda: writer)


async def _steps(bulk: Bulk, project: str, plan: Plan, most: int = 999) -> list[Step]:
    """The steps until ``most`` problems are drafted; closed then, as by a user who stops."""
    taken: list[Step] = []
    async with aclosing(bulk.run(project, USER, plan)) as steps:
        async for step in steps:
            taken.append(step)
            if sum(isinstance(one, Progress) for one in taken) >= most:
                break
    return taken


def _drafted(steps: Sequence[Step]) -> list[Progress]:
    return [step for step in steps if isinstance(step, Progress)]


def _run(bulk: Bulk, project: str, plan: Plan | None = None, most: int = 999) -> list[Step]:
    return asyncio.run(_steps(bulk, project, plan or Plan(), most))


def test_drafting_goes_on_where_it_stopped(
    work: ProjectWork, drafter: Drafter, project: str
) -> None:
    bulk = _bulk(work, drafter, None)
    first = _drafted(_run(bulk, project, most=2))
    assert [(step.done, step.total) for step in first] == [(1, 5), (2, 5)]
    assert work.overview(project, USER).drafted == 2
    rest = _drafted(_run(bulk, project))
    assert [step.problem.text for step in rest] == PROBLEMS[2:]
    assert [step.version.engine for step in rest] == ["offline"] * 3
    assert _run(bulk, project) == []
    assert work.overview(project, USER).waiting > 0


@pytest.mark.parametrize("stopped_after", [1, 999])
def test_like_problems_share_no_measure_even_after_a_stop(
    work: ProjectWork, drafter: Drafter, project: str, stopped_after: int
) -> None:
    bulk = _bulk(work, drafter, None)
    _run(bulk, project, most=stopped_after)
    _run(bulk, project)
    drafts = work.problems.latest(project, USER)
    alike = [p for p in work.problems.all(project, USER) if "接待审批" in p.text]
    one, two = (set(drafts[problem.id].measures[1:]) for problem in alike)
    assert one
    assert two
    assert not one & two


def test_the_ledgers_facts_are_in_the_draft(
    work: ProjectWork, drafter: Drafter, project: str
) -> None:
    problem = work.problems.all(project, USER)[0]
    work.ledger.add(
        project, USER, problem.id, {"text": "印发《公务接待管理办法》", "date": "9月2日"}
    )
    _run(_bulk(work, drafter, None), project)
    text = "".join(work.problems.latest(project, USER)[problem.id].measures)
    assert "9月2日印发《公务接待管理办法》" in text


def test_a_model_writes_two_at_a_time(work: ProjectWork, drafter: Drafter, project: str) -> None:
    running = most = 0

    class Counting(ScriptedEngine):
        async def stream(self, messages, **asked):  # type: ignore[no-untyped-def]
            nonlocal running, most
            running += 1
            most = max(most, running)
            async for chunk in super().stream(messages, **asked):
                yield chunk
            running -= 1

    engine = Counting(lambda messages: Scripted(text=_answer(messages), piece=40, pause=0.02))
    steps = _run(_bulk(work, drafter, engine), project)
    assert len(engine.calls) >= len(PROBLEMS)
    assert most == 2
    done = _drafted(steps)
    assert [step.done for step in done] == [1, 2, 3, 4, 5]
    assert {step.version.engine for step in done} == {"llm:scripted"}
    assert sum(isinstance(step, Begun) for step in steps) == 5


def test_offline_is_offline_whatever_is_configured(
    work: ProjectWork, drafter: Drafter, project: str
) -> None:
    engine = ScriptedEngine([])
    done = _drafted(_run(_bulk(work, drafter, engine), project, Plan(model=False)))
    assert [step.version.engine for step in done] == ["offline"] * 5
    assert engine.calls == []


def _dying(after: int) -> tuple[ScriptedEngine, Callable[[], None]]:
    """A model that answers ``after`` calls and is dead then, until it is brought back."""
    state = {"left": after}

    def talk(messages: Sequence[Message]) -> Scripted:
        if state["left"] <= 0:
            return Scripted(error=ModelTimeout("模型服务没有回答"))
        state["left"] -= 1
        return Scripted(text=_answer(messages))

    return ScriptedEngine(talk), lambda: state.update(left=99)


def test_a_dead_model_stops_the_run_and_says_what_is_left(
    work: ProjectWork, drafter: Drafter, project: str
) -> None:
    engine, revive = _dying(2)
    bulk = _bulk(work, drafter, engine)
    plan = Plan(if_dead="stop", at_once=1)
    steps = _run(bulk, project, plan)
    died = steps[-1]
    assert isinstance(died, Died)
    assert died.stopped
    assert died.reason == "模型服务没有回答"
    assert [problem.text for problem in died.left] == PROBLEMS[2:]
    assert work.overview(project, USER).drafted == 2
    revive()
    rest = _drafted(_run(bulk, project, plan))
    assert [step.problem.text for step in rest] == PROBLEMS[2:]
    assert {step.version.engine for step in rest} == {"llm:scripted"}


def test_a_dead_model_leaves_the_rest_to_the_offline_engine_and_takes_it_up_again(
    work: ProjectWork, drafter: Drafter, project: str
) -> None:
    engine, revive = _dying(2)
    bulk = _bulk(work, drafter, engine)
    steps = _run(bulk, project, Plan(at_once=1))
    assert sum(isinstance(step, Died) for step in steps) == 1
    assert [step.version.engine for step in _drafted(steps)] == [
        *["llm:scripted"] * 2, *["offline"] * 3,
    ]  # fmt: skip
    asked = len(engine.calls)
    assert asked <= 4  # it is not asked for each of the rest
    drafts = work.problems.latest(project, USER)
    problems = work.problems.all(project, USER)
    assert [drafts[problem.id].note for problem in problems] == ["", "", CUT, CUT, CUT]
    by_hand = problems[3]
    work.problems.write_draft(project, USER, by_hand.id, ["由办公室逐件核对接待清单。"])
    revive()
    again = _drafted(_run(bulk, project))
    assert {step.problem.text for step in again} == {PROBLEMS[2], PROBLEMS[4]}
    assert work.problems.latest(project, USER)[by_hand.id].engine == ""


def test_stopping_ends_the_models_request_at_once(
    work: ProjectWork, drafter: Drafter, project: str
) -> None:
    engine = ScriptedEngine(lambda messages: Scripted(text=_answer(messages), pause=5.0))

    async def stopped() -> None:
        run = asyncio.create_task(_steps(_bulk(work, drafter, engine), project, Plan()))
        while len(engine.calls) < 2:
            await asyncio.sleep(0.01)
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run

    asyncio.run(asyncio.wait_for(stopped(), 30))
    assert engine.closed == 2
    assert work.overview(project, USER).drafted == 0  # what was cut is not kept


def test_what_somebody_writes_meanwhile_stays(
    work: ProjectWork, drafter: Drafter, project: str
) -> None:
    second, third = work.problems.all(project, USER)[1:3]

    async def meddled() -> list[Step]:
        taken: list[Step] = []
        async with aclosing(_bulk(work, drafter, None).run(project, USER, Plan())) as steps:
            async for step in steps:
                if not taken:
                    work.problems.write_draft(project, USER, second.id, ["由财务科室逐笔清理。"])
                    work.problems.remove(project, USER, third.id)
                taken.append(step)
        return taken

    passed = [step.problem.id for step in asyncio.run(meddled()) if isinstance(step, Passed)]
    assert passed == [second.id, third.id]
    assert work.problems.latest(project, USER)[second.id].measures == ("由财务科室逐笔清理。",)


def test_one_problem_again(work: ProjectWork, drafter: Drafter, project: str) -> None:
    first = work.problems.all(project, USER)[0]
    engine, _ = _dying(1)
    bulk = _bulk(work, drafter, engine)
    engines = [
        asyncio.run(bulk.redraft(project, USER, first.id, model=model)).version.engine
        for model in (False, True, True)
    ]
    assert engines == ["offline", "llm:scripted", "offline"]  # the model is dead by then


def test_a_stranger_drafts_nothing(work: ProjectWork, drafter: Drafter, project: str) -> None:
    async def tried() -> None:
        async for _ in _bulk(work, drafter, None).run(project, "钱", Plan()):
            raise AssertionError

    with pytest.raises(NotPermitted):
        asyncio.run(tried())
    assert work.overview(project, USER).drafted == 0
