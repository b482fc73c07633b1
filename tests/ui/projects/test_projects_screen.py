"""The screen 项目 without a browser: what its events answer, and what strangers get."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.accounts.users import Users
from assistant.chat.project import ProjectWork
from assistant.projects.database import open_database
from assistant.settings import Login, Settings
from assistant.ui.engines import Engines
from assistant.ui.exports import Exports
from assistant.ui.identity import Gate
from assistant.ui.projects.office import Office
from assistant.ui.projects.screen import ProjectsScreen

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # gr.Warning without a page
PASSWORD = "河边的第7棵柳树，春天"


@pytest.fixture(params=["none", "users"])
def office(
    request: pytest.FixtureRequest, tmp_path: Path, open_engines: Callable[..., Engines]
) -> Iterator[Office]:
    login: Login = request.param
    users = Users(tmp_path)
    for name, role in (("zhao", "clerk"), ("qian", "clerk")):
        users.add(name, role, PASSWORD)
    database = open_database(None, tmp_path)
    yield Office(
        gate=Gate(Settings(data_dir=tmp_path, login=login)),
        work=ProjectWork(database),
        engines=open_engines(),
        exports=Exports(tmp_path / "exports"),
        defaults=lambda: {"issuer": "中共岚川县水务局党组"},
    )
    database.close()


def _screen(office: Office) -> ProjectsScreen:
    return asyncio.run(_built(office))


async def _built(office: Office) -> ProjectsScreen:
    """Built inside a running loop: outside of one, gr.Blocks makes one and never closes it."""
    screen = ProjectsScreen(office)
    with gr.Blocks(analytics_enabled=False), gr.Tabs(), gr.Tab("项目") as tab:
        screen.build()
        screen.wire(tab)
    return screen


def _as(name: str) -> Any:
    """A request of a user who has logged in."""
    return SimpleNamespace(username=name, headers={}, client=SimpleNamespace(host="127.0.0.1"))


def _do(call: Any) -> Any:
    return asyncio.run(call)


async def _all(steps: Any) -> list[Any]:
    return [step async for step in steps]


def test_from_example_to_notice(office: Office) -> None:
    screen, zhao = _screen(office), _as("zhao")
    picked = _do(screen.board.example(zhao))
    project = picked["value"]
    steps = _do(_all(screen.board.run.draft_all(project, "auto", "offline", zhao)))
    assert "3/3" in steps[-1][0]
    about, table, run, choices, *_ = _do(screen.board.show(project, zhao))
    assert "已起草3个" in about
    assert [row[3] for row in table["value"]] == ["3条", "3条", "3条"]
    assert (run["visible"], choices["visible"]) == (False, False)
    places = _do(screen.papers.show_places(project, zhao))
    rows = [[*row[:3], "8"] for row in places[1]["value"]]
    _do(screen.papers.fill(project, rows, places[3], zhao))
    assert _do(screen.papers.show_places(project, zhao))[3] == []
    notice = _do(screen.papers.compose(project, zhao))
    assert "9月2日印发《公务接待管理办法》" in notice[1]["value"]
    names = [Path(update["value"]).name for update in notice[3:]]
    assert names == [
        "整改进展情况通报.docx",
        "整改进展情况通报.txt",
        "整改进展情况通报.md",
        "整改台账.xlsx",
    ]
    members, audit = _do(screen.papers.show_members(project, zhao))
    assert members["value"][0][1] == "负责人"
    assert not any(part.isascii() for row in audit["value"] for part in (row[2], row[4]) if part)


def test_a_conflict_changes_nothing_and_is_told(office: Office) -> None:
    screen, zhao = _screen(office), _as("zhao")
    project = _do(screen.board.create("甲", zhao))[0]["value"]
    _do(screen.board.add(project, "账实不符", "", zhao))
    user = office.gate.identity(zhao).name
    problem = office.work.problems.all(project, user)[0]
    shown = _do(screen.case_file.show(project, problem.id, zhao))
    seen = shown[1]
    values = ["账实不符", "", "财务股", "", "unknown"]
    saved = _do(screen.case_file.save(zhao, project, problem.id, seen, *values))
    assert saved["owner"] == "财务股"
    values[2] = "办公室"
    refused = _do(screen.case_file.save(zhao, project, problem.id, seen, *values))
    assert refused == gr.skip()
    assert office.work.problems.all(project, user)[0].owner == "财务股"


def test_others_get_nothing(office: Office) -> None:
    if office.gate.mode == "none":
        pytest.skip("one local user: there are no others")
    screen, zhao = _screen(office), _as("zhao")
    project = _do(screen.board.example(zhao))["value"]
    for name in ("qian", "nobody", None):
        other = _as(name)  # type: ignore[arg-type]
        assert _do(screen.board.projects(None, other)) in (gr.skip(), _empty_choice())
        for answer in (
            screen.board.show(project, other),
            screen.papers.show_places(project, other),
            screen.papers.show_profile(project, other),
            screen.papers.compose(project, other),
            screen.papers.show_members(project, other),
        ):
            assert all(value == gr.skip() for value in _do(answer))
        steps = _do(_all(screen.board.run.draft_all(project, "auto", "offline", other)))
        assert "3/3" not in steps[-1][0]
    assert office.work.overview(project, "zhao").drafted == 0


def _empty_choice() -> Any:
    return gr.update(choices=[], value=None)
