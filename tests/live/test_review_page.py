"""The review page in a real browser: it opens alone, jumps both ways, filters, asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.render.html import review_html
from assistant.review.review import review

pytestmark = [pytest.mark.live, pytest.mark.slow]
FILLER = "".join(f"第{n}段，凭证均已归档。\n" for n in range(1, 120))
TEXT = (
    "关于“公车管理松”问题。一是9月2日修订《派车办法》，抽查41份。\n"
    f"<script>document.title='错'</script><img src='http://example.gov.cn/a.png'>\n{FILLER}"
    "落实三会一棵，，已整改。甲,乙\n"
)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    notice = parse(Document(text=TEXT, source="a.txt"))
    found = review(notice, feedback=("公务用车管理松散", "党费收缴不及时"))
    path = tmp_path / "review.html"
    path.write_text(review_html(found, TEXT), "utf-8")
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert said == []
    yield page
    page.close()


def test_the_draft_is_shown_and_not_run(opened: Page) -> None:
    expect(opened).to_have_title("审核意见：a.txt")
    assert opened.locator(".draft").evaluate("draft => draft.textContent") == TEXT
    assert opened.locator(".draft img, .draft script").count() == 0
    assert opened.locator("details.coverage tbody tr").count() == 2


def test_jumps_both_ways(opened: Page) -> None:
    item = opened.locator("li.finding", has_text="set-phrase-error").first
    mark = opened.locator(".mark", has_text="三会一棵").first
    expect(mark).not_to_be_in_viewport()
    item.locator(".jump").click()
    expect(mark).to_be_in_viewport()
    opened.locator(".draft").evaluate("draft => draft.scrollTo(0, 0)")
    opened.locator(".list").evaluate("list => list.scrollTo(0, 0)")
    mark.click()
    number = mark.get_attribute("data-findings")
    assert number is not None
    assert opened.url.endswith(f"#f{number.split()[0]}")
    expect(item).to_be_in_viewport()


def test_filter(opened: Page) -> None:
    errors = opened.locator("li.finding.error")
    assert errors.count() > 0
    opened.locator(".filter input[value=error]").uncheck()
    expect(errors.first).to_be_hidden()
    expect(opened.locator("li.finding.info").first).to_be_visible()
    opened.locator(".filter input[value=error]").check()
    expect(errors.first).to_be_visible()


def test_dark_and_print(opened: Page) -> None:
    ground = "() => getComputedStyle(document.body).backgroundColor"
    opened.emulate_media(color_scheme="light")
    light = opened.evaluate(ground)
    opened.emulate_media(color_scheme="dark")
    assert opened.evaluate(ground) != light
    opened.emulate_media(media="print")
    expect(opened.locator(".filter")).to_be_hidden()
