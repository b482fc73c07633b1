"""The screen 项目 in a browser, with login: from the example to Word, private to its members."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from served import served

from assistant.accounts.users import Users
from assistant.chat.project import ProjectWork
from assistant.projects.database import open_database

pytestmark = [pytest.mark.live, pytest.mark.slow]
PASSWORD = "河边的第7棵柳树，春天"
SCREENSHOTS = Path(__file__).parent.parent / "screenshots"
SECONDS = 60_000  # milliseconds a slow machine may take


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, warm_library: Path) -> Path:
    place = tmp_path_factory.mktemp("projects")
    shutil.copy(warm_library, place / "library.db")
    users = Users(place)
    for name, role in (("zhao", "clerk"), ("qian", "clerk"), ("admin", "admin")):
        users.add(name, role, PASSWORD)
    return place


@pytest.fixture(scope="module")
def guarded(folder: Path) -> Iterator[str]:
    """The address of a page with login."""
    with served(folder, ASSISTANT_LOGIN="users") as address:
        yield address


@contextmanager
def _session(browser: Browser, address: str, name: str, password: str) -> Iterator[Page]:
    """A browser of one user; fails on an outside request or a console error."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = context.new_page()
    outside: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(address)
    page.get_by_label("username").or_(page.get_by_label("用户名")).first.fill(name)
    page.locator("input[type=password]").fill(password)
    page.get_by_role("button", name="Login").or_(page.get_by_role("button", name="登录")).click()
    yield page
    context.close()
    local = ("http://127.0.0.1:", "data:", "blob:")
    assert [url for url in outside if not url.startswith(local)] == []
    assert errors == []


def _open(page: Page) -> None:
    page.get_by_role("tab", name="项目", exact=True).click(timeout=SECONDS)


def test_from_the_example_to_word(browser: Browser, guarded: str, tmp_path: Path) -> None:
    with _session(browser, guarded, "zhao", PASSWORD) as page:
        _open(page)
        page.get_by_role("button", name="用示例项目试一试").click()
        expect(page.locator("#project-about")).to_contain_text("3个问题", timeout=SECONDS)
        page.get_by_role("button", name="起草全部未起草的").click()
        expect(page.locator("#draft-progress")).to_contain_text("3/3", timeout=SECONDS)
        expect(page.locator("#project-about")).to_contain_text("还缺", timeout=SECONDS)
        page.get_by_role("tab", name="通报", exact=True).click()
        page.get_by_role("button", name="生成整篇通报").click()
        expect(page.locator("#notice-about")).to_contain_text("已生成", timeout=SECONDS)
        if os.environ.get("SCREENSHOTS"):
            page.screenshot(path=SCREENSHOTS / "projects.png")
        text = page.locator("#notice-text textarea").input_value()
        assert "9月2日印发《公务接待管理办法》" in text
        with page.expect_download() as download:
            page.get_by_role("button", name="Word 公文").click()
        download.value.save_as(tmp_path / "a.docx")
        paragraphs = [one.text for one in docx.Document(str(tmp_path / "a.docx")).paragraphs]
        assert any("9月2日印发" in one for one in paragraphs)
        found = Axe().run(page).response["violations"]
        bad = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
        assert bad == []
        page.reload()  # a closed browser loses nothing
        _open(page)
        expect(page.locator("#project-about")).to_contain_text("已起草3个", timeout=SECONDS)


def test_projects_are_private(browser: Browser, guarded: str) -> None:
    with _session(browser, guarded, "qian", PASSWORD) as page:
        _open(page)
        expect(page.locator("#project-about")).to_contain_text("还没有项目", timeout=SECONDS)


def test_who_is_shut_out_is_out_at_once(browser: Browser, guarded: str, folder: Path) -> None:
    with _session(browser, guarded, "qian", PASSWORD) as page:
        _open(page)
        Users(folder).set_disabled("qian", True)
        try:
            page.get_by_role("button", name="用示例项目试一试").click()
            page.wait_for_timeout(2000)
            database = open_database(None, folder)
            assert ProjectWork(database).projects.all("qian") == []
            database.close()
            page.reload()  # the server answers 401 from now on
            expect(page.locator("input[type=password]")).to_be_visible(timeout=SECONDS)
        finally:
            Users(folder).set_disabled("qian", False)


def test_a_wrong_password_does_not_come_in(browser: Browser, guarded: str) -> None:
    with _session(browser, guarded, "zhao", "not the password") as page:
        page.wait_for_timeout(1500)
        assert page.get_by_role("tab", name="项目", exact=True).count() == 0
