"""Many users at once: everybody is answered, nobody sees what another has asked.

Small here, and without a judgement of time; the long run is
``LOAD_USERS=50 LOAD_ROUNDS=5 LOAD_STREAM=5 LOAD_SECONDS=300``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from caller import Caller
from figures import record
from made_files import NOTICE
from mock_endpoint import MODEL, Hit, MockEndpoint, Reply, running, talk
from served import pid_of, served

pytestmark = [pytest.mark.live, pytest.mark.slow]
USERS = int(os.environ.get("LOAD_USERS", "6"))
ROUNDS = int(os.environ.get("LOAD_ROUNDS", "2"))
STREAM = float(os.environ.get("LOAD_STREAM", "1"))  # seconds that the model takes for an answer
SECONDS = float(os.environ.get("LOAD_SECONDS", "6"))  # of the run without a model
STEMS = "甲乙丙丁戊己庚辛壬癸"
_TOKEN = re.compile(f"[{STEMS}]{{5}}")


def token(user: int, round_: int) -> str:
    """Five stems that name one question of one user."""
    return "".join(STEMS[int(digit)] for digit in f"{user:03d}{round_:02d}")


class EchoingEndpoint(MockEndpoint):
    """Answers with the token that was asked about, in STREAM seconds."""

    def _reply(self, hit: Hit) -> Reply:
        if hit.method == "GET":
            return self.models
        # the user's question comes last; earlier rounds of his may stand before it
        found = _TOKEN.findall(json.dumps(hit.body, ensure_ascii=False)) or ["无"]
        measures = [
            f"对{found[-1]}仓库的物资逐件盘点，账目与实物逐一核对，差异逐项查明原因。",
            "修订物资管理办法，明确入库、领用、盘点的手续和责任岗位，定期抽查。",
        ]
        said = {"measures": [{"text": one, "precedents": [], "facts": []} for one in measures]}
        text = json.dumps(said, ensure_ascii=False)
        return talk(text, piece=max(1, len(text) // 25), pause=STREAM / 26)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question: how long it took, whether it was answered, and whose tokens came back."""

    seconds: float
    answered: bool
    own: bool
    foreign: int
    by_model: bool


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, warm_library: Path) -> Path:
    place = tmp_path_factory.mktemp("load") / "data"
    place.mkdir()
    shutil.copy(warm_library, place / "library.db")
    return place


def _numbers(address: str) -> dict[str, int]:
    with Caller(address) as caller:
        return {"ask": caller.number("send"), "review": caller.number("desk-run")}


def _user(address: str, ask: int, user: int) -> list[Asked]:
    with Caller(address) as caller:
        return [_round(caller, ask, user, number) for number in range(ROUNDS)]


def _round(caller: Caller, ask: int, user: int, number: int) -> Asked:
    mine = {token(user, earlier) for earlier in range(ROUNDS)}
    begun = time.monotonic()
    status, told, _ = caller.event(
        ask, [f"{token(user, number)}仓库账实不符", [], None, "", "", None]
    )
    seconds = time.monotonic() - begun
    return Asked(
        seconds=seconds,
        answered=status == 200 and '"success": true' in told.rsplit("process_completed", 1)[-1],
        own=token(user, number) in told,
        foreign=len(set(_TOKEN.findall(told)) - mine),
        by_model=f"{token(user, number)}仓库的物资逐件盘点" in told,
    )


def test_each_is_answered_with_his_own(folder: Path) -> None:
    with (
        running(EchoingEndpoint()) as endpoint,
        served(folder, LLM_BASE_URL=endpoint.address, LLM_MODEL=MODEL, LLM_API_KEY="k") as address,
    ):
        ask = _numbers(address)["ask"]
        worked = _worked(folder)
        with ThreadPoolExecutor(USERS) as pool:
            runs = list(pool.map(lambda user: _user(address, ask, user), range(USERS)))
        worked = _worked(folder) - worked
    asked = [one for run in runs for one in run]
    times = sorted(one.seconds for one in asked)
    record(
        "load-model",
        users=USERS, rounds=ROUNDS, stream_seconds=STREAM,
        answered=sum(one.answered and one.own for one in asked), asked=len(asked),
        by_model=sum(one.by_model for one in asked),
        cross_talk=sum(one.foreign for one in asked),
        median_seconds=round(statistics.median(times), 1),
        p95_seconds=round(times[int(0.95 * (len(times) - 1))], 1),
        processor_seconds=round(worked / len(asked), 3),
    )  # fmt: skip
    assert [one for one in asked if not one.answered or not one.own or one.foreign] == []
    assert all(one.by_model for one in asked)


def _worked(folder: Path) -> float:
    """Seconds of the processor that the server has used: what it costs on however busy a machine."""
    fields = Path(f"/proc/{pid_of(folder).read_text()}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(folder: Path) -> int:
    """Resident megabytes of the server."""
    status = Path(f"/proc/{pid_of(folder).read_text()}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found[1]) // 1024


def _work(address: str, numbers: dict[str, int], user: int, until: float) -> Iterator[float]:
    """Review and draft in turn until the time is over; the seconds of each review."""
    with Caller(address) as caller:
        while time.monotonic() < until:
            begun = time.monotonic()
            status, told, _ = caller.event(numbers["review"], [NOTICE, "", None])
            assert status == 200
            assert '"success": false' not in told
            yield time.monotonic() - begun
            mine = token(user, 0)
            status, told, _ = caller.event(
                numbers["ask"], [f"{mine}仓库账实不符", [], None, "", "", None]
            )
            assert status == 200
            assert mine in told
            assert set(_TOKEN.findall(told)) == {mine}


def test_reviews_and_drafts_without_a_model(folder: Path) -> None:
    users = min(USERS, 30)
    with served(folder) as address:
        numbers = _numbers(address)
        list(_work(address, numbers, 0, time.monotonic() + 1))  # models are loaded
        before = _memory(folder)
        until = time.monotonic() + SECONDS
        with ThreadPoolExecutor(users) as pool:
            work = [
                pool.submit(lambda user=user: list(_work(address, numbers, user, until)))
                for user in range(users)
            ]
            times = sorted(seconds for one in work for seconds in one.result())
        after = _memory(folder)
    record(
        "load-offline",
        users=users, seconds=SECONDS, reviews=len(times), errors=0,
        p95_review_seconds=round(times[int(0.95 * (len(times) - 1))], 1),
        megabytes_before=before, megabytes_after=after,
    )  # fmt: skip
    assert len(times) >= users
    assert after < 2 * before + 300, "memory grows with use"
