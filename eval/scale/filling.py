"""Filling: a corpus of synthetic notices that is filled, stage by stage, and watched."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.errors import InputUnreadable
from assistant.notice.document import Document
from assistant.retrieval.backing import Backing, local_backing
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.ingest import Row, ingest
from eval.scale.memory import peak_mb
from eval.synthetic import PER_NOTICE

STAGES = 10  # parts of an ingest that are measured one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of an ingest: what it cost while the corpus grew to ``records``.

    ``rss_mb`` is the most memory so far, ``load`` the machine's load at the end (1 minute).
    """

    records: int
    records_a_second: float
    records_a_cpu_second: float
    store_mb: float
    rss_mb: float
    load: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Wall and processor seconds of a step, and the most memory of the process until its end."""

    seconds: float
    cpu_seconds: float
    rss_mb: float


class Clock:
    """Wall and processor time since it was made or last read."""

    def __init__(self) -> None:
        self._wall, self._busy = time.perf_counter(), time.process_time()

    def spent(self) -> Spent:
        """Since the last time; starts anew."""
        wall, busy = self._wall, self._busy
        self._wall, self._busy = time.perf_counter(), time.process_time()
        return Spent(
            seconds=round(self._wall - wall, 2),
            cpu_seconds=round(self._busy - busy, 2),
            rss_mb=peak_mb(),
        )


class Filling:
    """A corpus that is filled and watched."""

    def __init__(self, *, data: Path, embedder: Embedder, say: Callable[[str], None]) -> None:
        self.data = data
        self.backing: Backing = local_backing(data, embedder)
        self._say = say

    def grow(self, folder: Path, notices: int) -> tuple[tuple[Stage, ...], Spent, Spent]:
        """Ingest a folder of so many files; the stages, the whole of them, the index."""
        whole, part = Clock(), Clock()
        stages: list[Stage] = []
        ingested, done = whole.spent(), 0
        for number, _ in enumerate(self._rows(folder), 1):
            if number * STAGES // notices == len(stages) and number < notices:
                continue
            stages.append(self._stage(number * PER_NOTICE, number - done, part.spent()))
            done = number
            if number == notices:
                ingested = whole.spent()
        indexed = whole.spent()
        self._say(json.dumps({"index": asdict(indexed)}))
        return tuple(stages), ingested, indexed

    def _stage(self, records: int, notices: int, spent: Spent) -> Stage:
        stage = Stage(
            records=records,
            records_a_second=round(notices * PER_NOTICE / max(spent.seconds, 0.01), 1),
            records_a_cpu_second=round(notices * PER_NOTICE / max(spent.cpu_seconds, 0.01), 1),
            store_mb=size(self.data, "store.sqlite3*"),
            rss_mb=spent.rss_mb,
            load=load(),
        )
        self._say(json.dumps(asdict(stage)))
        return stage

    def take(self, folder: Path) -> Spent:
        """Ingest a folder."""
        clock = Clock()
        for _ in self._rows(folder):
            pass
        spent = clock.spent()
        self._say(json.dumps({folder.name: asdict(spent)}))
        return spent

    def _rows(self, folder: Path) -> Iterator[Row]:
        def read(path: str) -> Document:
            return Document(text=Path(path).read_text(encoding="utf-8"), source=Path(path).name)

        for row in ingest([str(folder)], data_dir=self.data, backing=self.backing, read=read):
            if row.outcome == "skipped":
                raise InputUnreadable(f"合成的通报 {row.path} 没有收进：{row.reason}")
            yield row


def load() -> float:
    """The machine's load (1 minute)."""
    return round(os.getloadavg()[0], 2)


def size(folder: Path, pattern: str) -> float:
    """Megabytes of the files that fit."""
    found = sum(path.stat().st_size for path in folder.glob(pattern) if path.is_file())
    return round(found / 1e6, 1)
