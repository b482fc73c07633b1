"""Run the benchmark: all parts in one go, as one JSON value; scale a row at a time."""

from __future__ import annotations

import datetime
import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.settings import Settings
from eval.bench.commands import commands_bench
from eval.bench.drafting import drafting_bench
from eval.bench.retrieval import retrieval_bench
from eval.bench.review import review_bench
from eval.provenance import commit, models
from eval.scale.committed import made
from eval.scale.figures import measure
from eval.world import World

SCALE_MODEL = "usem3"  # thousands of synthetic notices; the other model takes ten times as long
SCHEMA = "eval-bench/1"
COMMITTED = Path(__file__).resolve().parent.parent / "baselines" / "bench.json"


def bench(settings: Settings) -> dict[str, Any]:
    """Everything but scale, measured side by side."""
    start = time.perf_counter()
    world = World(settings)
    revision, dirty = commit()
    try:
        found: dict[str, Any] = {
            "schema": SCHEMA,
            "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "commit": revision,
            "dirty": dirty,
            "models": models(),
            "cores": os.cpu_count(),
            "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
            "review": review_bench(world),
            "retrieval": retrieval_bench(world),
            "drafting": drafting_bench(world),
            "commands": commands_bench(settings, world.notices[0].path),
        }
    finally:
        world.close()
    found["seconds"] = round(time.perf_counter() - start)
    return found


def scale(sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    """A row for each size of synthetic index (records)."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield made(measure(size, Path(folder) / str(size), SCALE_MODEL))


def write(found: dict[str, Any], path: Path) -> None:
    """Write the figures; a file that is there is replaced whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".tmp")
    beside.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    beside.replace(path)
