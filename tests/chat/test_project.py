"""Project work: blanks filled, notice composed, reviewed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.chat.bulk import Bulk, Plan
from assistant.chat.project import ProjectWork
from assistant.drafting.draft import Drafter
from assistant.drafting.writer import Writer
from assistant.errors import WrongCall
from assistant.projects.database import open_database
from assistant.projects.merge import Edit

PROBLEMS = ["公务接待审批不严格", "往来款长期挂账未清理", "“三会一课”制度落实不规范"]


@pytest.fixture
def work(tmp_path: Path) -> Iterator[ProjectWork]:
    database = open_database(None, tmp_path)
    yield ProjectWork(database)
    database.close()


def _project(work: ProjectWork) -> str:
    made = work.projects.create("水务局", "赵", {"issuer": "中共岚川县水务局党组"})
    work.problems.add(made.id, "赵", PROBLEMS)
    return made.id


def _draft_all(work: ProjectWork, project: str, drafter: Drafter) -> None:
    async def run() -> None:
        bulk = Bulk(work, lambda: Writer(drafter, engine=None, prompts={}))
        async for _ in bulk.run(project, "赵", Plan()):
            pass

    asyncio.run(run())


def test_open_places_are_filled_in_one_pass(work: ProjectWork, drafter: Drafter) -> None:
    project = _project(work)
    _draft_all(work, project, drafter)
    places = work.open_places(project, "赵")
    answers = {place: f"{n + 3}" for n, place in enumerate(places)}
    assert work.fill(project, "赵", dict.fromkeys(places, "")) == 0
    assert work.fill(project, "赵", answers) == len(places)
    assert work.open_places(project, "赵") == []
    assert len(work.ledger.facts(project, "赵")) == len(places)
    assert work.fill(project, "赵", answers) == 0  # the places are gone: nothing is overwritten
    history = work.problems.drafts(project, "赵", places[0].problem)
    assert [version.number for version in history] == [1, 2]


def test_a_place_takes_no_placeholder(work: ProjectWork, drafter: Drafter) -> None:
    project = _project(work)
    _draft_all(work, project, drafter)
    place = work.open_places(project, "赵")[0]
    with pytest.raises(WrongCall):
        work.fill(project, "赵", {place: "【待填：x】"})


def test_the_notice_of_a_project(work: ProjectWork, drafter: Drafter) -> None:
    project = _project(work)
    _draft_all(work, project, drafter)
    first = work.problems.all(project, "赵")[0]
    edits = {"status": Edit(old="unknown", new="ongoing"), "owner": Edit(old="", new="办公室")}
    work.problems.edit(project, "赵", first.id, edits)
    profile = {
        "inspection.feedback": Edit(old="", new="2025年5月20日"),
        "inspection.start": Edit(old="", new="三月"),
        "contact.phones": Edit(old="", new="0000-1234567"),
    }
    work.projects.edit(project, "赵", profile)
    case = work.case(project, "赵")
    assert [remark[:8] for remark in case.remarks] == ["“巡察起始日期”"]
    assert str(case.case.inspection.feedback) == "2025-05-20"
    assert case.case.problems[0].drafted, "measures of a program count nothing"
    text, review = work.reviewed(project, "赵")
    assert "由办公室负责，【待填：完成时限】前办结" in text
    assert all(
        problem.strip("“”") in text.replace("‘", "“").replace("’", "”") for problem in PROBLEMS
    )
    assert {finding.rule for finding in review.findings} >= {"placeholder-left"}


def test_what_the_notice_lacks_beside_its_measures(work: ProjectWork, drafter: Drafter) -> None:
    project = _project(work)
    _draft_all(work, project, drafter)
    lacking = work.open_elsewhere(project, "赵")
    assert {"整改状态", "成文日期"} <= set(lacking)
    edit = {"date_of_issue": Edit(old="", new="2025年11月28日")}
    work.projects.edit(project, "赵", edit)
    for problem in work.problems.all(project, "赵"):
        work.problems.edit(project, "赵", problem.id, {"status": Edit(old="unknown", new="done")})
    rest = work.open_elsewhere(project, "赵")
    assert not {"整改状态", "成文日期"} & set(rest)
