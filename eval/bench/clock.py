"""Clock: how long a command or a call takes, as the median of several runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

LONGEST_SECONDS = 300
FAILED = 2  # exit codes from here on; 1 tells findings


def command_seconds(
    command: Sequence[str],
    *,
    runs: int,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> float:
    """Median wall time of a whole process; what it prints is thrown away.

    The first run is not counted: it may still compile or read from a cold disk. Raises
    CalledProcessError for one that could not do its work (exit codes of 2 and more): how fast a
    tool fails is no figure.
    """
    times = []
    for number in range(runs + 1):
        start = time.perf_counter()
        done = subprocess.run(
            command,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
            timeout=LONGEST_SECONDS,
            check=False,
        )
        if done.returncode >= FAILED:
            raise subprocess.CalledProcessError(done.returncode, list(command))
        if number:
            times.append(time.perf_counter() - start)
    return statistics.median(times)


def call_seconds(call: Callable[[], object], *, runs: int) -> float:
    """Median wall time of a call in this process, after one that is not counted."""
    call()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
