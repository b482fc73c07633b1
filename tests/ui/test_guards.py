"""Guards in front of the page: other sites, other host names and strangers are turned away."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.accounts.header import TrustedHeader
from assistant.accounts.users import Users
from assistant.errors import WrongCall
from assistant.settings import Settings
from assistant.ui.guards import ProxyLogin, SameOrigin
from assistant.ui.headers import SafeHeaders
from assistant.ui.identity import Gate
from assistant.ui.serve import check_access

PASSWORD = "河边的第7棵柳树，春天"
CORS = {"access-control-allow-origin": "http://evil.example"}


async def _hello(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("hello", headers=CORS)


def _client(*guards: Middleware, peer: str = "127.0.0.1") -> TestClient:
    app = Starlette(routes=[Route("/", _hello)], middleware=[Middleware(SafeHeaders), *guards])
    return TestClient(app, base_url="http://127.0.0.1:7860", client=(peer, 5000))


@pytest.mark.parametrize(
    ("host", "origin", "loopback", "status"),
    [
        ("127.0.0.1:7860", None, True, 200),
        ("localhost:7860", "http://localhost:7860", True, 200),
        ("[::1]:7860", None, True, 200),
        ("127.0.0.1:7860", "http://evil.example", True, 403),
        ("127.0.0.1:7860", "http://127.0.0.1:9000", True, 403),
        ("127.0.0.1:7860", "null", True, 403),
        ("evil.example", None, True, 403),  # DNS rebinding: the browser thinks it is evil.example
        ("127.0.0.1.evil.example", None, True, 403),
        ("zg.example.gov.cn", "https://zg.example.gov.cn", True, 200),
        ("10.1.2.3:7860", "http://10.1.2.3:7860", False, 200),
        ("10.1.2.3:7860", "http://evil.example", False, 403),
        ("10.1.2.3:7860", "https://zg.example.gov.cn", False, 200),
    ],
)
def test_origins_and_hosts(host: str, origin: str | None, loopback: bool, status: int) -> None:
    client = _client(
        Middleware(SameOrigin, origins=("https://zg.example.gov.cn",), loopback=loopback)
    )
    headers = {"host": host, **({"origin": origin} if origin else {})}
    answer = client.get("/", headers=headers)
    assert answer.status_code == status
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


def test_only_the_proxys_users_come_in(tmp_path: Path) -> None:
    users = Users(tmp_path)
    users.add("zhao", "clerk", PASSWORD)
    trusted = TrustedHeader(users, "X-Remote-User", ["127.0.0.1"])
    client = _client(Middleware(ProxyLogin, trusted=trusted))
    assert client.get("/", headers={"x-remote-user": "zhao"}).status_code == 200
    assert client.get("/", headers={"x-remote-user": "root"}).status_code == 401
    assert client.get("/").status_code == 401
    users.set_disabled("zhao", True)
    assert client.get("/", headers={"x-remote-user": "zhao"}).status_code == 401
    users.set_disabled("zhao", False)
    stranger = _client(Middleware(ProxyLogin, trusted=trusted), peer="10.0.0.9")
    assert stranger.get("/", headers={"x-remote-user": "zhao"}).status_code == 401


def test_it_does_not_open_to_everybody_by_mistake(tmp_path: Path) -> None:
    def check(**given: object) -> None:
        settings = Settings(data_dir=tmp_path, **given)  # type: ignore[arg-type]
        check_access(settings, Gate(settings))

    check()
    check(host="localhost")
    for host in ("0.0.0.0", "10.1.2.3", "::", "zg.example.gov.cn"):
        with pytest.raises(WrongCall, match="对外开放"):
            check(host=host)
    check(host="0.0.0.0", allow_open=True)
    with pytest.raises(WrongCall, match="users add"):
        check(host="0.0.0.0", login="users")
    Users(tmp_path).add("zhao", "admin", PASSWORD)
    check(host="0.0.0.0", login="users")
