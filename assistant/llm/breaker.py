"""Breaker: leaves an endpoint alone for a while after calls have failed one after another."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime, timedelta

import pybreaker

from assistant.errors import ModelBusy, ModelUnavailable
from assistant.llm.failure import ON_OFFER

BREAK = 3
PAUSE = 30  # seconds


class Breaker:
    """Counts how whole calls ended (pybreaker cannot hold an asynchronous stream itself)."""

    def __init__(self, *, fail_max: int = BREAK, pause: float = PAUSE) -> None:
        self._storage = pybreaker.CircuitMemoryStorage(pybreaker.STATE_CLOSED)
        self._breaker = pybreaker.CircuitBreaker(
            fail_max=fail_max,
            reset_timeout=pause,
            state_storage=self._storage,
            throw_new_error_on_trip=False,
        )

    def check(self) -> None:
        """Raises ModelBusy while the pause lasts; after it one call may try."""
        opened = self._storage.opened_at
        if self._breaker.current_state != pybreaker.STATE_OPEN or opened is None:
            return
        left = opened + timedelta(seconds=self._breaker.reset_timeout) - datetime.now(UTC)
        if left > timedelta():
            raise ModelBusy(
                f"模型服务接连出错，暂停使用：请 {left.total_seconds():.0f} 秒后再试，{ON_OFFER}"
            )

    def failed(self, error: ModelUnavailable) -> None:
        """A call ended in an error of the endpoint."""

        def fail() -> None:
            raise error

        with contextlib.suppress(ModelUnavailable, pybreaker.CircuitBreakerError):
            self._breaker.call(fail)

    def succeeded(self) -> None:
        """A call ended well."""
        with contextlib.suppress(pybreaker.CircuitBreakerError):
            self._breaker.call(_nothing)


def _nothing() -> None:
    """A call that succeeds."""
