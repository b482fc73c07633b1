"""The files of the project, as the meta tests look at them."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
_SKIPPED = {".git", ".venv", "data", "build", "dist", "node_modules"}


@pytest.fixture(scope="session")
def project_texts() -> Mapping[str, str]:
    """Path in the project → text, of every text file that is or could be committed."""
    texts = {}
    for name in _names():
        try:
            texts[name] = (ROOT / name).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue  # pictures and the like; a file that was deleted but not committed
    return texts


def _names() -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        return [name for name in listed.stdout.decode("utf-8").split("\0") if name]
    return [  # an unpacked archive without git
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*")
        if path.is_file() and not _is_skipped(path.relative_to(ROOT))
    ]


def _is_skipped(path: Path) -> bool:
    return any(
        part in _SKIPPED or part.endswith((".egg-info", "__pycache__", "_cache"))
        for part in path.parts
    )
