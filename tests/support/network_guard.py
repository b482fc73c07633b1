"""Refuse every connection and name look-up that would leave the machine.

An audit hook sees the sockets of all Python code, name resolution included (which pytest-socket
does not), and it can be loaded into child processes: with this folder on PYTHONPATH they import
sitecustomize.py, which installs it.
"""

from __future__ import annotations

import ipaddress
import sys

_EVENTS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}

attempts: list[str] = []


class NetworkRefused(RuntimeError):
    """A test tried to reach something that is not on this machine."""


def install() -> None:
    """Install the hook; it stays for the life of the process."""
    sys.addaudithook(_hook)


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event in _EVENTS:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a Unix socket has no host
    elif event in _LOOKUPS:
        host = arguments[0]
    else:
        return
    if not is_local(host):
        attempts.append(f"{event} {host}")
        raise NetworkRefused(f"a test tried to reach {host} ({event})")


def is_local(host: object) -> bool:
    """Whether a host is this machine: loopback addresses, localhost, none at all."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if not name or name in ("localhost", "0.0.0.0", "::"):
        return True
    try:
        return ipaddress.ip_address(str(name).partition("%")[0]).is_loopback
    except ValueError:
        return False
