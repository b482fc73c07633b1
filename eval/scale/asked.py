"""Asked: an index opened and asked in a process of its own, cold and warm."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.drafting.library import load_library
from assistant.retrieval.index import open_index
from assistant.settings import read_settings
from eval.scale.hashed import embedder
from eval.scale.memory import peak_mb
from eval.synthetic import Maker

QUERIES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An index opened and asked in a process of its own; milliseconds, megabytes.

    ``cold``: QUERIES questions, each asked for the first time, with none of the index's files in
    memory at the start (where the system can be told so); the others: as many different questions
    after them. ``cpu_ms`` is the processor time of a warm query, which another load on the machine
    hardly changes.
    """

    opened_ms: float
    first_ms: float
    cold_median_ms: float
    cold_p95_ms: float
    median_ms: float
    p95_ms: float
    cpu_ms: float
    embedding_ms: float
    rss_mb: float


def asked_apart(data: Path, model: str) -> Asked:
    """``ask`` in a process of its own."""
    command = [sys.executable, "-m", "eval.scale", "--ask", str(data), "--model", model]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Asked(**json.loads(done.stdout))


def ask(data: Path, model: str) -> Asked:
    """Open an index and ask it twice QUERIES different questions, one after another."""
    maker = Maker(load_library(read_settings().library_dir))
    encoder = embedder(model)
    encoder.queries(["预热"])
    queries = [maker.query(number) for number in range(2 * QUERIES)]
    _evict(data)
    started = time.perf_counter()
    index = open_index(data, embedder=encoder)
    opened = time.perf_counter()
    cold = list(_timed(lambda query: index.search(query, threshold=0.0), queries[:QUERIES]))
    busy = time.process_time()
    warm = list(_timed(lambda query: index.search(query, threshold=0.0), queries[QUERIES:]))
    busy = time.process_time() - busy
    embedding = list(_timed(lambda query: encoder.queries([query]), queries))
    index.close()
    return Asked(
        opened_ms=round((opened - started) * 1e3, 1),
        first_ms=round(cold[0], 1),
        cold_median_ms=round(statistics.median(cold), 1),
        cold_p95_ms=_p95(cold),
        median_ms=round(statistics.median(warm), 1),
        p95_ms=_p95(warm),
        cpu_ms=round(busy / QUERIES * 1e3, 1),
        embedding_ms=round(statistics.median(embedding), 1),
        rss_mb=peak_mb(),
    )


def _p95(taken: Sequence[float]) -> float:
    return round(sorted(taken)[int(len(taken) * 0.95)], 1)


def _evict(data: Path) -> None:
    """Have the system forget what it keeps of our files in memory, where it can be asked to."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in data.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _timed(act: Callable[[str], object], queries: Sequence[str]) -> Iterator[float]:
    for query in queries:
        started = time.perf_counter()
        act(query)
        yield (time.perf_counter() - started) * 1e3
