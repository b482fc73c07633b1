"""Drafting all problems of a project in a browser, by a slow model: progress, Esc, taken up again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from mock_endpoint import MODEL, Hit, MockEndpoint, Pause, Reply, refuse, running, talk
from playwright.sync_api import Browser, Page, expect
from served import served

from assistant.chat.project import ProjectWork
from assistant.projects.database import open_database

pytestmark = [pytest.mark.live, pytest.mark.slow]
SECONDS = 60_000  # milliseconds a slow machine may take
USER = "本机"
PROBLEMS = [
    "公务接待审批不严格", "往来款长期挂账未清理", "“三会一课”制度落实不规范", "固定资产账实不符",
    "党费收缴不及时", "公务用车管理松懈",
]  # fmt: skip


class Office(MockEndpoint):
    """Writes two good measures about what is asked; ``dead`` makes it refuse, ``slow`` wait."""

    dead = False
    slow = 0.0

    def _reply(self, hit: Hit) -> Reply:
        if hit.method == "GET":
            return self.models
        if self.dead:
            return refuse(401, "no")
        asked = json.dumps(hit.body, ensure_ascii=False)
        subject = next((one[:4] for one in PROBLEMS if one in asked), "此项工作").strip("“”")
        texts = [
            f"对{subject}开展全面自查，逐笔核对凭证和台账，发现的问题逐项登记、限期改正。",
            f"修订有关管理办法，明确{subject}的审批权限和办理程序，由财务科室按季度抽查。",
        ]
        said = {"measures": [{"text": one, "precedents": [], "facts": []} for one in texts]}
        reply = talk(json.dumps(said, ensure_ascii=False), piece=60)
        return Reply(parts=[Pause(seconds=self.slow), *reply.parts])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, warm_library: Path) -> Path:
    place = tmp_path_factory.mktemp("all") / "data"
    place.mkdir()
    shutil.copy(warm_library, place / "library.db")
    return place


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    endpoint = Office()
    with running(endpoint):
        yield endpoint


@pytest.fixture(scope="module")
def page_address(folder: Path, office: Office) -> Iterator[str]:
    with served(folder, LLM_BASE_URL=office.address, LLM_MODEL=MODEL) as address:
        yield address


@pytest.fixture
def project(folder: Path) -> Iterator[tuple[ProjectWork, str]]:
    """A fresh project in the page's own database; the newest is the one that is shown first."""
    database = open_database(None, folder)
    work = ProjectWork(database)
    made = work.projects.create("水务局", USER, {"issuer": "中共岚川县水务局党组"})
    work.problems.add(made.id, USER, PROBLEMS)
    yield work, made.id
    work.projects.remove(made.id, USER)
    database.close()


@pytest.fixture
def opened(browser: Browser, page_address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(page_address)
    page.wait_for_selector("#box textarea")
    yield page
    context.close()
    assert errors == []


def _open(page: Page) -> None:
    page.get_by_role("tab", name="项目", exact=True).click(timeout=SECONDS)
    expect(page.locator("#project-about")).to_contain_text("6个问题", timeout=SECONDS)


def _engines(work: ProjectWork, project: str) -> list[str]:
    drafts = work.problems.latest(project, USER)
    return [drafts[p.id].engine for p in work.problems.all(project, USER) if p.id in drafts]


def test_esc_stops_and_the_next_click_goes_on(
    opened: Page, office: Office, project: tuple[ProjectWork, str]
) -> None:
    work, made = project
    office.slow = 1.5
    _open(opened)
    opened.get_by_role("button", name="起草全部未起草的").click()
    expect(opened.locator("#draft-progress")).to_contain_text("正在写第1、2个", timeout=SECONDS)
    expect(opened.locator("#draft-progress")).to_contain_text("已起草2/6", timeout=SECONDS)
    opened.keyboard.press("Escape")
    expect(opened.locator("#draft-progress")).to_contain_text("已停止", timeout=5000)
    opened.wait_for_timeout(2500)  # what was under way would have been written by now
    begun = len(_engines(work, made))
    assert 2 <= begun < 6
    office.slow = 0.0
    opened.get_by_role("button", name="起草全部未起草的").click()
    left = f"{6 - begun}/{6 - begun}"
    expect(opened.locator("#draft-progress")).to_contain_text(left, timeout=SECONDS)
    expect(opened.locator("#draft-progress")).to_contain_text(f"模型 {MODEL}", timeout=SECONDS)
    assert _engines(work, made) == [f"llm:{MODEL}"] * 6
    opened.locator("#problems").get_by_text(PROBLEMS[0]).first.click()
    expect(opened.locator("#problem-about")).to_contain_text(f"模型 {MODEL} 起草", timeout=SECONDS)


def test_a_dead_model_stops_and_says_which_are_left(
    opened: Page, office: Office, project: tuple[ProjectWork, str]
) -> None:
    work, made = project
    office.dead = True
    try:
        _open(opened)
        opened.locator("#draft-if-dead").get_by_text("停下，等模型恢复").click()
        opened.get_by_role("button", name="起草全部未起草的").click()
        expect(opened.locator("#draft-progress")).to_contain_text(
            "还没有起草的：第1、2、3、4、5、6个", timeout=SECONDS
        )
        assert _engines(work, made) == []
        opened.locator("#draft-engine").get_by_text("离线引擎").click()
        opened.get_by_role("button", name="起草全部未起草的").click()
        expect(opened.locator("#draft-progress")).to_contain_text("6/6", timeout=SECONDS)
        assert _engines(work, made) == ["offline"] * 6
    finally:
        office.dead = False
