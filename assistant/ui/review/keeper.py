"""Keeper: the draft on the desk is on disk, so that a reload or a crash finds it again.

It lies in the history beside the chats, under an id made from the browser's and the user's name;
only the text, the feedback and what it belongs to are kept: the findings follow from them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from assistant.chat.history import History, Message, is_conversation
from assistant.ui.review.originals import Originals
from assistant.ui.state import MOST_VERSIONS, Desk, Kept, Original, Version, version_label

FORMAT = "desk/2"
_BEFORE = "desk/1"  # with the waivers of one browser; it said that they would not be kept


class Keeper:
    """Saves and brings back desks; holds nothing of any user."""

    def __init__(self, history: History, originals: Originals) -> None:
        self._history = history
        self._originals = originals

    def save(self, desk: Desk, browser: str, owner: str) -> None:
        """Keep the desk as it is now; an empty one forgets what was kept. Idempotent."""
        if not is_conversation(browser):
            return
        key = _key(browser, owner)
        kept = Kept(
            key=key,
            text=desk.text,
            source=desk.notice.source if desk.notice is not None else "",
            feedback=desk.feedback,
            project=desk.project,
            title=desk.title,
            original=self._originals.keep(key, desk.original),
        )
        if desk.kept == kept:
            return
        if desk.text:
            payload = {"format": FORMAT, **asdict(kept)}
            self._history.add(key, Message(role="user", content=kept.source, payload=payload))
        else:
            self._history.clear(key)
        desk.kept = kept

    def read(self, browser: str, owner: str) -> Kept | None:
        """What was kept last; None where nothing was, or an older program kept it."""
        if not is_conversation(browser):
            return None
        key = _key(browser, owner)
        messages = self._history.messages(key)
        return _kept(key, messages[-1].payload) if messages else None

    def earlier(self, kept: Kept) -> list[Version]:
        """The versions before what was kept last, the oldest first, as they were numbered."""
        texts: list[tuple[str, str]] = []
        for message in self._history.messages(kept.key):
            one = _kept(kept.key, message.payload)
            if one is not None and (not texts or texts[-1][0] != one.text):
                texts.append((one.text, one.source))
        if texts and texts[-1][0] == kept.text:
            texts.pop()
        numbered = list(enumerate(texts, 1))[-(MOST_VERSIONS - 1) :]
        return [
            Version(label=version_label(n, source), text=text) for n, (text, source) in numbered
        ]

    def original(self, kept: Kept) -> Original | None:
        """The uploaded .docx of what was kept; None where there was none or it has aged out."""
        return self._originals.read(kept.key, kept.original) if kept.original else None


def _key(browser: str, owner: str) -> str:
    return hashlib.sha256(f"desk\n{owner}\n{browser}".encode()).hexdigest()[: len(browser)]


def _kept(key: str, payload: Mapping[str, Any]) -> Kept | None:
    if payload.get("format") not in (FORMAT, _BEFORE):
        return None
    try:
        return Kept(
            key=key,
            text=str(payload["text"]),
            source=str(payload["source"]),
            feedback=tuple(map(str, payload["feedback"])),
            project=payload.get("project") or None,
            title=str(payload.get("title", "")),
            original=str(payload.get("original", "")),
        )
    except (KeyError, TypeError):
        return None
