"""Proxy: which one stands between us and an address, by the usual environment variables."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit


def proxy_for(address: str, proxies: Mapping[str, str]) -> str | None:
    """``proxies``: "http", "https", "all" → address, "no" → comma-separated exceptions.

    An exception is a host, a domain (with or without a leading dot), a network or ``*``.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    exceptions = (name.strip().lower() for name in proxies.get("no", "").split(","))
    if any(name and _excepts(name, host) for name in exceptions):
        return None
    return proxies.get(parts.scheme) or proxies.get("all")


def _excepts(name: str, host: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(name, strict=False)
    except ValueError:
        domain = name.removeprefix("*").removeprefix(".")
        return host == domain or not domain or host.endswith(f".{domain}")
