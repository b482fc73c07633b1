"""The report's route: the newest public report only, in an origin of its own, with a policy of its own."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.ui.evaluation import figures
from assistant.ui.evaluation.report import ADDRESS, ReportRoute, page_of, policy_of
from assistant.ui.headers import SafeHeaders
from eval.cli import REPORT
from eval.log import make_log
from eval.report.page import page_of as written

HEAD = {"created": "2026-02-01T00:00:00", "commit": "d9", "data": {}, "models": {}, "notices": 1}


async def _page(_: Request) -> Response:
    return PlainTextResponse("page")


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    """The route in front of a page, with no committed baseline."""
    app = Starlette(
        routes=[Route("/{path:path}", _page)],
        middleware=[Middleware(SafeHeaders), Middleware(ReportRoute, data_dir=tmp_path)],
    )
    return TestClient(app, base_url="http://127.0.0.1:7860")


def _run(folder: Path, name: str, notices: str, day: int, page: str | None = None) -> Path:
    """A run of this machine, its report beside it."""
    logs = folder / "eval" / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    settings = {"suites": [], "notices": notices}
    head = {**HEAD, "created": f"2026-02-0{day}T00:00:00", "settings": settings}
    log = {**head, "schema": "eval-log/1", "figures": {"a": {"b": {"value": 1}}}}
    (logs / f"{name}.json").write_text(json.dumps(log), "utf-8")
    report = logs / f"{name}.html"
    report.write_text(page or written(make_log({**head, "commit": name}, (), ())), "utf-8")
    return report


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A history whose titles name the one figure of the runs below."""
    point = {"created": "2026-01-01", "commit": "c", "figures": {}, "titles": {"a.b": "指标"}}
    (tmp_path / "history.jsonl").write_text(json.dumps(point) + "\n", "utf-8")
    read = figures.read_evaluations
    monkeypatch.setattr(
        figures, "read_evaluations", lambda folder: read(folder, tmp_path / "history.jsonl")
    )


def test_only_the_newest_public_report_is_served(client: TestClient, tmp_path: Path) -> None:
    assert client.get(ADDRESS).status_code == 404
    _run(tmp_path, "first", "corpus", 1)
    assert "first" in client.get(ADDRESS).text
    newest = _run(tmp_path, "second", "corpus", 2)
    _run(tmp_path, "third", "somebody's folder", 3)  # its texts are not for every user
    answer = client.get(ADDRESS)
    assert answer.content == newest.read_bytes()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    for asked in (f"{ADDRESS}/", f"{ADDRESS}?path={tmp_path}/third.html"):
        assert client.get(asked).content == newest.read_bytes()
    for method in ("POST", "HEAD", "PUT"):
        assert client.request(method, ADDRESS).status_code == 404
    assert client.get("/").text == "page"
    plain = client.get(ADDRESS, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == newest.read_bytes()


def test_a_report_that_changes_is_read_again(client: TestClient, tmp_path: Path) -> None:
    report = _run(tmp_path, "first", "corpus", 1)
    assert "first" in client.get(ADDRESS).text
    report.write_text(report.read_text("utf-8").replace("first", "again"), "utf-8")
    os.utime(report, (1, 1))
    assert "again" in client.get(ADDRESS).text


def test_the_policy_lets_nothing_in_and_nothing_out(client: TestClient, tmp_path: Path) -> None:
    _run(tmp_path, "first", "corpus", 1)
    policies = client.get(ADDRESS).headers.get_list("content-security-policy", split_commas=True)
    own = next(policy for policy in policies if "sandbox" in policy)
    parts = dict(part.strip().partition(" ")[::2] for part in own.split(";"))
    assert parts["default-src"] == "'none'"
    assert parts["sandbox"] == "allow-scripts"
    assert parts["frame-ancestors"] == "'self'"
    for kind in ("script-src", "style-src"):
        assert re.fullmatch(r"'sha256-[A-Za-z0-9+/=]{44}'", parts[kind])


def test_a_page_that_states_no_policy_or_another_is_not_served(
    client: TestClient, tmp_path: Path
) -> None:
    ours = written(make_log(HEAD, (), ()))
    assert policy_of(ours.encode()) is not None
    stated = re.search(r'content="(default-src[^"]*)"', ours)
    assert stated is not None
    looser = (
        "<!doctype html><title>older</title>",
        ours.replace("script-src 'sha256-", "script-src 'unsafe-inline' 'sha256-"),
        ours.replace("default-src 'none'", "default-src *"),
        ours.replace("; base-uri 'none'", ""),
        f"<!doctype html>{' ' * 1200}{ours}",  # a policy that stands where a log's words could
    )
    for number, page in enumerate(looser, 1):
        assert page != ours
        report = _run(tmp_path, "run", "corpus", 1, page)
        os.utime(report, (number, number))
        assert client.get(ADDRESS).status_code == 404


def test_words_of_a_log_cannot_loosen_the_policy(tmp_path: Path) -> None:
    nasty = "'; script-src * \"><script>alert(1)</script>"
    page = written(make_log({**HEAD, "created": nasty, "models": {"m": nasty}}, (), ()))
    assert policy_of(page.encode()) == policy_of(written(make_log(HEAD, (), ())).encode())
    assert "<script>alert" not in page


LARGEST = 400_000  # bytes: the report is committed anew with each baseline


def test_the_committed_report_can_be_shown_before_any_run() -> None:
    page = page_of(REPORT)
    assert policy_of(page) is not None
    assert len(REPORT.read_bytes()) < LARGEST
