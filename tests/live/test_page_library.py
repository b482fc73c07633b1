"""The screen 范例库 in a real browser: search, read, take in, correct, take out and bring back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.live, pytest.mark.slow]
ROOT = Path(__file__).resolve().parent.parent.parent
LONG = 60_000  # milliseconds


@pytest.fixture
def library(page: Page) -> Page:
    """The screen, opened."""
    page.locator("#screens").get_by_role("tab", name="范例库", exact=True).first.click()
    page.wait_for_selector("#query-run")
    return page


def _pane(page: Page, name: str) -> None:
    page.locator("#library").get_by_role("tab", name=name).click()


def test_a_search_says_why_and_opens_the_whole_notice(library: Page) -> None:
    library.get_by_role("button", name="公务接待超标准").click()
    hit = library.locator("#hits label").first
    expect(hit).to_contain_text("相近程度", timeout=LONG)
    expect(hit).to_contain_text("公务接待")
    hit.click()
    expect(library.locator("#viewer .highlighted", has_text="当前").first).to_be_visible(
        timeout=LONG
    )
    if os.environ.get("SCREENSHOTS"):
        library.wait_for_timeout(1000)
        library.screenshot(path=ROOT / "tests" / "screenshots" / "library.png")
    library.locator("#filters > button").first.click()
    library.get_by_label("从哪年").fill("1999")
    library.get_by_label("到哪年").fill("1999")
    library.click("#query-run")
    expect(library.locator("#search-about")).to_contain_text("没有可以借鉴的先例", timeout=LONG)


def test_files_are_taken_in_corrected_and_brought_back(library: Page, tmp_path: Path) -> None:
    broken = tmp_path / "空白.txt"
    broken.write_text("\n", encoding="utf-8")
    known = ROOT / "corpus" / "03-zhongxue.md"
    fresh = ROOT / "corpus" / "37-ziranziyuanju.md"
    _pane(library, "收入通报")
    files = [str(path) for path in (known, fresh, broken)]
    library.set_input_files("#intake input[type=file]", files)
    expect(library.locator("#intake-progress")).to_contain_text("已处理3份文件", timeout=LONG)
    rows = library.locator("#intake-rows")
    for words in ("未变", "新增", "跳过", "空白.txt"):
        expect(rows).to_contain_text(words)
    expect(rows).not_to_contain_text(str(tmp_path))
    _pane(library, "全部通报")
    library.locator("#shelf").get_by_text("自然资源局").first.click()
    expect(library.locator("#viewer-about")).to_contain_text("37-ziranziyuanju.md", timeout=LONG)
    library.locator("#care > button").first.click()
    library.locator("#records label").first.click()
    expect(library.locator("#record-problem textarea")).not_to_be_empty(timeout=LONG)
    library.fill("#record-problem textarea", "理论学习抓得不紧（校正）")
    library.click("#record-reword")
    expect(library.locator("#records")).to_contain_text("（校正）", timeout=LONG)
    library.click("#record-undo")
    expect(library.locator("#records")).not_to_contain_text("（校正）", timeout=LONG)
    library.click("#notice-remove")
    expect(library.locator("#trash")).to_contain_text("自然资源局", timeout=LONG)
    expect(library.locator("#viewer-about")).to_contain_text("在回收站里")
    library.click("#notice-restore")
    expect(library.locator("#shelf")).to_contain_text("自然资源局", timeout=LONG)
