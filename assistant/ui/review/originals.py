"""Originals: the uploaded .docx of a desk, so that its layout outlives a reload and a restart.

They lie in the data folder under the desk's key, which nobody else can ask for, readable by this
program's user alone, and go a day after they were last worked on, as uploads do.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from pathlib import Path

from assistant.errors import InputUnreadable
from assistant.files.read import read_document
from assistant.ui.belongings import KEPT_SECONDS
from assistant.ui.state import Original
from assistant.whole_file import write_whole

FOLDER = "originals"
_KEY = re.compile(r"[0-9a-f]{32}")


class Originals:
    """The folder of them; safe to use from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.sweep()

    def keep(self, key: str, original: Original | None) -> str:
        """Keep it in place of what was there (None: nothing); returns its digest, "" for none."""
        self.sweep()
        path = self._path(key)
        if original is None:
            path.unlink(missing_ok=True)
            return ""
        digest = _digest(original.data)
        try:
            if _digest(path.read_bytes()) == digest:
                os.utime(path)
                return digest
        except FileNotFoundError:
            pass
        write_whole(path, original.data)
        return digest

    def read(self, key: str, digest: str) -> Original | None:
        """The one with this digest; None where it is gone or another one."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            if _digest(data) != digest:
                return None
            os.utime(path)
            return Original(data=data, text=read_document(str(path)).text)
        except (FileNotFoundError, InputUnreadable):
            return None

    def sweep(self) -> None:
        """Delete what nobody has worked on for a day."""
        limit = time.time() - KEPT_SECONDS
        for old in list(self._folder.iterdir()):
            try:
                if old.stat().st_mtime < limit:
                    old.unlink()
            except FileNotFoundError:  # another session swept it first
                continue

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("a key of 32 hexadecimal digits is expected")
        return self._folder / f"{key}.docx"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
