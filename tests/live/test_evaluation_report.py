"""The evaluation's report in a browser: plots, the samples and their filters, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.settings import read_settings
from eval.log import make_log
from eval.registry import SUITES
from eval.report.page import write_page
from eval.runner import run_suite
from eval.world import World

pytestmark = pytest.mark.live
NASTY = "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Facts and review as run, one sample failed and one with markup in its output."""
    folder = tmp_path_factory.mktemp("report")
    world = World(replace(read_settings({}), data_dir=folder / "data"))
    suites = [SUITES["facts"], SUITES["review"]]
    results = [
        result
        for suite in suites
        for result in run_suite(suite, world, fast=True, show_progress=False)
    ]
    world.close()
    results[0] = replace(
        results[0],
        output=None,
        error="ValueError: 坏了",
        scores=suites[0].score(results[0].sample, None),
    )
    results[1] = replace(results[1], output={"text": NASTY})
    head = {
        "created": "2026-01-02T03:04:05",
        "settings": {},
        "data": {},
        "models": {},
        "notices": 40,
    }
    write_page(make_log(head, suites, results), folder / "report.html")
    return folder / "report.html"


@pytest.fixture(params=[1280, 390], ids=["desk", "phone"])
def page(browser: Browser, report: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The report, opened from a file; fails on a console error or a request for anything else."""
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    opened = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda sent: asked.append(sent.url))
    opened.on("console", lambda told: said.append(told.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(report.as_uri())
    yield opened
    assert asked == [report.as_uri()]
    assert said == []
    context.close()


def test_cards_plots_and_tables(page: Page) -> None:
    headlines = [m for name in ("facts", "review") for m in SUITES[name].measures if m.headline]
    expect(page.locator(".card")).to_have_count(len(headlines))
    for title in (
        "无据事实召回，按种类",
        "植入缺陷召回，逐条规则",
        "标注处首尾偏差（字），逐条规则",
    ):
        expect(page.get_by_role("img", name=title)).to_be_visible()
    assert page.locator("#review table").last.locator("tbody tr").count() == len(
        SUITES["review"].labels
    )
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide


def test_samples_are_filtered_and_shown(page: Page) -> None:
    rows, count = page.locator("#list li"), page.locator("#f-count")
    everything = count.inner_text()
    page.locator("#f-suite").select_option("facts")
    assert count.inner_text() != everything
    page.locator("#f-state").select_option("error")
    expect(rows).to_have_count(1)
    expect(page.locator("#detail")).to_contain_text("出错：ValueError: 坏了")
    page.locator("#f-state").select_option("")
    page.locator("#f-text").fill("onerror=alert")
    expect(rows).to_have_count(1)
    expect(page.locator("#detail")).to_contain_text(NASTY)  # as text
    assert page.title() != "taken"
    page.locator("#f-text").fill("没有这样的文字")
    expect(rows).to_have_count(0)


def test_a_defect_shows_what_was_found(page: Page) -> None:
    page.locator("#f-suite").select_option("review")
    page.locator("#f-group").select_option("planted")
    page.locator("#list").focus()
    page.keyboard.press("ArrowDown")
    detail = page.locator("#detail")
    for words in ("输入", "参照", "输出", "评分", "植入方式", "应有的发现", "植入缺陷召回"):
        expect(detail).to_contain_text(words)
