"""The chat in a real browser: draft, sources, precedents, stop, retry, reload, hostile text."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from mock_endpoint import MODEL, MockEndpoint, running, talk
from playwright.sync_api import Page, expect

from assistant.ui import examples

pytestmark = [pytest.mark.live, pytest.mark.slow]
ROOT = Path(__file__).resolve().parent.parent.parent
PROBLEMS = (
    "1. 公务接待审批不严格，超标准接待时有发生\n事实：9月2日印发《公务接待管理办法》\n"
    "2. 一把手开会先定调，末位表态制度执行不严"
)
SAID = {
    "measures": [
        {
            "text": "逐笔复核以往公务接待的报销凭证，重点核查无公函、超标准、超陪餐人数的情形，"
            "超标准费用清退【待填：清退金额】。",
            "precedents": [],
            "facts": [],
        },
        {
            "text": "9月2日印发《公务接待管理办法》，明确审批权限、接待标准和陪餐人数，"
            "先审批后接待，财务人员凭审批单报销。",
            "precedents": [],
            "facts": [1],
        },
    ]
}
LONG = 60_000  # milliseconds: a busy machine starts its models slowly


def _send(page: Page, text: str) -> None:
    page.fill("#box textarea", text)
    page.locator("#box textarea").press("Control+Enter")


def _screen(page: Page, name: str) -> None:
    page.locator("#screens").get_by_role("tab", name=name, exact=True).first.click()


def test_draft_with_sources_one_click_away(page: Page) -> None:
    _send(page, PROBLEMS)
    expect(page.locator("#chat")).to_contain_text("问题2／2", timeout=LONG)
    chat = page.locator("#chat .bot").last
    expect(chat.locator("mark").first).to_contain_text("【待填：")
    expect(chat).to_contain_text("9月2日印发《公务接待管理办法》")
    expect(chat).to_contain_text("由离线引擎起草")
    copied = page.locator("#draft-text textarea")
    expect(copied).to_have_value(re.compile("9月2日印发《公务接待管理办法》"), timeout=LONG)
    if os.environ.get("SCREENSHOTS"):
        page.wait_for_timeout(500)
        page.screenshot(path=ROOT / "tests" / "screenshots" / "draft.png")
    source = chat.locator("details").first
    source.locator("summary").click()
    expect(source).to_contain_text("应带佐证")
    with page.expect_download() as download:
        page.click("#download")
    assert download.value.suggested_filename.endswith(".md")
    text = Path(download.value.path()).read_text("utf-8")
    assert text.startswith("## 1．公务接待审批不严格")
    page.locator("#panel").get_by_role("tab", name="范例").click()
    page.locator("#precedents label").first.click()
    expect(page.locator("#notice .highlighted").first).to_be_visible(timeout=LONG)


def test_an_example_runs_with_one_click_and_what_is_missing_is_asked(page: Page) -> None:
    page.get_by_text("起草：公务接待问题，附一条事实").click()
    expect(page.locator("#chat .bot").last).to_contain_text("还缺", timeout=LONG)
    page.click("#ask-missing")
    expect(page.locator("#chat .bot").last).to_contain_text("问题1第", timeout=LONG)


def test_a_model_streams_and_is_stopped_and_done_again_offline(page: Page) -> None:
    slow = talk(json.dumps(SAID, ensure_ascii=False), piece=2, pause=0.12)
    with running(MockEndpoint([slow])) as endpoint:
        try:
            _use_model(page, endpoint.address, MODEL)
            _send(page, examples.PROBLEM)
            chat = page.locator("#chat .bot").last
            expect(chat).to_contain_text(f"{MODEL}正在起草", timeout=LONG)
            height = page.locator("#chat").bounding_box()
            page.fill("#box textarea", "下一个问题")
            expect(chat).to_contain_text("逐笔复核", timeout=LONG)
            expect(page.locator("#box textarea")).to_have_value("下一个问题")
            assert page.locator("#chat").bounding_box() == height  # nothing jumps
            page.keyboard.press("Escape")
            expect(page.locator("#chat .bot").last).to_contain_text("已停止", timeout=LONG)
            assert endpoint.dropped.wait(10)
        finally:
            _use_model(page, "", "")
    page.click("#offline-again")
    expect(page.locator("#chat .bot").last).to_contain_text("由离线引擎起草", timeout=LONG)


def _use_model(page: Page, address: str, model: str) -> None:
    """Set the engine on the settings page, which says then what is in use."""
    _screen(page, "设置")
    expect(page.locator("#engine-about")).to_contain_text("引擎", timeout=LONG)
    page.get_by_label("接口地址").fill(address)
    page.get_by_label("模型名称").fill(model)
    page.click("#engine-save")
    expect(page.locator("#engine-about")).to_contain_text(model or "离线引擎", timeout=LONG)
    _screen(page, "对话")


def test_a_pasted_notice_is_reviewed_beside_the_chat_and_handed_over(page: Page) -> None:
    page.get_by_text("审核：一篇通报草稿").click()
    expect(page.locator("#findings")).to_contain_text("没有监督联系方式", timeout=LONG)
    page.locator("#findings label", has_text="截止目前").click()
    expect(page.locator("#chat-marked")).to_contain_text("当前")
    page.click("#open-review")
    expect(page.locator("#found")).to_contain_text("没有监督联系方式", timeout=LONG)
    expect(page.locator("#marked")).to_contain_text("截止目前")


def test_a_file_is_uploaded_and_reviewed(page: Page, tmp_path: Path) -> None:
    place = tmp_path / "草稿.txt"
    place.write_text(examples.DRAFT, encoding="gb18030")
    page.set_input_files("#upload input[type=file], input[type=file]", str(place))
    expect(page.locator("#findings")).to_contain_text("截止目前", timeout=LONG)


def test_a_reload_and_a_second_session(page: Page) -> None:
    _send(page, "固定资产账实不符")
    expect(page.locator("#chat .bot").last).to_contain_text("归类", timeout=LONG)
    expect(page.locator("#draft-text textarea")).not_to_be_empty(timeout=LONG)
    page.reload()
    expect(page.locator("#chat")).to_contain_text("固定资产账实不符", timeout=LONG)
    expect(page.locator("#draft-text textarea")).not_to_be_empty(timeout=LONG)
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
