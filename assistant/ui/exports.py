"""Exports: files that the page offers for download, each in a folder with a random name.

No handler takes a path from a caller: a file is written here, under a fixed name, and its path is
known to the session alone that it was made for.
"""

from __future__ import annotations

import secrets
import shutil
import time
from pathlib import Path

KEPT_SECONDS = 24 * 3600


class Exports:
    """The folder of downloads; what is older than a day goes when something new is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, data: bytes) -> str:
        """Write ``data`` as a file called ``name``; returns its path."""
        self._sweep()
        place = self.folder / secrets.token_hex(16)
        place.mkdir()
        path = place / name
        path.write_bytes(data)
        return str(path)

    def _sweep(self) -> None:
        limit = time.time() - KEPT_SECONDS
        for old in self.folder.iterdir():
            try:
                if old.stat().st_mtime < limit:
                    shutil.rmtree(old, ignore_errors=True)
            except FileNotFoundError:  # another session swept it first
                continue
