"""Server: a Chroma server (or distributed Chroma) that several machines ask.

A segment is a collection of its own, named by the digest of its records and vectors: what another
machine has already written is used, what it left half is finished, and vectors of two models or
two states can never meet in one. It is written whole before any index names it.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexUnavailable, WrongCall
from assistant.index_settings import NO_SECRET
from assistant.retrieval.dense.engine import SPACE, Vector
from assistant.retrieval.segment import DerivedBroken
from assistant.secret import Secret

NOTE = "collection"  # the file in a segment's folder that names its collection
BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class ChromaServer:
    """The engine of several machines. ``url`` is http(s)://HOST[:PORT] of the server or of the
    authenticating proxy before it; ``token`` is sent as a bearer token."""

    url: str
    tenant: str = "default_tenant"
    database: str = "default_database"
    token: Secret = NO_SECRET

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise WrongCall(
                "环境变量 CHROMA_URL 不是地址：请写成 http://主机:端口，令牌另用 CHROMA_TOKEN"
            )

    @property
    def name(self) -> str:
        """As Engine.name."""
        return f"chroma-server {urlsplit(self.url).netloc}/{self.tenant}/{self.database}"

    @contextlib.contextmanager
    def client(self) -> Iterator[Any]:
        """A connected client; everything that goes wrong within becomes IndexUnavailable."""
        with self.guarded():
            client = self.connect()
            try:
                yield client
            finally:
                client.close()

    def connect(self) -> Any:
        """A client; raises what chromadb raises."""
        import chromadb
        from chromadb.errors import NotFoundError

        from assistant.retrieval.dense.session import ServerSettings

        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        settings = ServerSettings(
            chroma_server_host=parts.hostname,
            chroma_server_http_port=parts.port or (443 if secure else 80),
            chroma_server_ssl_enabled=secure,
            chroma_server_headers=(
                {"Authorization": f"Bearer {self.token.reveal()}"} if self.token else {}
            ),
        )
        try:
            return chromadb.Client(settings, tenant=self.tenant, database=self.database)
        except NotFoundError as error:
            raise IndexUnavailable(
                f"向量服务 {parts.netloc} 没有租户“{self.tenant}”或数据库“{self.database}”："
                "请检查 CHROMA_TENANT 和 CHROMA_DATABASE"
            ) from error

    @contextlib.contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn what chromadb and its HTTP client raise into one line of Chinese, or into
        DerivedBroken where only the collection is missing."""
        from chromadb.errors import ChromaError, NotFoundError

        from assistant.retrieval.dense.session import Late, Refused

        where = f"向量服务 {urlsplit(self.url).netloc}（CHROMA_URL）"
        try:
            yield
        except Refused as error:
            raise IndexUnavailable(f"{where}拒绝了令牌：请检查 CHROMA_TOKEN") from error
        except Late as error:
            raise IndexUnavailable(f"{where}没有按时回答：请检查它的负荷，稍后再试") from error
        except NotFoundError as error:
            raise DerivedBroken(str(error)) from error
        except (ChromaError, ValueError, KeyError, TypeError) as error:
            raise IndexUnavailable(
                f"{where}不能用（{_short(error)}）：请确认它已启动、地址正确，再试一次；"
                "已收进的通报不受影响"
            ) from error

    def write(self, folder: Path, ids: Sequence[str], matrix: NDArray[np.float32]) -> None:
        """As Engine.write; a collection that is whole already is left as it is."""
        name = _digest(ids, matrix)
        with self.client() as client:
            collection = client.get_or_create_collection(
                name, embedding_function=None, configuration=SPACE
            )
            if not _is_whole(collection, len(ids)):
                for start in range(0, len(ids), BATCH):
                    part = ids[start : start + BATCH]
                    collection.upsert(  # the same rows again where another run was cut short
                        ids=[str(row) for row in range(start, start + len(part))],
                        embeddings=matrix[start : start + BATCH],
                        metadatas=[{"record": record_id} for record_id in part],
                    )
                collection.modify(metadata={"whole": len(ids)})
        (folder / NOTE).write_text(name, encoding="utf-8")

    def open(self, folder: Path, count: int) -> ServerNeighbours:
        """As Engine.open."""
        try:
            name = (folder / NOTE).read_text(encoding="utf-8")
        except OSError as error:
            raise DerivedBroken(str(error)) from error
        with self.guarded():
            client = self.connect()
            try:
                collection = client.get_collection(name, embedding_function=None)
                if not _is_whole(collection, count):
                    raise DerivedBroken("the collection is not whole")
            except BaseException:
                client.close()
                raise
        return ServerNeighbours(self, client, collection, count)

    def mend(self, folder: Path, ids: Sequence[str], matrix: NDArray[np.float32]) -> bool:
        """As Engine.mend: another machine may have swept the collection away."""
        self.write(folder, ids, matrix)
        return True

    def forget(self, folder: Path) -> None:
        """As Engine.forget; a collection that is gone already is no error, and one that another
        segment of the same content has stays."""
        if not (folder / NOTE).is_file():
            return
        name = (folder / NOTE).read_text(encoding="utf-8")
        others = [path for path in folder.parent.glob(f"*/{NOTE}") if path.parent != folder]
        if any(path.read_text(encoding="utf-8") == name for path in others):
            return
        with contextlib.suppress(DerivedBroken), self.client() as client:
            client.delete_collection(name)


class ServerNeighbours:
    """A collection on a server."""

    def __init__(self, server: ChromaServer, client: Any, collection: Any, count: int) -> None:
        self._server = server
        self._client = client
        self._collection = collection
        self._count = count

    def nearest(self, vector: Vector, k: int) -> NDArray[np.int64]:
        """As Neighbours.nearest."""
        wanted = min(k, self._count)
        if wanted <= 0:
            return np.zeros(0, dtype=np.int64)
        with self._server.guarded():
            answer = self._collection.query(
                query_embeddings=[vector], n_results=wanted, include=["distances"]
            )
            rows = np.array([int(row) for row in answer["ids"][0]], dtype=np.int64)
        if len(rows) < wanted or rows.min() < 0 or rows.max() >= self._count:
            raise DerivedBroken("the server's neighbours are not those of the segment")
        return rows

    def close(self) -> None:
        """As Neighbours.close."""
        self._client.close()


def _is_whole(collection: Any, count: int) -> bool:
    metadata = collection.metadata or {}
    return metadata.get("whole") == count and collection.count() == count


def _digest(ids: Sequence[str], matrix: NDArray[np.float32]) -> str:
    digest = hashlib.sha256("\n".join(ids).encode())
    digest.update(np.ascontiguousarray(matrix, dtype="<f4").tobytes())
    return f"records-{digest.hexdigest()[:32]}"


def _short(error: BaseException) -> str:
    """The first words of an error, on one line."""
    return " ".join(str(error).split())[:80] or type(error).__name__
