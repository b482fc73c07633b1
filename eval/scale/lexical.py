"""Lexical: the word side of a corpus laid side by side several times, as large as none is at hand.

The vocabulary is that of one copy; how many texts hold each word, which is what a query's time goes
into, is that of all of them.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.drafting.library import load_library
from assistant.errors import IndexMissing
from assistant.retrieval import lexical as engine
from assistant.retrieval.generation import Generations
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.postings import Postings
from assistant.retrieval.segment import Segment
from assistant.settings import read_settings
from eval.scale.filling import Clock, Spent, load, size
from eval.scale.memory import peak_mb
from eval.synthetic import Maker

QUERIES = 60
TOP = 200  # candidates that a search takes from the word side
PARTS = ("problem", "text")
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Both lists of words (problems, whole records) asked in a process of its own; milliseconds.

    ``every`` is the time when every word is counted for every text; ``differs`` the largest
    difference that this makes to one of the TOP scores, as a share of the best one.
    """

    opened_ms: float
    median_ms: float
    p95_ms: float
    cpu_ms: float
    every_median_ms: float
    every_cpu_ms: float
    differs: float
    rss_mb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexical:
    """``postings`` counts pairs of a word and a text, in both lists; ``load`` the machine's before."""

    records: int
    copies: int
    load: float
    postings: int
    merge: Spent
    disk_mb: float
    asked: Words


def lexical(data: Path, copies: int, folder: Path, corpus: str = "main") -> Lexical:
    """Lay the index of a filled corpus side by side ``copies`` times, in ``folder``, and ask it."""
    segments = segments_of(data, corpus)
    folder.mkdir(parents=True)
    busy = load()
    clock, postings, records = Clock(), 0, 0
    for name in PARTS:
        merged = Postings.merged([(getattr(s, name), None) for s in segments] * copies)
        merged.save(folder / name)
        postings, records = postings + len(merged.rows), len(merged)
    merge = clock.spent()
    command = [sys.executable, "-m", "eval.scale", "--ask-words", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Lexical(
        records=records,
        copies=copies,
        load=busy,
        postings=postings,
        merge=merge,
        disk_mb=size(folder, "**/*"),
        asked=Words(**json.loads(done.stdout)),
    )


def segments_of(data: Path, corpus: str = "main") -> list[Segment]:
    """The segments of a filled corpus's index; raises IndexMissing."""
    generations = Generations(data / "index" / corpus)
    found = generations.current()
    if found is None:
        raise IndexMissing(f"{data} 里没有索引：请先用 --records 测一次，再给出它的 data 文件夹")
    return [Segment.load(generations.folder / part.name) for part in found[1].parts]


def ask_words(folder: Path) -> Words:
    """Open what ``lexical`` has laid down and ask it QUERIES different questions."""
    maker = Maker(load_library(read_settings().library_dir))
    queries = [maker.query(number) for number in range(QUERIES)]
    LexicalIndex(["预热"]).scores("预热")
    started = time.perf_counter()
    lists = [LexicalIndex.over([Postings.load(folder / name)]) for name in PARTS]
    opened = time.perf_counter() - started
    for query in queries:  # the files come into memory
        _scores(lists, query)
    taken, cpu, best = _timed(lists, queries)
    engine.LARGE = sys.maxsize
    every, every_cpu, exact = _timed(lists, queries)
    differs = max(
        float(np.max(np.abs(mine - theirs)) / max(float(theirs[0]), 1e-6))
        for mine, theirs in zip(best, exact, strict=True)
    )
    return Words(
        opened_ms=round(opened * 1e3, 1),
        median_ms=round(statistics.median(taken), 1),
        p95_ms=round(sorted(taken)[int(len(taken) * 0.95)], 1),
        cpu_ms=round(cpu, 1),
        every_median_ms=round(statistics.median(every), 1),
        every_cpu_ms=round(every_cpu, 1),
        differs=float(f"{differs:.1e}"),
        rss_mb=peak_mb(),
    )


def _scores(lists: list[LexicalIndex], query: str) -> list[Scores]:
    return [one.scores(query) for one in lists]


def _timed(
    lists: list[LexicalIndex], queries: list[str]
) -> tuple[list[float], float, list[Scores]]:
    """Wall milliseconds of each query, processor milliseconds of one, the best scores of each."""
    taken: list[float] = []
    best: list[Scores] = []
    busy = 0.0
    for query in queries:
        started, before = time.perf_counter(), time.process_time()
        scores = _scores(lists, query)
        busy += time.process_time() - before
        taken.append((time.perf_counter() - started) * 1e3)
        best.extend(np.sort(one)[::-1][:TOP] for one in scores)
    return taken, busy / len(queries) * 1e3, best
