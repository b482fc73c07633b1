"""The screen 审核 with login and a model: a reviewer waives for a project, a model gives opinions."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from mock_endpoint import MODEL, MockEndpoint, running, talk
from playwright.sync_api import Browser, Page, expect
from served import served

from assistant.accounts.users import Users
from assistant.chat.project import ProjectWork
from assistant.projects.database import open_database

pytestmark = [pytest.mark.live, pytest.mark.slow]
PASSWORD = "河边的第7棵柳树，春天"
NAME = "水务局整改（2025年）"
LONG = 60_000  # milliseconds
OPINION = {
    "quote": "进一步加强管理",
    "kind": "logic",
    "message": "前后两句互不相干。",
    "suggestion": "写清怎么加强。",
}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[MockEndpoint]:
    with running(MockEndpoint()) as made:
        yield made


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory, warm_library: Path, endpoint: MockEndpoint
) -> Iterator[str]:
    """A page with a project that a clerk owns and a reviewer edits."""
    folder = tmp_path_factory.mktemp("team")
    shutil.copy(warm_library, folder / "library.db")
    users = Users(folder)
    for name, role in (("zhao", "clerk"), ("sun", "reviewer")):
        users.add(name, role, PASSWORD)  # type: ignore[arg-type]  # two of the roles
    database = open_database(None, folder)
    work = ProjectWork(database)
    project = work.projects.create(NAME, "zhao", {"issuer": "中共岚川县水务局党组"}).id
    work.problems.add(project, "zhao", ["公务接待审批不严格", "往来款长期挂账未清理"])
    work.projects.share(project, "zhao", "sun", "editor")
    database.close()
    model = {"LLM_BASE_URL": endpoint.address, "LLM_MODEL": MODEL, "LLM_API_KEY": "k"}
    with served(folder, ASSISTANT_LOGIN="users", **model) as made:
        yield made


@contextmanager
def _on_review(browser: Browser, address: str, name: str) -> Iterator[Page]:
    """The screen 审核 of one user; fails on a console error."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = context.new_page()
    errors: list[str] = []
    context.request.post(f"{address}/login", form={"username": name, "password": PASSWORD})
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto(address)
    page.wait_for_selector("#box textarea")
    page.locator("#screens").get_by_role("tab", name="审核", exact=True).first.click()
    yield page
    context.close()
    assert errors == []


def _open_the_projects_notice(page: Page) -> None:
    page.locator("#belonging > button").first.click()
    page.locator("#desk-project input").click()
    page.get_by_role("option", name=NAME).click()
    page.click("#desk-open")
    expect(page.locator("#marked")).to_contain_text("公务接待审批不严格", timeout=LONG)
    page.locator("#waiving > button").first.click()
    expect(page.locator("#waive-about")).to_contain_text(NAME[:5], timeout=LONG)


def _open_from_the_project(page: Page) -> None:
    page.locator("#screens").get_by_role("tab", name="项目", exact=True).first.click()
    expect(page.locator("#project input")).to_have_value(re.compile(NAME[:5]), timeout=LONG)
    page.locator("#project-tabs").get_by_role("tab", name="通报", exact=True).click()
    page.click("#notice-review")
    expect(page.locator("#marked")).to_contain_text("公务接待审批不严格", timeout=LONG)
    page.locator("#waiving > button").first.click()


def test_a_reviewer_waives_and_the_clerk_sees_it(browser: Browser, address: str) -> None:
    with _on_review(browser, address, "sun") as sun:
        _open_the_projects_notice(sun)
        sun.locator("#found label").first.click()
        sun.fill("#waive-reason textarea, #waive-reason input", "领导小组已同意")
        sun.click("#waive")
        expect(sun.locator("#found-summary")).to_contain_text("已豁免1处", timeout=LONG)
    with _on_review(browser, address, "zhao") as zhao:
        _open_from_the_project(zhao)
        expect(zhao.locator("#found-summary")).to_contain_text("已豁免1处", timeout=LONG)
        expect(zhao.locator("#waived label")).to_contain_text("领导小组已同意（sun，")
        expect(zhao.locator("#waive-about")).to_contain_text("审核人或管理员")
        for gone in ("#waive", "#unwaive", "#waivers-in"):
            expect(zhao.locator(gone)).to_be_hidden()


def test_a_models_opinions_stand_apart_and_can_be_stopped(
    browser: Browser, address: str, endpoint: MockEndpoint
) -> None:
    answer = json.dumps({"findings": [OPINION]}, ensure_ascii=False)
    endpoint.replies = [talk(answer), talk(answer, pause=0.5)]
    with _on_review(browser, address, "zhao") as page:
        page.click("#desk-example")
        expect(page.locator("#found")).to_contain_text("没有监督联系方式", timeout=LONG)
        page.locator("#opinions > button").first.click()
        expect(page.locator("#opinions-about")).to_contain_text(MODEL, timeout=LONG)
        counted = page.locator("#found-summary").inner_text()
        page.click("#opinions-ask")
        opinion = page.locator("#opinions-list label")
        expect(opinion).to_contain_text("逻辑不通：前后两句互不相干。", timeout=LONG)
        expect(page.locator("#found")).not_to_contain_text("互不相干")
        assert page.locator("#found-summary").inner_text() == counted
        opinion.click()
        expect(page.locator("#found-detail")).to_contain_text("模型的意见")
        expect(page.locator("#marked .highlighted", has_text="当前")).to_contain_text("进一步加强")
        page.click("#opinions-ask")
        expect(page.locator("#opinions-about")).to_contain_text("正在看", timeout=LONG)
        page.click("#opinions-stop")
        expect(page.locator("#opinions-about")).to_contain_text("已停止", timeout=LONG)
        assert endpoint.dropped.wait(20)
