"""Served: app.py as a process of its own with settings of the test's own choosing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


_STARTED = re.compile(r"请在浏览器打开 (http://127\.0\.0\.1:\d+)")
_PATIENCE = 180.0  # seconds: on a busy machine models load slowly


def said_by(folder: Path) -> Path:
    """Where everything is kept that the server of this data folder writes to its terminal."""
    return folder.with_name(f"{folder.name}.said")


def pid_of(folder: Path) -> Path:
    """Where the process number of the server of this data folder is kept."""
    return folder.with_name(f"{folder.name}.pid")


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[str]:
    """The address of a page whose data lie in ``folder``; ended with the block."""
    environment = {
        **os.environ,
        "ASSISTANT_DATA_DIR": str(folder),
        "ASSISTANT_PORT": "0",
        "PYTHONPATH": str(ROOT / "tests" / "support"),
        **settings,
    }
    command = [sys.executable, "app.py"]
    with (
        said_by(folder).open("wb") as said,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said) as process,
    ):
        pid_of(folder).write_text(str(process.pid))
        try:
            yield _address(process, said_by(folder))
        finally:
            process.terminate()


def _address(process: subprocess.Popen[bytes], said: Path) -> str:
    """Wait for the line that tells it; fails where the server ends or stays silent."""
    over = time.monotonic() + _PATIENCE
    while time.monotonic() < over:
        text = said.read_text("utf-8", "replace")
        found = _STARTED.search(text)
        if found:
            return found[1]
        if process.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail("app.py did not start:\n" + said.read_text("utf-8", "replace"))
