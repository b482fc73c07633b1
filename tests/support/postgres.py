"""A throw-away PostgreSQL on loopback for tests, started once a session at the first use.

Fixtures (a plugin: tests/conftest.py names it): ``postgres`` is the running ``Server``,
``postgres_url`` the address of an empty database of this test alone, dropped afterwards
(postgresql://…; for SQLAlchemy write ``postgres_url.replace("://", "+psycopg://", 1)``). It never
runs as root, needs a password, listens on 127.0.0.1 only; skipped where absent, failing in CI.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ACCOUNT = "postgres"  # who runs it where the tests run as root, which PostgreSQL refuses
START_SECONDS = 60
# nothing outlives the test session, so nothing has to survive a power cut
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=128MB")


def programs() -> Path:
    """The folder of initdb and postgres; skips the test where there is none, fails it in CI."""
    known = shutil.which("initdb")
    folders = [Path(known).parent] if known else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = [folder for folder in folders if (folder / "postgres").is_file()]
    if found:
        return found[-1]
    if os.environ.get("CI") == "true":
        pytest.fail("PostgreSQL is missing in CI: .ci/system-packages.sh installs postgresql")
    pytest.skip("PostgreSQL is not installed (package postgresql)")


def as_account() -> Mapping[str, str | int]:
    """Arguments of subprocess that take root's rights away; none for anybody else."""
    if os.geteuid() != 0:
        return {}
    try:
        group = pwd.getpwnam(ACCOUNT).pw_gid
    except KeyError:
        pytest.skip(f"the tests run as root and there is no user {ACCOUNT} to run PostgreSQL")
    return {"user": ACCOUNT, "group": group}


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A PostgreSQL in ``folder``; ``kill`` and ``start`` are for tests of its failures."""

    folder: Path
    programs: Path
    port: int
    password: str
    process: subprocess.Popen[bytes] | None = None

    def url(self, database: str = "postgres") -> str:
        """The address of a database, with the password in it."""
        return f"postgresql://{ACCOUNT}:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self) -> None:
        """Make the data folder."""
        secret = self.folder / "password"
        secret.write_text(self.password, encoding="utf-8")
        if os.geteuid() == 0:
            for path in (self.folder, secret):
                shutil.chown(path, ACCOUNT)
        command = [self.programs / "initdb", "-D", self.folder / "data", "-U", ACCOUNT, "-N"]
        options = ["-E", "UTF8", "--locale=C", "-A", "scram-sha-256", f"--pwfile={secret}"]
        subprocess.run(
            [*command, *options],
            check=True,
            capture_output=True,
            cwd=self.folder,
            **as_account(),  # type: ignore[call-overload]
        )

    def start(self) -> None:
        """Start it and wait until it answers."""
        import psycopg

        settings = (f"port={self.port}", "listen_addresses=127.0.0.1", *QUICK)
        options = [word for setting in settings for word in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.folder / "data", "-k", "", *options],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                **as_account(),  # type: ignore[call-overload]
            )
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail("PostgreSQL did not start:\n" + (self.folder / "log").read_text())
                time.sleep(0.1)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT closes all connections at once, SIGQUIT leaves recovery to ``start``."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=START_SECONDS)
        self.process = None

    def run(self, statement: str) -> None:
        """One statement outside a transaction, in the database ``postgres``."""
        import psycopg

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The running server; its folder lies in the system's temporary folder and is deleted."""
    where = programs()
    with tempfile.TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as folder:
        server = Server(
            folder=Path(folder),
            programs=where,
            port=free_port(),
            password=secrets.token_urlsafe(12),
        )
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()


_numbers = itertools.count()


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The address of an empty database that only this test uses."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    postgres.run(f"CREATE DATABASE {name}")
    yield postgres.url(name)
    postgres.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
