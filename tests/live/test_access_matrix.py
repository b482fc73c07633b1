"""Every event of the page, by everybody, over plain HTTP: who may not, changes and sees nothing.

Events are called as anybody could who knows their number (the page's public configuration tells
it), with the project and the conversation of somebody else in their inputs.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from caller import Caller
from figures import record
from gradio_client import Client
from served import served

from assistant.accounts.users import Users
from assistant.chat.history import new_conversation

pytestmark = [
    pytest.mark.live,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PASSWORD = "河边的第7棵柳树，春天"
MARK = "白鹭洲档案"  # in the owner's project and chat, and nowhere else
ROLES = {"zhao": "clerk", "qian": "clerk", "sun": "reviewer", "admin": "admin", "li": "clerk"}
REFUSED = ("没有这项权限", "登录已失效")
# name of an event (with its inputs where two share a name) -> the roles that may send it;
# every other one is for everybody who has logged in
REVIEWERS, ADMINS = {"reviewer", "admin"}, {"admin"}
ALLOWED: Mapping[str, set[str]] = {
    "waive": REVIEWERS, "unwaive": REVIEWERS, "bring": REVIEWERS, "rebuild": ADMINS, "take_in": ADMINS,
    "merge": ADMINS, "reword": ADMINS, "split": ADMINS, "undo": ADMINS, "remove state": ADMINS,
    "restore state": ADMINS, "save_engine": ADMINS, "check": ADMINS, "save_unit": ADMINS,
    "save_level": ADMINS, "reset_levels": ADMINS,
}  # fmt: skip
Mode = Literal["users", "header"]


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event with a handler: its number, its name without a count, the kinds of its inputs."""

    number: int
    name: str
    inputs: tuple[str, ...]

    def allows(self, role: str) -> bool:
        exact = ALLOWED.get(" ".join([self.name, *self.inputs]))
        allowed = exact or ALLOWED.get(self.name)
        return allowed is None or role in allowed


class Site:
    """A running page with login and its users."""

    def __init__(self, address: str, mode: Mode, folder: Path) -> None:
        self.address, self.mode, self.folder = address, mode, folder
        self.users = Users(folder)
        self.conversation = new_conversation()
        self.project = ""
        with self.visitor("admin") as admin:
            self.events = events(admin)

    @contextmanager
    def visitor(self, name: str | None) -> Iterator[Caller]:
        by_header = {"X-Remote-User": name} if name and self.mode == "header" else {}
        with Caller(self.address, by_header) as caller:
            if name and self.mode == "users":
                caller.login(name, PASSWORD)
            yield caller

    def event(self, name: str) -> Event:
        return next(one for one in self.events if " ".join([one.name, *one.inputs]) == name)

    def values(self, event: Event) -> list[Any]:
        """Inputs that name the owner's project and conversation wherever one could stand."""
        made: dict[str, Any] = {
            "dropdown": self.project, "browserstate": self.conversation, "textbox": "接待超标准",
            "chatbot": [], "checkboxgroup": [], "button": "接待超标准", "api": "接待超标准",
            "dataframe": {"headers": [], "data": [], "metadata": None},
        }  # fmt: skip
        if event.name in ("split", "save_level"):  # Gradio itself refuses what is no choice
            made["dropdown"] = None
        return [made.get(kind) for kind in event.inputs]


def events(caller: Caller) -> list[Event]:
    """Every event of the page that runs a handler on the server."""
    page = caller.http.get("/config").json()
    kinds = {one["id"]: one["type"] for one in page["components"]}
    return [
        Event(
            number=one["id"],
            name=re.sub(r"_\d+$", "", one["api_name"] or ""),
            inputs=tuple(kinds[key] for key in one["inputs"]),
        )
        for one in page["dependencies"]
        if one["backend_fn"]
    ]


@pytest.fixture(scope="module", params=["users", "header"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, warm_library: Path
) -> Iterator[Site]:
    """A page on which one clerk has a project and a conversation."""
    folder = tmp_path_factory.mktemp("matrix")
    shutil.copy(warm_library, folder / "library.db")
    users = Users(folder)
    for name, role in ROLES.items():
        users.add(name, role, PASSWORD)
    users.set_disabled("li", True)
    with served(folder, ASSISTANT_LOGIN=request.param) as address:
        made = Site(address, request.param, folder)
        with made.visitor("zhao") as zhao:
            _begin(made, zhao)
        yield made


def _begin(site: Site, zhao: Caller) -> None:
    asked = site.event("ask textbox chatbot state browserstate textbox radio")
    values = site.values(asked)
    values[0] = f"{MARK}管理混乱，账实不符"
    zhao.event(asked.number, values)
    made = zhao.event(site.event("create textbox").number, [f"{MARK}整改"])[2]
    site.project = made[0]["value"]
    zhao.event(site.event("add dropdown textbox textbox").number, [site.project, MARK, ""])


def _everything(site: Site, caller: Caller) -> dict[int, str]:
    """Send every event; its number -> all that the page told about it."""
    numbers: dict[str, int] = {}
    told: dict[int, str] = {}
    for event in site.events:
        answer = caller.join(event.number, site.values(event))
        if answer.status_code == 200:
            numbers[answer.json()["event_id"]] = event.number
        told[event.number] = f"{answer.status_code} {answer.text}"
    if numbers:
        for message in caller.messages():
            number = numbers.get(message.get("event_id", ""))
            if number is not None:
                told[number] += json.dumps(message, ensure_ascii=False)
    return told


def test_the_owner_sees_his_own(site: Site) -> None:
    """So that the checks below can fail."""
    with site.visitor("zhao") as zhao:
        for name in ("restore browserstate state", "projects dropdown", "show dropdown"):
            event = site.event(name)
            given = [None] if event.name == "projects" else site.values(event)
            assert MARK in zhao.event(event.number, given)[1]


@pytest.mark.parametrize("name", [None, "li"])
def test_strangers_and_shut_out_users_are_let_into_nothing(site: Site, name: str | None) -> None:
    assert len(site.events) > 100
    with site.visitor(name) as caller:
        told = _everything(site, caller)
        wrong = [number for number, text in told.items() if not text.startswith("401")]
        record(f"access-{site.mode}-{name}", events=len(told), callers=1, wrong=len(wrong))
        assert wrong == []
        for path in ("info", "queue/status", "mcp/schema", f"heartbeat/{caller.session}"):
            assert caller.http.get(f"/gradio_api/{path}").status_code == 401
        for path in ("cancel", "upload", "call/review", "mcp"):
            assert caller.http.post(f"/gradio_api/{path}", json={}).status_code == 401
        assert caller.http.get("/evaluation-report").status_code == 401


@pytest.mark.parametrize("name", ["qian", "sun", "admin", "zhao"])  # the owner's events remove it
def test_each_event_by_each_role(site: Site, name: str) -> None:
    role = ROLES[name]
    with site.visitor(name) as caller:
        told = _everything(site, caller)
    wrong = [
        f"{event.name} {event.inputs}: {told[event.number][:300]}"
        for event in site.events
        if event.allows(role) == any(line in told[event.number] for line in REFUSED)
        or not told[event.number].startswith("200")
    ]
    leaks = [event.name for event in site.events if name != "zhao" and MARK in told[event.number]]
    count = len(wrong) + len(leaks)
    record(f"access-{site.mode}-{name}", events=len(told), callers=1, wrong=count)
    assert (wrong, leaks) == ([], [])


def test_the_evaluation_report_is_for_everybody_who_has_logged_in(site: Site) -> None:
    for name in ("qian", "sun", "admin"):
        with site.visitor(name) as caller:
            answer = caller.http.get("/evaluation-report")
            assert answer.status_code == 200
            policies = answer.headers.get_list("content-security-policy", split_commas=True)
            assert any("sandbox allow-scripts" in policy for policy in policies)
            for path in ("evaluation-report/x", "evaluation-report/../app.py", "evaluation"):
                assert caller.http.get(f"/{path}").status_code == 404


def test_a_changed_role_acts_at_once(site: Site) -> None:
    event = site.event("waive textbox state")
    with site.visitor("qian") as qian:
        try:
            assert REFUSED[0] in qian.event(event.number, ["理由", None])[1]
            site.users.set_role("qian", "reviewer")
            assert REFUSED[0] not in qian.event(event.number, ["理由", None])[1]
            site.users.set_role("qian", "clerk")
            assert REFUSED[0] in qian.event(event.number, ["理由", None])[1]
        finally:
            site.users.set_role("qian", "clerk")


def test_a_log_out_and_a_shut_door_act_at_once(site: Site) -> None:
    event = site.event("show")
    with site.visitor("qian") as qian:
        assert qian.event(event.number, [])[0] == 200
        site.users.set_disabled("qian", True)
        try:
            assert qian.event(event.number, [])[0] == 401
        finally:
            site.users.set_disabled("qian", False)
    if site.mode == "users":
        with site.visitor("qian") as qian:
            assert qian.event(event.number, [])[0] == 200
            qian.http.get("/logout")
            qian.http.cookies.clear()
            assert qian.event(event.number, [])[0] == 401


def test_uploads_and_downloads_are_their_users(site: Site) -> None:
    with site.visitor("zhao") as zhao, site.visitor("qian") as qian, site.visitor(None) as nobody:
        path = zhao.upload("草稿.txt", f"{MARK}的情况".encode())
        assert [one.fetch(path) for one in (zhao, qian, nobody)] == [200, 403, 401]
        event = site.event("review_file uploadbutton textbox state")
        file = {"path": path, "meta": {"_type": "gradio.FileData"}}
        assert qian.join(event.number, [file, "", None]).status_code == 403
        assert zhao.event(event.number, [file, "", None])[0] == 200
        shown = site.event("show state")
        told = [zhao.event(one.number, [None])[1] for one in site.events if one.name == "show"
                and one.inputs == shown.inputs]  # fmt: skip
        assert any(MARK in text for text in told)
        made = {found for text in told for found in re.findall(r'"path": "([^"]+)"', text)}
        for download in made:
            assert [one.fetch(download) for one in (zhao, qian, nobody)] == [200, 403, 401]


def test_somebody_elses_session_is_closed(site: Site) -> None:
    event = site.event("show")
    with site.visitor("zhao") as zhao, site.visitor("qian") as qian:
        assert zhao.join(event.number, []).status_code == 200
        assert qian.join(event.number, [], zhao.session).status_code == 403
        asked = {"session_hash": zhao.session}
        assert qian.http.get("/gradio_api/queue/data", params=asked).status_code == 403
        body = {**asked, "fn_index": event.number, "event_id": "x"}
        assert qian.http.post("/gradio_api/cancel", json=body).status_code == 403
        assert list(zhao.messages())


@pytest.mark.parametrize(
    "path",
    [
        "app.py", "pyproject.toml", "README.md", ".git/config", "data/library.db", "../app.py",
        "{0}/users.json", "{0}/chats.db", "{0}/projects.db", "{0}/store.sqlite3", "{0}/settings.toml",
        "{0}/uploads/../users.json", "{0}/uploads/%2e%2e/users.json", "{0}/uploads/..%2fusers.json",
        "{0}/uploads/%252e%252e/users.json", "{0}/exports", "/etc/passwd", "%2fetc%2fpasswd",
        "file:///etc/passwd", "http://127.0.0.1:1/x", "https://192.0.2.1/x", "..%5c..%5capp.py",
    ],
)  # fmt: skip
def test_nothing_of_the_machine_is_served(site: Site, path: str) -> None:
    with site.visitor("admin") as admin:
        given = path.format(site.folder)
        for address in (f"/gradio_api/file={given}", f"/file={given}", f"/gradio_api/file/{given}",
                        f"/static/../../{given}", f"/assets/{given}", f"/{given}"):  # fmt: skip
            assert admin.http.get(address).status_code in (307, 403, 404), address


def test_other_programs_log_in(site: Site) -> None:
    if site.mode == "users":
        client = Client(site.address, auth=("zhao", PASSWORD), verbose=False)
        assert client.predict("公务接待超标准", api_name="/review")["schema"] == "review/1"
        with pytest.raises(ValueError, match="login"):
            Client(site.address, auth=("zhao", "wrong"), verbose=False)
    else:
        named = {"X-Remote-User": "zhao"}
        client = Client(site.address, headers=named, verbose=False)
        assert client.predict("公务接待超标准", api_name="/review")["schema"] == "review/1"
