"""Belongings: which user a session and a file of the upload folder belong to.

Kept in memory: after a restart sessions begin anew, and what lay in the folder before belongs to
nobody.
"""

from __future__ import annotations

import re
import shutil
import threading
import time
from collections import OrderedDict
from pathlib import Path

REMEMBERED = 50_000  # sessions, and files of users
KEPT_SECONDS = 24 * 3600
_FOLDER = re.compile(r"[0-9a-f]{64}")  # Gradio names the folder of a file by a seeded hash


class Belongings:
    """Of the files under ``folder``; safe to call from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._sessions: OrderedDict[str, str] = OrderedDict()
        self._files: OrderedDict[tuple[str, str], None] = OrderedDict()

    def claim(self, session: str, user: str) -> bool:
        """Whether the session is ``user``'s; one that nobody had is his from now on."""
        with self._lock:
            owner = self._sessions.setdefault(session, user)
            self._sessions.move_to_end(session)
            while len(self._sessions) > REMEMBERED:
                self._sessions.popitem(last=False)
        return owner == user

    def give(self, path: str, user: str) -> None:
        """``user`` uploaded this file, or it was made for him."""
        place = self._place(path)
        if place is None:
            return
        with self._lock:
            self._files[place, user] = None
            self._files.move_to_end((place, user))
            while len(self._files) > REMEMBERED:
                self._files.popitem(last=False)

    def has(self, path: str, user: str) -> bool:
        """Whether ``user`` may have the file at this path."""
        place = self._place(path)
        with self._lock:
            return place is not None and (place, user) in self._files

    def sweep(self) -> None:
        """Delete what is older than a day: a killed server has left it (Gradio forgets it then)."""
        limit = time.time() - KEPT_SECONDS
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in list(self.folder.iterdir()):
            if old.is_dir() and _FOLDER.fullmatch(old.name) and old.stat().st_mtime < limit:
                shutil.rmtree(old, ignore_errors=True)

    def _place(self, path: str) -> str | None:
        """HASH/NAME of a file that lies where Gradio keeps files; None for any other path."""
        if "\0" in path:
            return None
        try:
            parts = Path(path).relative_to(self.folder).parts
        except ValueError:
            return None
        if len(parts) != 2 or not _FOLDER.fullmatch(parts[0]) or parts[1] in (".", ".."):
            return None
        return "/".join(parts)
