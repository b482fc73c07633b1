"""Killed at any moment, the history loses nothing that was acknowledged.

Eight kills here; ``CRASH_ROUNDS=50`` makes the long run.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from figures import record

from assistant.chat.history import History, new_conversation

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent.parent
WRITER = Path(__file__).with_name("history_writer.py")
ROUNDS = int(os.environ.get("CRASH_ROUNDS", "8"))


def test_killed_while_saving(tmp_path: Path) -> None:
    """A writer of each of two conversations is killed in each round."""
    place = tmp_path / "chats.db"
    conversations = [new_conversation(), new_conversation()]
    told: dict[str, list[int]] = {key: [] for key in conversations}
    pick = random.Random(20)
    for _ in range(ROUNDS):
        for key in conversations:
            command = [sys.executable, str(WRITER), str(place), key]
            with subprocess.Popen(
                command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
            ) as writer:
                assert writer.stdout is not None
                told[key].append(int(writer.stdout.readline()))
                time.sleep(pick.random() * 0.1)
                writer.send_signal(signal.SIGKILL)
                told[key] += [int(line) for line in writer.stdout.read().split(b"\n")[:-1]]
    lost = 0
    for key in conversations:
        kept = [message.payload["number"] for message in History(place).messages(key)]
        assert kept == list(range(1, len(kept) + 1)), "nothing twice, nothing in between missing"
        assert len(kept) - len(told[key]) <= ROUNDS  # at most one a kill was not yet told
        lost += len(set(told[key]) - set(kept))
    assert lost == 0
    with closing(sqlite3.connect(place)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    record(
        "kill-history",
        kills=ROUNDS * len(conversations),
        acknowledged=sum(map(len, told.values())),
        lost=lost,
    )
