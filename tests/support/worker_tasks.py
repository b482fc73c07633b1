"""Worker tasks: functions that a test has a worker run, each misbehaving in its own way."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import Any

from assistant.errors import InputUnreadable
from assistant.files.worker.wire import Frame


def echo(request: dict[str, Any], data: bytes) -> Frame:
    """The file again, and who answered."""
    return Frame(header={"request": request, "pid": os.getpid()}, payload=data)


def sleep(request: dict[str, Any], data: bytes) -> Frame:
    """Past the wall limit."""
    time.sleep(60)
    return echo(request, data)


def spin(request: dict[str, Any], data: bytes) -> Frame:
    """Past the limit of processor time, deaf to signals that can be ignored."""
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    while True:
        pass


def allocate(request: dict[str, Any], data: bytes) -> Frame:
    """Past the limit of memory."""
    held = [bytes(1024 * 1024) for _ in range(10_000)]
    return Frame(header={"held": len(held)})


def recurse(request: dict[str, Any], data: bytes) -> Frame:
    """Past Python's own limit."""
    return recurse(request, data)


def fail(request: dict[str, Any], data: bytes) -> Frame:
    """An exception that nobody foresaw, with a text that must not come out."""
    raise KeyError("秘密内容")


def refuse(request: dict[str, Any], data: bytes) -> Frame:
    """What a reader raises."""
    raise InputUnreadable("“甲”没有文字")


def leave(request: dict[str, Any], data: bytes) -> Frame:
    """End without a word."""
    os._exit(3)


def crash(request: dict[str, Any], data: bytes) -> Frame:
    """What a fault in a C library looks like."""
    os.kill(os.getpid(), signal.SIGSEGV)
    return echo(request, data)


def chatter(request: dict[str, Any], data: bytes) -> Frame:
    """Write where the answers go."""
    os.write(1, b"noise" * 1000)
    sys.stderr.write("noise")
    return echo(request, data)


def write_a_file(request: dict[str, Any], data: bytes) -> Frame:
    """Write to the disk."""
    with open(request["path"], "wb") as file:  # noqa: PTH123
        file.write(b"x" * 4096)
    return echo(request, data)


def kill_the_worker(request: dict[str, Any], data: bytes) -> Frame:
    """Take the waiting parent along."""
    os.kill(os.getppid(), signal.SIGKILL)
    return echo(request, data)
