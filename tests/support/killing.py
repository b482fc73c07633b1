"""Killing: processes that are killed with signal 9 at a chosen moment, and what they had said."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

NURSERY = Path(__file__).resolve().parents[1] / "retrieval" / "nursery.py"
START_SECONDS = 60.0


class Nursery:
    """Starts processes that have imported everything (tests/retrieval/nursery.py)."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(NURSERY)], stdin=subprocess.PIPE, text=True
        )
        self._count = 0
        self._lock = threading.Lock()

    def run_and_kill(
        self,
        mode: str,
        folder: Path,
        data_dir: Path,
        seconds: float,
        *,
        after: int = 0,
        seed: int = 0,
    ) -> list[str]:
        """Start a worker, kill it ``seconds`` after it has said ``after`` lines (0: after it has
        begun); the whole lines it had said."""
        assert self._process.stdin is not None
        with self._lock:
            self._count += 1
            said = data_dir.parent / f"said-{self._count}"
            request = {
                "mode": mode, "folder": str(folder), "data_dir": str(data_dir), "seed": seed,
                "said": str(said),
            }  # fmt: skip
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        number = int(self._lines(said, 1 + after)[0])
        time.sleep(seconds)
        with contextlib.suppress(ProcessLookupError):  # it was done before
            os.kill(number, signal.SIGKILL)
        while _is_alive(number):
            time.sleep(0.005)
        return _whole_lines(said)[1:]

    def _lines(self, said: Path, count: int) -> list[str]:
        """What was said when it was at least so many lines."""
        deadline = time.monotonic() + START_SECONDS
        while len(lines := _whole_lines(said)) < count:
            assert self._process.poll() is None, "the nursery has ended"
            assert time.monotonic() < deadline, "the worker says nothing"
            time.sleep(0.005)
        return lines

    def close(self) -> None:
        """End it; the children are dead already."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)


def _whole_lines(said: Path) -> list[str]:
    if not said.exists():
        return []
    lines = said.read_text(encoding="utf-8").splitlines(keepends=True)
    return [line.strip() for line in lines if line.endswith("\n")]


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
