"""Sessions: what the server keeps of each open page, small enough for weeks of opened pages.

Measured with Gradio 6.31 and this page of 345 components: for each session it computes and keeps
the configuration of every component, 24 ms and 0.65 MB, and again that of each input and output at
each step of an event. Only its deep links read that, whose route the doorkeeper does not know.
A component that an event updates is made anew under another number and kept under both, so that
each answer leaves 7 KB behind; and a session is never forgotten before ten thousand others came.
"""

from __future__ import annotations

import datetime
import math
from copy import copy
from typing import Any

from gradio.blocks import Blocks
from gradio.state_holder import SessionState, StateHolder

MOST = 1000  # sessions of 0.1 MB; the one that was used longest ago goes first
CLOSED_SECONDS = 3600  # that a closed page's state waits for it to be opened again


class Session(SessionState):
    """One open page: the values of its states, and the components that an event has changed."""

    def __init__(self, blocks: Blocks) -> None:
        # in place of the inherited one, whose work is what this class leaves out
        self.blocks_config = copy(blocks.default_config)
        self.config_values: dict[int, Any] = {}
        self.state_data: dict[int, Any] = {}
        self._state_ttl: dict[int, Any] = {}
        self.is_closed = False
        self.STATE_TTL_WHEN_CLOSED = CLOSED_SECONDS

    def __setitem__(self, key: int, value: Any) -> None:
        """Keep the value of a state, or a component as an event has left it."""
        block = self.blocks_config.blocks.get(key)
        if block is not None and block.stateful:
            self._state_ttl[key] = (math.inf, datetime.datetime.now())
            self.state_data[key] = value
        else:
            value._id = key
            self.blocks_config.blocks[key] = value

    def _update_config(self, key: int) -> None:
        """Nothing: nobody reads it."""

    def _update_value_in_config(self, key: int, value: Any) -> None:
        """Nothing: nobody reads it."""


class Sessions(StateHolder):
    """All open pages of this server."""

    def __getitem__(self, session_id: str) -> SessionState:
        """The session of this name, a new one where there is none."""
        if session_id not in self.session_data:
            self.session_data[session_id] = Session(self.blocks)
        return super().__getitem__(session_id)

    def delete_all_expired_state(self) -> None:
        """Called by Gradio every hour: forget the pages that were closed and not opened again."""
        super().delete_all_expired_state()  # type: ignore[no-untyped-call]
        limit = datetime.datetime.now() - datetime.timedelta(seconds=CLOSED_SECONDS)
        for name, session in list(self.session_data.items()):
            if session.is_closed and self.time_last_used.get(name, limit) <= limit:
                with self.lock:
                    self.session_data.pop(name, None)
                    self.time_last_used.pop(name, None)


def keep_small(page: Blocks) -> None:
    """From now on the running page keeps its sessions here."""
    holder = Sessions()  # type: ignore[no-untyped-call]
    holder.set_blocks(page)
    holder.capacity = MOST
    page.app.state_holder = holder
