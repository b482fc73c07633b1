"""Limits: which of somebody's requests go on, by kind."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal

from assistant.accounts.rate import RateLimit
from assistant.rate_settings import RateSettings

Kind = Literal["logins", "drafts", "uploads", "calls"]
SECONDS = 60.0
OFFICE = 20  # an address may stand for an office: so many users are taken to be behind it


class Limits:
    """Counts requests of users and of addresses; safe to call from threads."""

    def __init__(self, rates: RateSettings) -> None:
        most: dict[str, int] = asdict(rates)
        self._users = {kind: RateLimit(n, SECONDS) for kind, n in most.items() if n}
        self._places = {kind: RateLimit(n * OFFICE, SECONDS) for kind, n in most.items() if n}
        # a try of a password costs a quarter of a second of a processor, whoever makes it
        self._places |= {kind: one for kind, one in self._users.items() if kind == "logins"}

    def allows(self, kind: Kind, *, user: str = "", address: str = "") -> bool:
        """Whether this request may go on; counted for ``user``, or for ``address`` without one."""
        limit = (self._users if user else self._places).get(kind)
        return limit is None or limit.allows(user or address)
