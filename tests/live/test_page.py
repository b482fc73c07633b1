"""The page in a real browser: draft, sources, precedents, review, fixes, reload, hostile text."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.ui.wording import EXAMPLES

pytestmark = [pytest.mark.live, pytest.mark.slow]
ROOT = Path(__file__).resolve().parent.parent.parent
PROBLEMS = (
    "1. 公务接待审批不严格，超标准接待时有发生\n事实：9月2日印发《公务接待管理办法》\n"
    "2. 一把手开会先定调，末位表态制度执行不严"
)
_DRAFT = EXAMPLES[-1][0]
LONG = 60_000  # milliseconds: a busy machine starts its models slowly


def _send(page: Page, text: str) -> None:
    page.fill("#box textarea", text)
    page.locator("#box textarea").press("Control+Enter")


def test_draft_with_sources_one_click_away(page: Page) -> None:
    _send(page, PROBLEMS)
    expect(page.locator("#chat")).to_contain_text("问题2／2", timeout=LONG)
    chat = page.locator("#chat .bot").last
    expect(chat.locator("mark").first).to_contain_text("【待填：")
    expect(chat).to_contain_text("9月2日印发《公务接待管理办法》")
    expect(page.locator("#draft-text textarea")).not_to_be_empty(timeout=LONG)
    if os.environ.get("SCREENSHOTS"):
        page.screenshot(path=ROOT / "tests" / "screenshots" / "draft.png")
    source = chat.locator("details").first
    source.locator("summary").click()
    expect(source).to_contain_text("应带佐证")
    copied = page.locator("#draft-text textarea")
    expect(copied).to_have_value(re.compile("9月2日印发《公务接待管理办法》"), timeout=LONG)
    with page.expect_download() as download:
        page.click("#download")
    assert download.value.suggested_filename.endswith(".md")
    text = Path(download.value.path()).read_text("utf-8")
    assert text.startswith("## 1．公务接待审批不严格")


def test_a_whole_precedent_is_shown_with_its_record_marked(page: Page) -> None:
    _send(page, "公务接待费控制不严")
    expect(page.locator("#chat")).to_contain_text("参考范例", timeout=LONG)
    page.get_by_role("tab", name="范例").click()
    page.locator("#precedents label").first.click()
    expect(page.locator("#notice")).to_contain_text("公务接待", timeout=LONG)


def test_review_jumps_and_applies_safe_fixes(page: Page) -> None:
    page.get_by_text("中共云汀县园林服务中心党支部关于").first.click()
    page.click("#send")
    expect(page.locator("#findings")).to_contain_text("没有监督联系方式", timeout=LONG)
    expect(page.locator("#findings")).to_contain_text("截止目前")
    page.locator("#findings label", has_text="截止目前").click()
    expect(page.locator("#marked")).to_contain_text("当前")
    if os.environ.get("SCREENSHOTS"):
        page.wait_for_timeout(800)
        page.screenshot(path=ROOT / "tests" / "screenshots" / "review.png")
    with page.expect_download() as download:
        page.click("#word")
    assert download.value.suggested_filename.endswith(".docx")
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
    page.click("#fix")
    expect(page.locator("#marked")).to_contain_text("截至目前", timeout=LONG)
    expect(page.locator("#findings")).not_to_contain_text("截止目前")


def test_what_the_review_misses_is_written(page: Page) -> None:
    page.get_by_text("中共云汀县园林服务中心党支部关于").first.click()
    page.click("#send")
    expect(page.locator("#findings")).to_contain_text("没有监督联系方式", timeout=LONG)
    page.click("#complete")
    written = page.locator("#chat .bot").last
    expect(written).to_contain_text("【待填：带区号的电话】", timeout=LONG)
    expect(written).to_contain_text("下一步工作")


def test_a_file_is_uploaded_and_reviewed(page: Page, tmp_path: Path) -> None:
    place = tmp_path / "草稿.txt"
    place.write_text(_DRAFT, encoding="gb18030")
    page.set_input_files("#upload input[type=file], input[type=file]", str(place))
    expect(page.locator("#findings")).to_contain_text("截止目前", timeout=LONG)


def test_a_reload_and_a_second_session(page: Page) -> None:
    _send(page, "固定资产账实不符")
    expect(page.locator("#chat .bot").last).to_contain_text("归类", timeout=LONG)
    expect(page.locator("#draft-text textarea")).not_to_be_empty(timeout=LONG)
    page.reload()
    expect(page.locator("#chat")).to_contain_text("固定资产账实不符", timeout=LONG)
    other = page.context.browser
    assert other is not None
    with other.new_context() as context:
        stranger = context.new_page()
        stranger.goto(page.url)
        stranger.wait_for_selector("#box textarea")
        expect(stranger.locator("#chat")).not_to_contain_text("固定资产账实不符")


def test_hostile_text_runs_nothing(page: Page) -> None:
    _send(page, '<img src=x onerror="window.hit=1"> ![](http://192.0.2.1/b.png) 公车管理松')
    expect(page.locator("#chat .bot").last).to_contain_text("归类", timeout=LONG)
    assert page.evaluate("window.hit") is None
    assert page.locator("#chat img[src*='192.0.2.1']").count() == 0
