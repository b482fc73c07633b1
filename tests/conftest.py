"""What every test stands on: a scrubbed environment, no network, a data folder of its own."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import network_guard
import pytest

pytest_plugins = ["postgres"]  # tests/support/postgres.py: a throw-away database server

ROOT = Path(__file__).resolve().parent.parent
SUPPORT = Path(__file__).resolve().parent / "support"
NOTICES = ROOT.parent / "shared" / "notices"

_SCRUBBED_PREFIXES = (
    "ASSISTANT_",
    "LLM_",
    "ENGINE",
    "LANGCHAIN_",
    "LANGSMITH_",
    "OPENAI_",
    "GRADIO_",
    "CHROMA_",
    "DATABASE_",
)
_SCRUBBED_SUFFIXES = ("_PROXY", "_API_KEY", "_TOKEN")
_FIXED = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "NO_PROXY": "127.0.0.1,localhost",
    "PYTHONUTF8": "1",
}

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--drafts N``: how many drafts of scripted models test_thousand_drafts.py takes."""
    parser.addoption("--drafts", type=int, default=160, help="drafts of scripted models")


def pytest_configure() -> None:
    """Before anything is imported by a test: scrub the environment, close the network."""
    for name in list(os.environ):
        upper = name.upper()
        if upper.startswith(_SCRUBBED_PREFIXES) or upper.endswith(_SCRUBBED_SUFFIXES):
            del os.environ[name]
    os.environ.update(_FIXED)
    network_guard.install()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a browser last: its driver keeps an event loop running in the main thread.

    No ``asyncio.run`` of a later test would work beside it. Whole files, since the workers that
    share the tests out (``--dist loadfile``) take them file by file, in this order.
    """
    with_browser = {item.path for item in items if "browser" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: item.path in with_browser)


@pytest.fixture(scope="session")
def _data_root(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Iterator[int]]:
    return tmp_path_factory.mktemp("data"), itertools.count()


@pytest.fixture(autouse=True)
def data_dir(
    _data_root: tuple[Path, Iterator[int]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A data folder for this test alone (not made yet), and the proof that it stayed offline."""
    folder = _data_root[0] / str(next(_data_root[1]))
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(folder))
    network_guard.attempts.clear()
    yield folder
    assert network_guard.attempts == [], "a test tried to leave the machine"


@pytest.fixture(scope="session")
def warm_library(request: pytest.FixtureRequest) -> Path:
    """A vector cache that holds the whole measure library, kept from run to run.

    Embedding the library takes half a minute; vectors are found by their text, so a cache of an
    older library is only incomplete, never wrong.
    """
    from assistant.drafting.classify import Classifier
    from assistant.drafting.library import load_library
    from assistant.retrieval.vectors import VectorCache
    from assistant.settings import read_settings

    assert request.config.cache is not None
    path = Path(request.config.cache.mkdir("vectors")) / "library.db"
    Classifier(load_library(read_settings().library_dir), VectorCache(path))
    return path


@pytest.fixture
def warm_data_dir(data_dir: Path, warm_library: Path) -> Path:
    """This test's data folder with the measure library's vectors in it."""
    data_dir.mkdir()
    with (
        contextlib.closing(sqlite3.connect(warm_library)) as source,
        contextlib.closing(sqlite3.connect(data_dir / "library.db")) as copy,
    ):
        source.backup(copy)
    return data_dir


@pytest.fixture(scope="session")
def real_notices() -> Path:
    """The folder of the five real notices; they are test input only and never copied."""
    if not NOTICES.is_dir():
        pytest.skip("real notices absent: no folder ../shared/notices beside the project")
    return NOTICES


@pytest.fixture
def run_assistant() -> Run:
    """Run ``python -m assistant ARGUMENTS`` as a process of its own, offline.

    Keyword arguments: ``stdin`` (bytes), ``cwd``, ``env`` (added to the scrubbed environment).
    """

    def run(
        *arguments: str | Path,
        stdin: bytes = b"",
        cwd: Path = ROOT,
        env: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "assistant", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(SUPPORT), **(env or {})},
            timeout=120,
            check=False,
        )

    return run


def _program(name: str, package: str) -> str:
    """A program's path; where it is missing the test is skipped, in CI it fails."""
    found = shutil.which(name)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(f"{name} is missing in CI: .ci/system-packages.sh installs {package}")
    if found is None:
        pytest.skip(f"{name} is not installed (package {package})")
    return found


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser for live tests."""
    return _program("chromium", "chromium")


@pytest.fixture(scope="session")
def soffice() -> str:
    """Path of LibreOffice for live tests."""
    return _program("soffice", "libreoffice-writer")
