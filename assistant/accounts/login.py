"""Login: checks a name and password, and locks a name that is tried too often."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from assistant.accounts.users import Users

TRIES = 5  # wrong passwords until a name is locked
LOCKED_SECONDS = 300.0
REMEMBERED = 10_000  # names whose failures are kept in memory


class Login:
    """Answers whether somebody may enter; safe to call from several threads."""

    def __init__(self, users: Users, clock: Callable[[], float] = time.monotonic) -> None:
        self._users = users
        self._clock = clock
        self._lock = threading.Lock()
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def accepts(self, name: str, password: str) -> bool:
        """Whether the password is right; False for a locked name, whatever the password.

        After TRIES failures a name is locked for LOCKED_SECONDS after the last of them; the
        password is not even looked at then, so a locked name tells nothing.
        """
        name = name[:60]
        with self._lock:
            count, last = self._failed.get(name, (0, 0.0))
            if count >= TRIES and self._clock() - last < LOCKED_SECONDS:
                return False
        if self._users.accepts(name, password):
            with self._lock:
                self._failed.pop(name, None)
            return True
        with self._lock:
            count, last = self._failed.pop(name, (0, 0.0))
            if self._clock() - last >= LOCKED_SECONDS:
                count = 0
            self._failed[name] = (count + 1, self._clock())
            while len(self._failed) > REMEMBERED:
                self._failed.popitem(last=False)
        return False
