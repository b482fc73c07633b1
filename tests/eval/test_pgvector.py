"""pgvector on the throw-away PostgreSQL: three writers at once lose nothing, search finds it."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.errors import IndexUnavailable
from eval.scale import pgvector as measured

pytestmark = [pytest.mark.live, pytest.mark.slow]


def test_three_writers_lose_nothing_and_search_finds_everything(postgres_url: str) -> None:
    if not measured.has_pgvector(postgres_url):
        pytest.skip("这个 PostgreSQL 没有 vector 扩展")
    matrix = np.random.default_rng(0).standard_normal((900, 64)).astype(np.float32)
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    found = measured.pgvector(postgres_url, matrix)
    assert found.lost == 0
    assert found.recall > 0.9
    assert found.rows == 900


def test_a_server_without_it_is_said_to_be_without(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measured, "has_pgvector", lambda url: False)
    with pytest.raises(IndexUnavailable, match="vector"):
        measured.pgvector(postgres_url, np.eye(3, dtype=np.float32))
