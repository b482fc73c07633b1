"""Every screen: nothing for a screen reader to stumble over, nothing that a phone cuts off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.live, pytest.mark.slow]
SCREENS = ("对话", "项目", "审核", "范例库", "评测", "设置")
LONG = 60_000  # milliseconds


def _open(page: Page, name: str) -> None:
    page.locator("#screens").get_by_role("tab", name=name, exact=True).first.click()
    page.wait_for_timeout(700)  # what is read when a screen opens


def _grave(page: Page) -> list[tuple[str, str]]:
    """What axe-core calls serious or critical; looked for again, since a fold fades in."""
    found: list[tuple[str, str]] = []
    for _ in range(3):
        rules: list[dict[str, Any]] = Axe().run(page).response["violations"]
        found = [
            (rule["id"], rule["nodes"][0]["html"][:200])
            for rule in rules
            if rule["impact"] in ("serious", "critical")
        ]
        if not found:
            break
        page.wait_for_timeout(1000)
    return found


def test_every_screen_is_accessible(page: Page) -> None:
    for name in SCREENS:
        _open(page, name)
        if name == "审核":
            page.click("#desk-example")
            expect(page.locator("#found")).to_contain_text("没有监督联系方式", timeout=LONG)
            page.locator("#found label", has_text="截止目前").click()
            expect(page.locator("#found-detail")).to_contain_text("截至目前")
        if name == "范例库":
            page.get_by_role("button", name="公务接待超标准").click()
            page.locator("#hits label").first.click(timeout=LONG)
            expect(page.locator("#viewer .highlighted").first).to_be_visible(timeout=LONG)
        assert _grave(page) == [], name


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A dark phone; fails on an outside request or a console error as ``page`` does."""
    with browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark", locale="zh-CN"
    ) as context:
        opened = context.new_page()
        asked: list[str] = []
        errors: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        opened.goto(address)
        opened.wait_for_selector("#box textarea")
        yield opened
        local = ("http://127.0.0.1:", "data:", "blob:")
        assert [url for url in asked if not url.startswith(local)] == []
        assert errors == []


def test_a_dark_phone_shows_every_screen_whole(phone: Page) -> None:
    for name in SCREENS:
        _open(phone, name)
        wide = phone.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{name} is {wide} pixels too wide"
        assert _grave(phone) == [], name


def test_unit_and_appearance_are_kept(page: Page) -> None:
    _open(page, "设置")
    unit = page.locator("#unit-full input, #unit-full textarea")
    unit.fill("中共岚川县水务局党组")
    page.click("#unit-save")
    expect(page.get_by_text("本单位信息已保存")).to_be_visible(timeout=LONG)
    page.locator("#theme").get_by_text("深色", exact=True).click()
    page.locator("#type-size").get_by_text("特大", exact=True).click()
    page.reload()
    page.wait_for_selector("#box textarea")
    expect(page.locator("body")).to_have_class("dark", timeout=LONG)
    expect(page.locator("html")).to_have_class("type-larger")
    _open(page, "设置")
    expect(page.locator("#theme").get_by_label("深色")).to_be_checked()
    expect(unit).to_have_value("中共岚川县水务局党组", timeout=LONG)
