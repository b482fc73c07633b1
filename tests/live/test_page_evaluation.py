"""The screen 评测 in a browser: the whole report in place, and a frame that can reach nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

pytestmark = [pytest.mark.live, pytest.mark.slow]
LONG = 60_000  # milliseconds
# what a script in the frame might try, each telling whether it came through
TRIES = {
    "page": "() => { try { return !!parent.document.body } catch { return false } }",
    "cookie": "() => { try { return document.cookie.length >= 0 } catch { return false } }",
    "storage": "() => { try { return !!localStorage } catch { return false } }",
    "server": "() => fetch('/gradio_api/info', {mode: 'no-cors'}).then(() => true, () => false)",
    "outside": "() => fetch('http://192.0.2.1/', {mode: 'no-cors'}).then(() => true, () => false)",
    "picture": "() => new Promise(r => { const i = new Image(); i.onload = () => r(true); "
    "i.onerror = () => r(false); i.src = '/favicon.ico' })",
    "script": "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
    " document.body.append(s); return window.ran === 1 }",
    "style": "() => { document.body.insertAdjacentHTML('beforeend', "
    "'<b id=styled style=\"position:fixed\">x</b>'); "
    "return getComputedStyle(document.getElementById('styled')).position === 'fixed' }",
    "window": "() => window.open('about:blank') !== null",
    "top": "() => { try { top.location = 'about:blank'; return true } catch { return false } }",
}


def _open(page: Page) -> Frame:
    page.locator("#screens").get_by_role("tab", name="评测", exact=True).first.click()
    page.get_by_role("tab", name="完整报告", exact=True).click(timeout=LONG)
    expect(page.frame_locator("#evaluation-frame iframe").locator(".card").first).to_be_visible(
        timeout=LONG
    )
    return next(frame for frame in page.frames if "/evaluation-report" in frame.url)


@pytest.fixture(params=[(1366, 900), (390, 844)], ids=["desk", "phone"])
def screen(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page at two sizes; fails on an error in the console."""
    width, height = request.param
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        page.wait_for_selector("#box textarea")
        yield page
        assert errors == []


def test_the_report_is_looked_through_in_place(screen: Page) -> None:
    """Cards, plots, history, and a sample with input, output, reference and scores."""
    frame = _open(screen)
    assert frame.locator("svg").count() > 10
    assert frame.locator("#trend svg").count() > 1
    frame.locator("#f-suite").select_option("drafting")
    lost = frame.evaluate("() => document.querySelectorAll('#list li').length")
    assert lost > 1
    frame.locator("#list li").nth(1).click()
    for words in ("输入", "参照", "输出", "评分", "来源", "占位符"):
        expect(frame.locator("#detail")).to_contain_text(words)
    frame.locator("#f-suite").select_option("review")
    frame.locator("#f-group").select_option("planted")
    expect(frame.locator("#detail")).to_contain_text("植入方式")
    for where in (screen, frame):
        wide = where.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0


def test_the_frame_reaches_nothing(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("#box textarea")
        frame = _open(page)
        assert frame.evaluate("origin") == "null"
        came_through = [name for name, tried in TRIES.items() if frame.evaluate(tried)]
        assert came_through == []
        assert page.url.startswith(address)
        alone = context.new_page()  # opened by itself it is as far apart
        alone.goto(f"{address}/evaluation-report")
        assert alone.evaluate("origin") == "null"
        came_through = [
            name
            for name in ("cookie", "storage", "server", "script")
            if alone.evaluate(TRIES[name])
        ]
        assert came_through == []
