"""The screen 审核 in a real browser: both ways of jumping, fixes, waivers, matrix, versions."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from made_files import docx_bytes, paragraph
from playwright.sync_api import Page, expect
from word_view import comment_texts, part

pytestmark = [pytest.mark.live, pytest.mark.slow]
ROOT = Path(__file__).resolve().parent.parent.parent
LONG = 60_000  # milliseconds
HOSTILE = (
    '<img src=x onerror="window.hit=1"><script>window.hit=2</script>\n进一步加强管理，，已整改。'
)


OWN = """中共云汀县园林服务中心党支部关于十届县委第四轮巡察整改进展情况的通报
落实三会一棵，已登记46次。
截止目前，反馈的5个问题已完成4个。
"""


@pytest.fixture
def desk(page: Page) -> Page:
    """The screen with the example under review."""
    page.locator("#screens").get_by_role("tab", name="审核", exact=True).first.click()
    page.click("#desk-example")
    expect(page.locator("#found")).to_contain_text("没有监督联系方式", timeout=LONG)
    expect(page.locator("#marked")).to_contain_text("截止目前", timeout=LONG)
    return page


def _pane(page: Page, name: str) -> None:
    page.locator("#desk").get_by_role("tab", name=name).click()


def test_jumps_both_ways_and_a_commented_copy(desk: Page) -> None:
    desk.locator("#found label", has_text="截止目前").click()
    expect(desk.locator("#marked .highlighted", has_text="当前")).to_contain_text("截止目前")
    expect(desk.locator("#found-detail")).to_contain_text("改为“截至目前”")
    if os.environ.get("SCREENSHOTS"):
        desk.wait_for_timeout(800)
        desk.screenshot(path=ROOT / "tests" / "screenshots" / "review.png")
    desk.locator("#marked .highlighted", has_text="进一步加强管理").click()
    expect(desk.locator("#found-detail")).to_contain_text("空泛")
    expect(desk.locator("#found-warning label", has_text="空泛").locator("input")).to_be_checked()
    with desk.expect_download() as download:
        desk.click("#word")
    assert download.value.suggested_filename.endswith(".docx")
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


def test_fixes_versions_and_the_matrix(desk: Page) -> None:
    _pane(desk, "反馈对照")
    expect(desk.locator("#matrix")).to_contain_text("党费收缴不及时")
    expect(desk.locator("#matrix")).to_contain_text("未回应")
    desk.click("#fix")
    expect(desk.locator("#found")).not_to_contain_text("截止目前", timeout=LONG)
    _pane(desk, "两稿对比")
    expect(desk.locator("#side-old .highlighted")).to_contain_text("止", timeout=LONG)
    expect(desk.locator("#side-new .highlighted")).to_contain_text("至")


def test_a_finding_is_waived_with_a_reason_and_taken_back(desk: Page) -> None:
    desk.locator("#found label", has_text="没有监督联系方式").click()
    desk.locator("#waiving > button").first.click()
    desk.fill("#waive-reason textarea, #waive-reason input", "内部通报，不公开")
    desk.click("#waive")
    expect(desk.locator("#found-summary")).to_contain_text("已豁免1处", timeout=LONG)
    expect(desk.locator("#found")).not_to_contain_text("没有监督联系方式")
    desk.locator("#waived label").first.click()
    desk.click("#unwaive")
    expect(desk.locator("#found")).to_contain_text("没有监督联系方式", timeout=LONG)


def test_the_desk_outlives_a_reload(desk: Page) -> None:
    desk.reload()
    desk.wait_for_selector("#box textarea")
    desk.locator("#screens").get_by_role("tab", name="审核", exact=True).first.click()
    expect(desk.locator("#found")).to_contain_text("没有监督联系方式", timeout=LONG)
    expect(desk.locator("#marked")).to_contain_text("截止目前")


def test_a_waiver_outlives_the_page_and_goes_to_a_file_and_back(page: Page) -> None:
    page.locator("#screens").get_by_role("tab", name="审核", exact=True).first.click()
    page.fill("#desk-text textarea", OWN)
    page.click("#desk-run")
    page.locator("#found label", has_text="三会一棵").click(timeout=LONG)
    page.locator("#waiving > button").first.click()
    page.fill("#waive-reason textarea, #waive-reason input", "引用会议原文")
    page.click("#waive")
    expect(page.locator("#found-summary")).to_contain_text("已豁免1处", timeout=LONG)
    page.reload()
    page.wait_for_selector("#box textarea")
    page.locator("#screens").get_by_role("tab", name="审核", exact=True).first.click()
    expect(page.locator("#found-summary")).to_contain_text("已豁免1处", timeout=LONG)
    page.locator("#waiving > button").first.click()
    expect(page.locator("#waived label")).to_contain_text("引用会议原文（本机")
    with page.expect_download() as download:
        page.click("#waivers-out")
    assert download.value.suggested_filename == "通报.txt.waivers.toml"
    file = Path(download.value.path()).read_text("utf-8")
    assert 'rule = "set-phrase-error"\nquote = "三会一棵"' in file
    page.locator("#waived label").click()
    page.click("#unwaive")
    expect(page.locator("#found")).to_contain_text("三会一棵", timeout=LONG)
    upload = {"name": "通报.txt.waivers.toml", "mimeType": "text/plain", "buffer": file.encode()}
    with page.expect_file_chooser() as chooser:
        page.click("#waivers-in")
    chooser.value.set_files(upload)  # type: ignore[arg-type]  # a file that is not on disk
    expect(page.locator("#found-summary")).to_contain_text("已豁免1处", timeout=LONG)
    page.locator("#waive-history summary").click()
    expect(page.locator("#waive-history")).to_contain_text("撤销豁免　固定表述")


def test_the_word_copy_keeps_the_uploads_layout_after_a_reload(page: Page) -> None:
    page.locator("#screens").get_by_role("tab", name="审核", exact=True).first.click()
    body = "".join(paragraph(line, '<w:spacing w:line="579"/>') for line in OWN.splitlines())
    with page.expect_file_chooser() as chooser:
        page.click("#desk-upload")
    file = {"name": "通报.docx", "mimeType": "application/msword", "buffer": docx_bytes(body)}
    chooser.value.set_files(file)  # type: ignore[arg-type]  # a file that is not on disk
    expect(page.locator("#word")).to_be_enabled(timeout=LONG)
    page.reload()
    page.wait_for_selector("#box textarea")
    page.locator("#screens").get_by_role("tab", name="审核", exact=True).first.click()
    expect(page.locator("#word")).to_be_enabled(timeout=LONG)
    with page.expect_download() as download:
        page.click("#word")
    copy = Path(download.value.path()).read_bytes()
    spaced = part(copy).xpath("//*[local-name()='spacing']/@*[local-name()='line']")
    assert spaced == ["579"] * len(OWN.splitlines())
    assert len(comment_texts(copy)) > 2


def test_what_the_review_misses_is_written_in_the_chat(desk: Page) -> None:
    desk.click("#complete")
    written = desk.locator("#chat .bot").last
    expect(written).to_contain_text("【待填：带区号的电话】", timeout=LONG)
    expect(written).to_contain_text("下一步工作")


def test_hostile_text_runs_nothing_and_ctrl_enter_reviews(page: Page) -> None:
    page.locator("#screens").get_by_role("tab", name="审核", exact=True).first.click()
    page.fill("#desk-text textarea", HOSTILE)
    page.locator("#desk-text textarea").press("Control+Enter")
    expect(page.locator("#marked")).to_contain_text("<script>", timeout=LONG)
    page.locator("#found label").first.click()
    expect(page.locator("#found-detail")).not_to_be_empty()
    assert page.evaluate("window.hit") is None
