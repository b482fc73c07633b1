"""The doorkeeper: unknown routes, strangers, other users' files and sessions are turned away."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.accounts.users import Users
from assistant.settings import Settings
from assistant.ui import doorkeeper
from assistant.ui.belongings import Belongings
from assistant.ui.doorkeeper import Doorkeeper
from assistant.ui.environment import keep_private
from assistant.ui.identity import Gate
from assistant.ui.visitors import Visitors

PASSWORD = "河边的第7棵柳树，春天"
HASH, OTHER = "a" * 64, "b" * 64
COOKIE = "access-token-unsecure-c"


async def _answer(request: Request) -> Response:
    path = request.url.path
    if path.endswith("/upload"):
        return JSONResponse([f"{request.app.folder}/{HASH}/草稿.txt"])
    if path.endswith("/data"):
        told = {"data": [{"path": f"{request.app.folder}/{OTHER}/a.docx"}]}
        told["data"][0]["meta"] = {"_type": "gradio.FileData"}  # type: ignore[assignment]
        return PlainTextResponse(f"data: {json.dumps(told)}\n\n")
    return PlainTextResponse((await request.body()).decode())


Ask = Callable[..., Response]


@pytest.fixture(scope="module")
def users_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two clerks; made once, since a password is slow to hash."""
    folder = tmp_path_factory.mktemp("users")
    for name in ("zhao", "qian"):
        Users(folder).add(name, "clerk", PASSWORD)
    return folder / "users.json"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADIO_TEMP_DIR", "")  # so that it is put back after the test
    return keep_private(tmp_path)


@pytest.fixture
def ask(tmp_path: Path, folder: Path, users_file: Path) -> Ask:
    """Ask as a user (None: a stranger): method, path and what a request takes besides."""
    shutil.copy(users_file, tmp_path)
    users = Users(tmp_path)
    gate = Gate(Settings(data_dir=tmp_path, login="users"))
    belongings = Belongings(folder)
    guard = Middleware(Doorkeeper, visitors=Visitors(gate), belongings=belongings, gate=gate)
    app: Any = Starlette(
        routes=[Route("/{path:path}", _answer, methods=["GET", "POST"])], middleware=[guard]
    )
    app.tokens, app.cookie_id, app.folder = {name: name for name in users.all()}, "c", str(folder)
    client = TestClient(app, base_url="http://127.0.0.1:7860")

    def asked(user: str | None, method: str, path: str, **more: Any) -> Any:
        headers = {"cookie": f"{COOKIE}={user}"} if user else {}
        return client.request(method, path, headers=headers, **more)

    return asked


@pytest.mark.parametrize(
    "path",
    [
        "/monitoring", "/dev/reload", "/runs", "/data/users.json", "//gradio_api/info",
        *(f"/gradio_api/{name}" for name in (
            "run/review", "api/review", "proxy=http://192.0.2.1/", "file/x", "stream/x",
            "deep_link", "component_server", "process_recording", "../app.py",
            "custom_component/x/client/y/z",
        )),
    ],
)  # fmt: skip
def test_routes_that_the_page_does_not_need_are_closed(ask: Ask, path: str) -> None:
    assert ask("zhao", "GET", path).status_code == 404


def test_strangers_see_the_login_form_only(ask: Ask) -> None:
    for path in ("/", "/theme.css", "/assets/index.js", "/login"):
        assert ask(None, "GET", path).status_code == 200
    for path in ("info", "queue/data?session_hash=s", "heartbeat/s", "file=x", "mcp/schema"):
        assert ask(None, "GET", f"/gradio_api/{path}").status_code == 401
    for path in ("queue/join", "cancel", "call/review", "upload", "mcp"):
        assert ask(None, "POST", f"/gradio_api/{path}", json={}).status_code == 401
    assert ask(None, "GET", "/evaluation-report").status_code == 401
    assert ask("zhao", "GET", "/evaluation-report").status_code == 200


def test_a_shut_out_user_stays_out(ask: Ask, tmp_path: Path) -> None:
    users = Users(tmp_path)
    assert ask("qian", "GET", "/gradio_api/info").status_code == 200
    users.set_disabled("qian", True)
    assert ask("qian", "GET", "/gradio_api/info").status_code == 401
    users.set_disabled("qian", False)
    assert ask("qian", "GET", "/gradio_api/info").status_code == 401, "the old cookie is void"


def test_a_session_belongs_to_the_first_who_speaks_in_it(ask: Ask) -> None:
    call = {"session_hash": "s1", "data": [], "fn_index": 0}
    assert ask("zhao", "POST", "/gradio_api/queue/join", json=call).json() == call
    assert ask("qian", "POST", "/gradio_api/queue/join", json=call).status_code == 403
    assert ask("qian", "POST", "/gradio_api/cancel", json=call).status_code == 403
    assert ask("qian", "GET", "/gradio_api/queue/data?session_hash=s1").status_code == 403
    assert ask("qian", "GET", "/gradio_api/heartbeat/s1").status_code == 403
    assert ask("zhao", "GET", "/gradio_api/queue/data?session_hash=s1").status_code == 200


def test_files_are_their_users(ask: Ask, folder: Path) -> None:
    mine, made = f"{folder}/{HASH}/草稿.txt", f"{folder}/{OTHER}/a.docx"
    for path in (mine, made):
        assert ask("zhao", "GET", f"/gradio_api/file={path}").status_code == 403
    ask("zhao", "POST", "/gradio_api/upload", files={"files": ("草稿.txt", b"1")})
    ask("zhao", "GET", "/gradio_api/queue/data?session_hash=s2")
    for path in (mine, made):
        assert ask("zhao", "GET", f"/gradio_api/file={path}").status_code == 200
        assert ask("qian", "GET", f"/gradio_api/file={path}").status_code == 403
        for data in ([{"path": path}], [[{"a": [{"path": path}]}]]):
            call = {"session_hash": "s3", "data": data}
            assert ask("qian", "POST", "/gradio_api/call/x", json=call).status_code == 403
        call = {"session_hash": "s2", "data": [{"path": path}]}
        assert ask("zhao", "POST", "/gradio_api/queue/join", json=call).status_code == 200


def test_a_path_in_a_text_gives_nothing(ask: Ask, folder: Path) -> None:
    text = json.dumps({"path": f"{folder}/{HASH}/草稿.txt", "meta": "gradio.FileData"})
    call = {"session_hash": "s4", "data": [text]}
    assert ask("qian", "POST", "/gradio_api/queue/join", json=call).status_code == 200
    assert ask("qian", "GET", f"/gradio_api/file={folder}/{HASH}/草稿.txt").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["app.py", "/etc/passwd", "http://192.0.2.1/x", "{0}/../users.json", f"{{0}}/{HASH}/..",
     f"{{0}}/{HASH}/../../users.json", f"{{0}}/{HASH}", "{0}/./x", f"{{0}}/{HASH}/a%00b"],
)  # fmt: skip
def test_nothing_else_is_served_or_read(ask: Ask, folder: Path, path: str) -> None:
    given = path.format(folder)
    ask("zhao", "POST", "/gradio_api/upload", files={"files": ("草稿.txt", b"1")})
    assert ask("zhao", "GET", f"/gradio_api/file={given}").status_code == 403
    call = {"session_hash": "s5", "data": [{"path": given}]}
    assert ask("zhao", "POST", "/gradio_api/queue/join", json=call).status_code == 403


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_broken_call_is_refused(ask: Ask, body: bytes) -> None:
    assert ask("zhao", "POST", "/gradio_api/queue/join", content=body).status_code == 400


def test_an_endless_call_is_refused(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doorkeeper, "LONGEST_CALL", 1000)
    body = json.dumps({"data": ["长" * 2000]}).encode()
    assert ask("zhao", "POST", "/gradio_api/queue/join", content=body).status_code == 413


def test_what_a_killed_server_left_is_swept(folder: Path) -> None:
    old, new, foreign = folder / HASH, folder / OTHER, folder / "kept"
    for place in (old, new, foreign):
        place.mkdir()
        (place / "x.txt").write_text("x")
    then = time.time() - 2 * 24 * 3600
    for place in (old, foreign):
        os.utime(place, (then, then))
    Belongings(folder).sweep()
    assert sorted(place.name for place in folder.iterdir()) == [OTHER, "kept"]


def test_the_data_folder_is_closed_to_others(tmp_path: Path, folder: Path) -> None:
    assert {oct(place.stat().st_mode & 0o777) for place in (tmp_path, folder)} == {"0o700"}


def test_a_page_without_login_has_one_user(tmp_path: Path) -> None:
    visitors = Visitors(Gate(Settings(data_dir=tmp_path)))
    assert visitors.name({"headers": [], "app": SimpleNamespace()}) == ""


def test_a_message_that_is_said_to_be_a_component_is_refused(ask: Ask) -> None:
    """Gradio would build it with the caller's arguments: an avatar is copied from any path."""
    for said in (
        {"type": "component", "component": "html", "value": "<script>"},
        {"component": "chatbot", "value": [], "constructor_args": {"avatar_images": ["x"]}},
    ):
        call = {"session_hash": "s9", "data": ["", [{"role": "assistant", "content": [said]}]]}
        assert ask("zhao", "POST", "/gradio_api/queue/join", json=call).status_code == 400
