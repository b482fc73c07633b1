"""A real page: app.py as a process of its own, offline, and a browser that logs its requests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
SUPPORT = ROOT / "tests" / "support"
NOTICES = ("03-zhongxue.md", "06-liaowancun.md", "11-fazhangaigewei.md")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, warm_library: Path) -> Iterator[str]:
    """The address of a running page with a small corpus."""
    folder = tmp_path_factory.mktemp("page")
    shutil.copy(warm_library, folder / "library.db")
    environment = {
        **os.environ,
        "ASSISTANT_DATA_DIR": str(folder),
        "ASSISTANT_PORT": "0",
        "PYTHONPATH": str(SUPPORT),
    }
    corpus = [str(ROOT / "corpus" / name) for name in NOTICES]
    ingest = [sys.executable, "-m", "assistant", "ingest", *corpus]
    subprocess.run(ingest, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=300)
    with subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            if found:
                yield found[0]
                break
        else:
            pytest.fail("app.py did not start:\n" + "".join(said))
        process.terminate()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all live tests."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        yield running
        running.close()


# what the browser says of calls that were under way when the page was left
_CUT_OFF = ("AbortError: signal is aborted", "Unexpected error Connection errored out")


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh session on the page; fails on an outside request or a console error.

    After a reload the calls that it cut off are no errors: whether one was still under way is a
    matter of how busy the machine is.
    """
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    outside: list[str] = []
    errors: list[str] = []
    loads: list[Page] = []
    opened = context.new_page()
    opened.on("request", lambda request: outside.append(request.url))
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("load", lambda loaded: loads.append(loaded))
    opened.goto(address)
    opened.wait_for_selector("#box textarea")
    yield opened
    context.close()
    local = ("http://127.0.0.1:", "data:", "blob:")
    assert [url for url in outside if not url.startswith(local)] == []
    reloaded = len(loads) > 1
    assert [said for said in errors if not (reloaded and said.startswith(_CUT_OFF))] == []
