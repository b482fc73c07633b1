"""Limits: a user's requests are counted by kind; an address stands for an office."""

from __future__ import annotations

from itertools import islice, repeat
from pathlib import Path

import pytest

from assistant.accounts.limits import OFFICE, Kind, Limits
from assistant.accounts.rate import RateLimit
from assistant.errors import TooOften, WrongCall
from assistant.rate_settings import RateSettings, read_rate_settings
from assistant.settings import Settings
from assistant.ui.identity import Gate

RATES = RateSettings(logins=2, drafts=3, uploads=0, calls=4)


def test_each_user_and_kind_has_its_own() -> None:
    limits = Limits(RATES)
    assert [limits.allows("drafts", user="zhao") for _ in range(4)] == [True, True, True, False]
    assert limits.allows("calls", user="zhao")
    assert limits.allows("drafts", user="qian")
    assert all(islice((limits.allows("uploads", user="zhao") for _ in repeat(0)), 500))


def test_an_address_stands_for_an_office_but_not_at_the_login() -> None:
    limits = Limits(RATES)

    def counted(kind: Kind) -> int:
        return sum(limits.allows(kind, address="192.0.2.7") for _ in range(500))

    assert (counted("drafts"), counted("calls")) == (3 * OFFICE, 4 * OFFICE)
    assert counted("logins") == 2
    assert limits.allows("logins", address="192.0.2.8")


def test_time_gives_requests_back() -> None:
    now = [0.0]
    limit = RateLimit(2, 60.0, clock=lambda: now[0])
    assert [limit.allows("zhao") for _ in range(3)] == [True, True, False]
    now[0] = 59.9
    assert not limit.allows("zhao")
    now[0] = 60.0
    assert limit.allows("zhao")


@pytest.mark.parametrize("text", ["-1", "viele", "1.5", "99999999", "１"])
def test_a_bad_rate_is_named(text: str) -> None:
    with pytest.raises(WrongCall, match="ASSISTANT_RATE_DRAFTS"):
        read_rate_settings({"ASSISTANT_RATE_DRAFTS": text})


def test_rates_are_read() -> None:
    assert read_rate_settings({}) == RateSettings()
    assert read_rate_settings({"ASSISTANT_RATE_CALLS": "0"}).calls == 0


def test_a_refusal_says_what_to_do(tmp_path: Path) -> None:
    gate = Gate(Settings(data_dir=tmp_path, rates=RateSettings(logins=1)))
    gate.spend_as("logins", address="192.0.2.7")
    with pytest.raises(TooOften, match=r"登录太多次.*ASSISTANT_RATE_LOGINS"):
        gate.spend_as("logins", address="192.0.2.7")
