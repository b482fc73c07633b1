"""Figures: one size measured from the first file to the warm query."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.drafting.library import load_library
from assistant.retrieval.index import open_index
from assistant.settings import read_settings
from eval.scale.asked import Asked, asked_apart
from eval.scale.filling import Filling, Spent, Stage, load, size
from eval.scale.hashed import embedder
from eval.synthetic import PER_NOTICE, Maker


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One size. ``ingest`` is read, parsed, compared, embedded and committed, file by file;
    ``index`` the index built from it at the end; ``again`` the same files once more; ``one_more``
    a notice of PER_NOTICE records into the full corpus. ``ingest_records_a_second`` counts ingest
    and index. ``load`` is the machine's load before (1 minute)."""

    records: int
    notices: int
    model: str
    cores: int
    load: float
    ingest_records_a_second: float
    stages: tuple[Stage, ...]
    ingest: Spent
    index: Spent
    again: Spent
    one_more: Spent
    store_mb: float
    index_mb: float
    asked: Asked


def measure(
    records: int, folder: Path, model: str, say: Callable[[str], None] = lambda line: None
) -> Figures:
    """Fill a new corpus of about ``records`` records below ``folder`` and measure it.

    ``say`` is told each figure as JSON as soon as it is there.
    """
    notices = max(1, round(records / PER_NOTICE))
    maker = Maker(load_library(read_settings().library_dir))
    maker.write(folder / "texts", 0, notices)
    maker.write(folder / "more", notices, notices + 1)
    filling = Filling(data=folder / "data", embedder=embedder(model), say=say)
    busy = load()
    stages, ingested, indexed = filling.grow(folder / "texts", notices)
    asked = asked_apart(filling.data, model)
    say(json.dumps(asdict(asked)))
    again, one_more = filling.take(folder / "texts"), filling.take(folder / "more")
    with open_index(filling.data, backing=filling.backing) as index:
        count = len(index.records())
    return Figures(
        records=count,
        notices=notices + 1,
        model=model,
        cores=len(os.sched_getaffinity(0)),
        load=busy,
        ingest_records_a_second=round(
            notices * PER_NOTICE / (ingested.seconds + indexed.seconds), 1
        ),
        stages=stages,
        ingest=ingested,
        index=indexed,
        again=again,
        one_more=one_more,
        store_mb=size(filling.data, "store.sqlite3*"),
        index_mb=size(filling.data / "index", "**/*"),
        asked=asked,
    )
