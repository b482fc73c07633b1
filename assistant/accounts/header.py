"""Header: a user whom a reverse proxy has already checked, named in a request header."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from assistant.accounts.role import Identity
from assistant.accounts.users import Users


class TrustedHeader:
    """Believes ``header`` only where the request comes from one of ``proxies`` (addresses).

    The proxy has to take the header out of what browsers send. The role is that of the users
    file; a name that is not in it is nobody.
    """

    def __init__(self, users: Users, header: str, proxies: Sequence[str]) -> None:
        self._users = users
        self._header = header.lower()
        self._proxies = [ipaddress.ip_network(proxy, strict=False) for proxy in proxies]

    def identity(self, headers: Mapping[str, str], peer: str | None) -> Identity | None:
        """Who asks, by the header names in lower case; None where nobody can be believed."""
        try:
            address = ipaddress.ip_address(peer or "")
        except ValueError:
            return None
        if not any(address in proxy for proxy in self._proxies):
            return None
        return self._users.identity(unquote(headers.get(self._header, "")))
