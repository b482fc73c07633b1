"""Keeper: the draft on the desk is on disk, so that a reload or a crash finds it again.

It lies in the history beside the chats, under an id made from the browser's and the user's name;
only the text, the feedback and the waivers are kept: the findings follow from them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from assistant.chat.history import History, Message, is_conversation
from assistant.review.waivers import Waiver
from assistant.ui.state import Desk, Kept

FORMAT = "desk/1"


class Keeper:
    """Saves and brings back desks; holds nothing of any user."""

    def __init__(self, history: History) -> None:
        self._history = history

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
            waivers=desk.waivers,
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


def _key(browser: str, owner: str) -> str:
    return hashlib.sha256(f"desk\n{owner}\n{browser}".encode()).hexdigest()[: len(browser)]


def _kept(key: str, payload: Mapping[str, Any]) -> Kept | None:
    if payload.get("format") != FORMAT:
        return None
    try:
        return Kept(
            key=key,
            text=str(payload["text"]),
            source=str(payload["source"]),
            feedback=tuple(map(str, payload["feedback"])),
            waivers=tuple(Waiver(**one) for one in payload["waivers"]),
        )
    except (KeyError, TypeError):
        return None
