"""Clock: how long a command or a call takes, as the median of several runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

LONGEST_SECONDS = 300


def command_seconds(
    command: Sequence[str], *, runs: int, environment: Mapping[str, str] | None = None
) -> float:
    """Median wall time of a whole process; what it prints is thrown away.

    The first run is not counted: it may still compile or read from a cold disk.
    """
    times = []
    for number in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
            timeout=LONGEST_SECONDS,
            check=False,
        )
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
