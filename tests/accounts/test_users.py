"""Users: no default, hashed, changed at once; login locks; the header is believed of a proxy."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.accounts.header import TrustedHeader
from assistant.accounts.login import LOCKED_SECONDS, TRIES, Login
from assistant.accounts.rate import RateLimit
from assistant.accounts.role import LOCAL, Identity
from assistant.accounts.users import FILE_NAME, Users
from assistant.errors import AssistantError, WrongCall

GOOD = "河边的第7棵柳树，春天"


@pytest.fixture
def users(tmp_path: Path) -> Users:
    found = Users(tmp_path)
    found.add("zhao", "clerk", GOOD)
    return found


def test_nobody_is_known_at_first(tmp_path: Path) -> None:
    users = Users(tmp_path)
    assert users.all() == {}
    assert not users.accepts("admin", "admin")
    assert users.identity("admin") is None


def test_the_file_holds_no_password(users: Users, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    assert GOOD not in path.read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert users.accepts("zhao", GOOD)
    assert not users.accepts("zhao", GOOD + "x")
    assert not users.accepts("qian", GOOD)


def test_a_change_by_another_process_acts_at_once(users: Users, tmp_path: Path) -> None:
    assert users.identity("zhao") == Identity(name="zhao", role="clerk")
    other = Users(tmp_path)
    other.set_role("zhao", "admin")
    assert users.identity("zhao") == Identity(name="zhao", role="admin")
    other.set_disabled("zhao", True)
    assert users.identity("zhao") is None
    assert not users.accepts("zhao", GOOD)
    other.set_password("zhao", "另一个很长的密码12")
    other.set_disabled("zhao", False)
    assert users.accepts("zhao", "另一个很长的密码12")


def test_added_at_once_none_is_lost(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: Users(tmp_path).add(f"u{n}", "clerk", GOOD), range(8)))
    assert set(Users(tmp_path).all()) == {f"u{n}" for n in range(8)}


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        ("", "clerk", GOOD),
        ("a b", "clerk", GOOD),
        ("zhao", "clerk", GOOD),
        ("qian", "root", GOOD),
        ("qian", "clerk", "short"),
        ("qian", "clerk", "aaaaaaaaaaaaaa"),
        ("qian", "clerk", "x" * 201),
    ],
)
def test_what_will_not_do(users: Users, name: str, role: str, password: str) -> None:
    with pytest.raises(WrongCall):
        users.add(name, role, password)
    assert set(users.all()) == {"zhao"}


@pytest.mark.parametrize(
    "text", ["", "{}x", '[{"name": "a"}]', '[{"name":"a","role":"x","hash":""}]']
)
def test_a_broken_file_lets_nobody_in(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, "utf-8")
    with pytest.raises(AssistantError):
        Users(tmp_path).identity("a")


def test_a_name_is_locked_after_wrong_passwords(users: Users) -> None:
    now = [0.0]
    login = Login(users, clock=lambda: now[0])
    for _ in range(TRIES):
        assert not login.accepts("zhao", "wrong")
    assert not login.accepts("zhao", GOOD)
    now[0] = LOCKED_SECONDS + 1
    assert login.accepts("zhao", GOOD)
    for _ in range(TRIES - 1):
        login.accepts("zhao", "wrong")
    assert login.accepts("zhao", GOOD)


def test_rates_are_counted_by_user() -> None:
    now = [0.0]
    limit = RateLimit(2, 60, clock=lambda: now[0])
    assert [limit.allows("zhao") for _ in range(3)] == [True, True, False]
    assert limit.allows("qian")
    now[0] = 61
    assert limit.allows("zhao")


def test_the_header_counts_only_from_a_proxy(users: Users) -> None:
    trusted = TrustedHeader(users, "X-Remote-User", ["127.0.0.1", "10.1.0.0/16"])
    headers = {"x-remote-user": "zhao"}
    assert trusted.identity(headers, "127.0.0.1") == Identity(name="zhao", role="clerk")
    assert trusted.identity(headers, "10.1.2.3") is not None
    for peer in ("10.2.0.1", None, "", "proxy"):
        assert trusted.identity(headers, peer) is None
    assert trusted.identity({"x-remote-user": "root"}, "127.0.0.1") is None
    assert trusted.identity({}, "127.0.0.1") is None


def test_only_an_admin_changes_corpus_and_settings() -> None:
    clerk = Identity(name="zhao", role="clerk")
    reviewer = Identity(name="qian", role="reviewer")
    assert [clerk.may("project"), clerk.may("waive"), clerk.may("corpus")] == [True, False, False]
    assert [reviewer.may("waive"), reviewer.may("settings")] == [True, False]
    assert LOCAL.may("corpus")
    assert LOCAL.may("users")
