"""Rate: how often one user may ask for something costly."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

REMEMBERED = 10_000  # users whose last requests are kept in memory


class RateLimit:
    """At most ``most`` requests in ``seconds`` for each user; safe to call from threads."""

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._asked: OrderedDict[str, deque[float]] = OrderedDict()

    def allows(self, user: str) -> bool:
        """Whether this request may go on; it is counted if so."""
        now = self._clock()
        with self._lock:
            asked = self._asked.setdefault(user, deque())
            self._asked.move_to_end(user)
            while asked and now - asked[0] >= self._seconds:
                asked.popleft()
            if len(asked) >= self._most:
                return False
            asked.append(now)
            while len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)
            return True
