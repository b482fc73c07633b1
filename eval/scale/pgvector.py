"""pgvector: what a vector index inside PostgreSQL would cost, beside the exact scan of this machine.

It is measured, not used: records and vectors are stored by ServerStore, and every machine searches
an index of its own (MACHINES.md says why).
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import psycopg
from numpy.typing import NDArray
from pgvector.psycopg import register_vector

from assistant.errors import IndexUnavailable
from eval.scale.filling import load

Matrix = NDArray[np.float32]

TABLE = "pgvector_measured"
TOP = 200  # candidates that a search takes from the dense side
QUERIES = 60
GROUP = 30  # rows of a transaction: those of a notice
WRITERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PgVector:
    """Rates are rows a second, the index (HNSW) kept up while rows are added; times milliseconds.

    ``recall`` is the share of the exact TOP that it finds; ``lost`` counts rows of the WRITERS at
    once that are not in the table or whose own vector does not find them.
    """

    server: str
    extension: str
    rows: int
    dimensions: int
    load: float
    one_writer: float
    writers: float
    lost: int
    median_ms: float
    p95_ms: float
    recall: float
    scan_median_ms: float
    scan_p95_ms: float


def has_pgvector(url: str) -> bool:
    """Whether the server has the extension."""
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT 1 FROM pg_available_extensions WHERE name = 'vector'"
        ).fetchone()
    return found is not None


def pgvector(url: str, matrix: Matrix) -> PgVector:
    """Write unit vectors into a new table, a third by one writer, the rest by three, and search it.

    The table is dropped at the end. Raises IndexUnavailable where the extension is missing.
    """
    if not has_pgvector(url):
        raise IndexUnavailable("这个 PostgreSQL 没有 vector 扩展：请先在数据库主机上安装 pgvector")
    busy, third = load(), len(matrix) // 3
    with _connected(url) as connection:
        _make(connection, matrix.shape[1])
        one = _seconds(lambda: _write(url, range(third), matrix))
        parts = [range(third + writer, len(matrix), WRITERS) for writer in range(WRITERS)]
        with ThreadPoolExecutor(WRITERS) as pool:
            three = _seconds(lambda: list(pool.map(lambda rows: _write(url, rows, matrix), parts)))
        queries = matrix[np.linspace(0, len(matrix) - 1, QUERIES).astype(np.int64)]
        found, taken = _searched(lambda query: _nearest(connection, query), queries)
        exact, scanned = _searched(lambda query: _scan(matrix, query), queries)
        lost = len(matrix) - len(_ids(connection)) + _unfound(connection, matrix)
        row = connection.execute(
            "SELECT current_setting('server_version'), extversion FROM pg_extension"
            " WHERE extname = 'vector'"
        ).fetchone()
        connection.execute(f"DROP TABLE {TABLE}".encode())
    assert row is not None
    shares = [len(a & b) / len(b) for a, b in zip(found, exact, strict=True)]
    return PgVector(
        server=str(row[0]),
        extension=str(row[1]),
        rows=len(matrix),
        dimensions=matrix.shape[1],
        load=busy,
        one_writer=round(third / one, 1),
        writers=round((len(matrix) - third) / three, 1),
        lost=lost,
        median_ms=_median(taken),
        p95_ms=_p95(taken),
        recall=round(statistics.mean(shares), 3),
        scan_median_ms=_median(scanned),
        scan_p95_ms=_p95(scanned),
    )


def _connected(url: str) -> psycopg.Connection[tuple[object, ...]]:
    connection = psycopg.connect(url, autocommit=True)
    connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    register_vector(connection)
    return connection


def _make(connection: psycopg.Connection[tuple[object, ...]], dimensions: int) -> None:
    connection.execute(
        f"CREATE TABLE {TABLE} (id int PRIMARY KEY, v vector({dimensions}))".encode()
    )
    connection.execute(f"CREATE INDEX ON {TABLE} USING hnsw (v vector_ip_ops)".encode())
    connection.execute(f"SET hnsw.ef_search = {TOP}".encode())


def _write(url: str, rows: range, matrix: Matrix) -> None:
    """A writer of its own: GROUP rows a transaction."""
    with _connected(url) as connection:
        for start in range(0, len(rows), GROUP):
            with connection.transaction(), connection.cursor() as cursor:
                cursor.executemany(
                    f"INSERT INTO {TABLE} VALUES (%s, %s)".encode(),
                    [(row, matrix[row]) for row in rows[start : start + GROUP]],
                )


def _nearest(
    connection: psycopg.Connection[tuple[object, ...]], query: Matrix, top: int = TOP
) -> set[int]:
    found = connection.execute(
        f"SELECT id FROM {TABLE} ORDER BY v <#> %s LIMIT {top}".encode(), (query,)
    )
    return {int(str(row[0])) for row in found}


def _scan(matrix: Matrix, query: Matrix) -> set[int]:
    return set(np.argpartition(-(matrix @ query), TOP)[:TOP].tolist())


def _ids(connection: psycopg.Connection[tuple[object, ...]]) -> set[int]:
    return {int(str(row[0])) for row in connection.execute(f"SELECT id FROM {TABLE}".encode())}


def _unfound(connection: psycopg.Connection[tuple[object, ...]], matrix: Matrix) -> int:
    """Of QUERIES rows those whose own vector is not among the nearest (others may be equal)."""
    chosen = np.linspace(0, len(matrix) - 1, QUERIES).astype(np.int64)
    return sum(
        not any(
            np.allclose(matrix[found], matrix[row], atol=1e-6)
            for found in _nearest(connection, matrix[row], 1)
        )
        for row in chosen
    )


def _searched(
    ask: Callable[[Matrix], set[int]], queries: Matrix
) -> tuple[list[set[int]], list[float]]:
    ask(queries[0])
    found, taken = [], []
    for query in queries:
        started = time.perf_counter()
        found.append(ask(query))
        taken.append((time.perf_counter() - started) * 1e3)
    return found, taken


def _seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _median(taken: Sequence[float]) -> float:
    return round(statistics.median(taken), 1)


def _p95(taken: Sequence[float]) -> float:
    return round(sorted(taken)[int(len(taken) * 0.95)], 1)
