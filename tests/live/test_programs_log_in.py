"""Other programs on a page with login: MCP tools and named endpoints ask who it is, every time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import httpx
import pytest
import tools
from caller import Caller
from gradio_client import Client
from gradio_client.exceptions import AppError
from mock_endpoint import MODEL, MockEndpoint, running, talk
from served import served

from assistant.accounts.users import Users

pytestmark = [
    pytest.mark.live,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PASSWORD = "河边的第7棵柳树，春天"
ENDPOINTS = ("search", "draft", "review", "facts", "parse")
GIVEN: Mapping[str, Mapping[str, str]] = {
    "search": {"query": "接待"}, "draft": {"problem": "公务接待超标准"}, "review": {"text": "一"},
    "facts": {"draft": "3月5日开会", "problem": "会议少"}, "parse": {"text": "一"},
}  # fmt: skip
CALLS = 40  # a minute and user
Mode = Literal["users", "header"]


@dataclass(frozen=True, kw_only=True)
class Site:
    """A running page with login; ``zhao`` is a clerk, ``li`` shut out."""

    address: str
    mode: Mode
    users: Users

    def credentials(self, name: str) -> dict[str, str]:
        """What a program of this user sends along with every request."""
        if self.mode == "header":
            return {"X-Remote-User": name}
        with Caller(self.address) as caller:
            caller.login(name, PASSWORD)
            return {"Cookie": "; ".join(f"{k}={v}" for k, v in caller.http.cookies.items())}


@pytest.fixture(scope="module", params=["users", "header"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, warm_library: Path
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("programs")
    shutil.copy(warm_library, folder / "library.db")
    users = Users(folder)
    for name, role in {"zhao": "clerk", "qian": "clerk", "li": "clerk", "admin": "admin"}.items():
        users.add(name, role, PASSWORD)
    limits = {"ASSISTANT_RATE_CALLS": str(CALLS), "ASSISTANT_RATE_UPLOADS": "5"}
    with served(folder, ASSISTANT_LOGIN=request.param, **limits) as address:
        yield Site(address=address, mode=request.param, users=users)


def test_the_tools_answer_who_logs_in(site: Site) -> None:
    known = site.credentials("zhao")
    assert set(tools.names(site.address, known)) == set(ENDPOINTS)
    drafted = tools.use(site.address, "draft", known, problem="公务接待超标准")
    assert json.loads(drafted.text)["schema"] == "draft/1"
    reviewed = tools.use(site.address, "review", known, text="公务接待超标准")
    assert json.loads(reviewed.text)["schema"] == "review/1"
    wrong = tools.use(site.address, "review", known, text="")
    assert (wrong.failed, "内容是空的" in wrong.text) == (True, True)


@pytest.mark.parametrize("name", [None, "li", "mallory"])
def test_no_tool_answers_a_stranger(site: Site, name: str | None) -> None:
    site.users.set_disabled("li", False)
    headers = site.credentials(name) if name else {}
    site.users.set_disabled("li", True)
    tools.use(
        site.address, "review", site.credentials("zhao"), text="一"
    )  # nobody's after somebody
    for tool in ENDPOINTS:
        with pytest.raises(PermissionError, match="401"):
            tools.use(site.address, tool, headers, **GIVEN[tool])
    with pytest.raises(PermissionError, match="401"):
        tools.names(site.address, headers)


def test_who_is_shut_out_has_no_tools_from_then_on(site: Site) -> None:
    known = site.credentials("qian")
    assert not tools.use(site.address, "parse", known, text="一").failed
    site.users.set_disabled("qian", True)
    try:
        with pytest.raises(PermissionError, match="401"):
            tools.use(site.address, "parse", known, text="一")
    finally:
        site.users.set_disabled("qian", False)


def test_a_header_from_elsewhere_is_nobodys_name(site: Site) -> None:
    """Only the proxy is believed, and only with header login."""
    if site.mode == "users":
        with pytest.raises(PermissionError, match="401"):
            tools.use(site.address, "review", {"X-Remote-User": "admin"}, text="一")
        with pytest.raises(PermissionError, match="401"):
            tools.use(site.address, "review", {"X-Gradio-User": "mcp"}, text="一")


def test_named_endpoints_ask_too(site: Site) -> None:
    body = {"data": ["公务接待超标准"]}
    url = f"{site.address}/gradio_api/call/review"
    assert httpx.post(url, json=body, trust_env=False).status_code == 401
    with httpx.Client(headers=site.credentials("zhao"), trust_env=False) as known:
        begun = known.post(url, json=body)
        assert begun.status_code == 200
        told = known.get(f"{url}/{begun.json()['event_id']}").text
        assert "review/1" in told


def test_too_many_calls_are_refused_in_chinese(site: Site) -> None:
    known = site.credentials("admin")
    client = _client(site, "admin")
    for _ in range(CALLS // 2):
        client.predict("一", api_name="/parse")
    told = [tools.use(site.address, "parse", known, text="一") for _ in range(CALLS // 2 + 1)]
    assert [one.failed for one in told] == [False] * (CALLS // 2) + [True]
    assert "太多次" in told[-1].text
    with pytest.raises(AppError, match="太多次"):
        client.predict("一", api_name="/parse")
    assert not tools.use(site.address, "parse", site.credentials("qian"), text="一").failed


def test_too_many_uploads_are_refused(site: Site) -> None:
    with httpx.Client(headers=site.credentials("qian"), trust_env=False) as known:
        url = f"{site.address}/gradio_api/upload"
        answers = [known.post(url, files={"files": ("一.txt", b"1")}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert "上传太多次" in answers[-1].text


def _client(site: Site, name: str) -> Client:
    if site.mode == "users":
        return Client(site.address, auth=(name, PASSWORD), verbose=False)
    return Client(site.address, headers={"X-Remote-User": name}, verbose=False)


def _answers() -> list[str]:
    texts = [
        "对公务接待开展全面自查，逐笔核对公函和清单，发现的问题逐项登记、限期改正。",
        "修订公务接待管理办法，明确审批权限和办理程序，由财务科室按季度抽查。",
    ]
    measures = [{"text": text, "precedents": [], "facts": []} for text in texts]
    return [json.dumps({"measures": measures}, ensure_ascii=False)]


def test_a_model_set_on_the_page_answers_programs_at_once(site: Site) -> None:
    endpoint = MockEndpoint([talk(text) for text in _answers()])
    with running(endpoint), Caller(site.address) as admin:
        admin.http.headers.update(site.credentials("admin"))
        page = admin.http.get("/config").json()
        save = next(one["id"] for one in page["dependencies"] if one["api_name"] == "save_engine")
        values = ["auto", endpoint.address, MODEL, "", "", "", ""]
        with Caller(site.address) as clerk:
            clerk.http.headers.update(site.credentials("zhao"))
            assert "没有这项权限" in clerk.event(save, values)[1]
        known = site.credentials("zhao")
        before = json.loads(tools.use(site.address, "draft", known, problem="公务接待超标准").text)
        assert before["engine"] == "offline"
        try:
            assert admin.event(save, values)[0] == 200
            after = tools.use(site.address, "draft", known, problem="公务接待超标准")
            assert json.loads(after.text)["model"] == MODEL
            given = ("公务接待超标准", [], "", "progress")
            called = _client(site, "zhao").predict(*given, api_name="/draft")
            assert (called["engine"], called["model"]) == ("llm", MODEL)
            offline = tools.use(
                site.address, "draft", known, problem="公务接待超标准", engine="offline"
            )
            assert json.loads(offline.text)["engine"] == "offline"
        finally:
            admin.event(save, ["offline", "", "", "", "", "", ""])
