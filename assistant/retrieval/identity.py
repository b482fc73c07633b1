"""Identity: which embedding model a corpus is searched by; the store keeps it, nobody mixes two."""

from __future__ import annotations

from assistant.errors import IndexUnavailable
from assistant.retrieval.connection import Connection

KEY = "model:"


def model_of(connection: Connection, corpus: str) -> str | None:
    """The name of the model that the corpus was embedded with, or None where none was yet."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (KEY + corpus,)).fetchone()
    return None if row is None else str(row[0])


def set_model(connection: Connection, corpus: str, name: str) -> None:
    """From now on the corpus is searched by this model."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (KEY + corpus, name),
    )


def check_model(connection: Connection, corpus: str, name: str) -> None:
    """Raise IndexUnavailable where the corpus was embedded with another model than ``name``."""
    known = model_of(connection, corpus)
    if known is None or known == name:
        return
    more = "" if corpus == "main" else f" --corpus {corpus}"
    raise IndexUnavailable(
        f"语料库“{corpus}”的索引由嵌入模型“{known}”建立，现在设置的是“{name}”，两种向量不能混用："
        f"请改回原来的设置，或运行 python -m assistant corpus rebuild{more} 用现在的模型重建"
    )
