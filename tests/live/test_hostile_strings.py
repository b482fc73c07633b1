"""Text that would be markup, put into every screen of a real browser: nothing of it comes alive.

The strings stand in tests/cases/hostile_strings.yaml. No script runs, no dialog opens, nothing is
asked of another machine, and the page stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from figures import record
from playwright.sync_api import Browser, Page, expect

from assistant.ui import wording

pytestmark = [pytest.mark.live, pytest.mark.slow]
CASES = Path(__file__).resolve().parent.parent / "cases" / "hostile_strings.yaml"
GIVEN = yaml.safe_load(CASES.read_text("utf-8"))
STRINGS: list[str] = GIVEN["strings"]
LINES = [" ".join(one.split()) for one in STRINGS]  # where one line is one problem
LONG = 60_000  # milliseconds
NOTICE = "\n".join(
    [
        "关于巡察整改进展情况的通报",
        *(f"{number}．关于“{line}”的问题。\n整改情况：已{line}。" for number, line in enumerate(LINES, 1)),
        *STRINGS,
    ]
)  # fmt: skip


class Watch:
    """What the browser did that it should not do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: list[str] = []
        self.home = urlsplit(page.url).netloc
        page.on("dialog", self._dialog)
        page.on("request", lambda asked: self._asked(asked.url))
        page.on("popup", lambda opened: self.seen.append(f"popup {opened.url}"))
        page.on("pageerror", lambda error: self.seen.append(f"error {error}"))

    def _dialog(self, dialog: object) -> None:
        self.seen.append(f"dialog {dialog}")

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.home:
            self.seen.append(f"request {url}")

    def alive(self) -> list[str]:
        """Everything that came alive until now, in any frame."""
        ran = [f"ran in {frame.url}" for frame in self.page.frames
               if frame.evaluate("window.__xss !== undefined")]  # fmt: skip
        made = self.page.evaluate(
            "[...document.querySelectorAll('iframe,object,embed,base,meta[http-equiv=refresh],"
            '[src*="192.0.2.1"],link[href*="192.0.2.1"],form[action*="192.0.2.1"],'
            '[href^="javascript:"],[onerror],[onload],[onfocus]\')].map(one => one.outerHTML)'
        )
        moved = [] if urlsplit(self.page.url).netloc == self.home else [f"moved {self.page.url}"]
        return [*self.seen, *ran, *(f"made {one[:200]}" for one in made), *moved]


@pytest.fixture(scope="module")
def quiet() -> Iterator[list[str]]:
    """The pages that stayed as they were; a run over all of them is a figure."""
    pages: list[str] = []
    yield pages
    if len(pages) == 4 + len(GIVEN["file_names"]):
        record("strings", strings=len(STRINGS), pages=len(pages), alive=0)


@pytest.fixture
def watch(browser: Browser, address: str, quiet: list[str]) -> Iterator[Watch]:
    """A fresh page that is watched; the test ends with nothing alive in it."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#box textarea")
    watched = Watch(page)
    usual = set(watched.alive())  # what the page itself is made of
    yield watched
    page.wait_for_timeout(500)
    found = [one for one in watched.alive() if one not in usual]
    context.close()
    assert found == []
    quiet.append(page.url)


def _screen(page: Page, name: str) -> None:
    page.locator("#screens").get_by_role("tab", name=name, exact=True).first.click()


def test_there_are_enough() -> None:
    assert len(set(STRINGS)) >= 61


def test_the_watch_sees_what_comes_alive(browser: Browser, address: str) -> None:
    """So that the other tests can fail."""
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(address)
    page.wait_for_selector("#box textarea")
    watch = Watch(page)
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend',"
        '\'<img src="http://192.0.2.1/b.png" onerror="window.__xss=1;alert(1)">\')'
    )
    page.wait_for_timeout(1500)
    found = " ".join(watch.seen)
    page.context.close()
    assert "request http://192.0.2.1/b.png" in found


def test_in_the_chat(watch: Watch) -> None:
    page = watch.page
    for start in range(0, len(STRINGS), 25):
        page.fill("#box textarea", "\n".join(f"1. {one}" for one in STRINGS[start : start + 25]))
        page.locator("#box textarea").press("Control+Enter")
        expect(page.locator("#chat .user")).to_have_count(start // 25 + 1, timeout=LONG)
        expect(page.locator("#chat .bot")).to_have_count(start // 25 + 1, timeout=LONG)
        expect(page.locator("#box textarea")).to_be_editable(timeout=LONG)
        page.wait_for_timeout(1500)
        page.keyboard.press("Escape")
        page.wait_for_timeout(1000)
    for details in page.locator("#chat details").all()[:5]:
        details.locator("summary").first.click()
    page.reload()
    expect(page.locator("#chat .user").first).to_be_visible(timeout=LONG)


def test_in_a_review_with_feedback(watch: Watch) -> None:
    page = watch.page
    _screen(page, "审核")
    page.get_by_role("button", name=wording.FEEDBACK_FOLD).click()
    page.fill("#desk-feedback textarea", "\n".join(LINES))
    page.fill("#desk-text textarea", NOTICE)
    page.click("#desk-run")
    expect(page.locator("#found label").first).to_be_visible(timeout=LONG)
    for label in page.locator("#found label").all()[:8]:
        if label.is_visible():
            label.click()
            page.wait_for_timeout(150)
    page.locator("#desk").get_by_role("tab", name="反馈对照").click()
    expect(page.locator("#matrix")).to_contain_text("window.__xss", timeout=LONG)


@pytest.mark.parametrize("name", GIVEN["file_names"])
def test_in_a_files_name(watch: Watch, tmp_path: Path, name: str) -> None:
    page = watch.page
    place = tmp_path / name
    place.write_text(NOTICE[:4000], encoding="utf-8")
    page.set_input_files("#upload input[type=file], input[type=file]", str(place))
    expect(page.locator("#chat .bot").last).to_be_visible(timeout=LONG)


def test_in_the_library(watch: Watch, tmp_path: Path) -> None:
    page = watch.page
    _screen(page, "范例库")
    page.locator("#library").get_by_role("tab", name="收入通报").click()
    place = tmp_path / "<img src=x onerror=window.__xss=1>.txt"
    place.write_text(NOTICE, encoding="utf-8")
    page.set_input_files("#intake input[type=file]", str(place))
    expect(page.locator("#intake-progress")).to_contain_text("已处理1份文件", timeout=LONG)
    page.locator("#library").get_by_role("tab", name="查找").click()
    for line in LINES[:3]:
        page.fill("#query textarea, #query input", line)
        page.click("#query-run")
        expect(page.locator("#search-about")).not_to_be_empty(timeout=LONG)
    page.locator("#library").get_by_role("tab", name="全部通报").click()
    cells = page.locator("#shelf").get_by_role("gridcell")
    expect(cells.first).to_be_visible(timeout=LONG)
    for cell in cells.all()[:12]:
        cell.click()
        page.wait_for_timeout(300)
    expect(page.locator("#viewer-about")).not_to_be_empty(timeout=LONG)


def test_in_a_project(watch: Watch) -> None:
    page = watch.page
    _screen(page, "项目")
    page.locator("#project-name textarea, #project-name input").fill(LINES[4])
    page.click("#project-create")
    # the fold of an empty project opens by itself: a click would close it as often as not
    expect(page.locator("#add-text textarea")).to_be_visible(timeout=LONG)
    page.fill("#add-text textarea", "\n".join(LINES[:40]))
    page.click("#add-run")
    expect(page.locator("#project-about")).to_contain_text("40个问题", timeout=LONG)
    page.get_by_text("window.__xss=1").first.click()
    page.wait_for_timeout(1000)
