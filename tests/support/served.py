"""Served: app.py as a process of its own with settings of the test's own choosing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


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
    with subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = []
        try:
            for line in process.stderr:
                said.append(line)
                found = re.search(r"http://127\.0\.0\.1:\d+", line)
                if found:
                    yield found[0]
                    return
            pytest.fail("app.py did not start:\n" + "".join(said))
        finally:
            process.terminate()
