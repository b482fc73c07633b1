"""Backing: what a corpus stands on: record store, embedder and vector database, from settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import WrongCall
from assistant.retrieval.connection import Storage
from assistant.retrieval.dense.engine import Engine
from assistant.retrieval.dense.local import LocalChroma
from assistant.retrieval.embedding import DEFAULT_MODEL, Embedder, load_embedder, open_embedder
from assistant.retrieval.store import Store
from assistant.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Backing:
    """Opened once and passed to ``open_index`` and ``ingest``."""

    store: Storage
    embedder: Embedder
    engine: Engine = field(default_factory=LocalChroma)


def local_backing(data_dir: Path, embedder: Embedder | None = None) -> Backing:
    """Everything on this machine, whatever the settings say."""
    return Backing(store=Store(data_dir), embedder=embedder or load_embedder(DEFAULT_MODEL))


def open_backing(settings: Settings) -> Backing:
    """What the settings ask for; nothing is connected to yet. Raises WrongCall."""
    return Backing(
        store=_storage(settings),
        embedder=open_embedder(settings.index),
        engine=_engine(settings),
    )


def _storage(settings: Settings) -> Storage:
    address = settings.index.database_url
    if not address:
        return Store(settings.data_dir)
    if not address.reveal().startswith(("postgresql://", "postgresql+psycopg://", "postgres://")):
        raise WrongCall(
            "环境变量 DATABASE_URL 不受支持：请写成 postgresql://用户:密码@主机:5432/库名"
        )
    from assistant.retrieval.server_store import ServerStore

    return ServerStore(address, settings.data_dir)


def _engine(settings: Settings) -> Engine:
    index = settings.index
    if index.chroma_url is None:
        return LocalChroma()
    from assistant.retrieval.dense.server import ChromaServer

    return ChromaServer(
        url=index.chroma_url,
        tenant=index.chroma_tenant,
        database=index.chroma_database,
        token=index.chroma_token,
    )
