"""Eval slice: some samples of every suite, run in this process, outputs and scores as JSON.

``python tests/support/eval_slice.py WORKERS [--by-hash]``; ASSISTANT_DATA_DIR holds the vectors.
``--by-hash`` adds a score that hangs on the order of a set, as an unwatched change might: two
processes with other seeds of hash() must then be told apart.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assistant.settings import read_settings
from eval.figures import figures
from eval.registry import SUITES
from eval.runner import run_suite
from eval.sample import Json, Sample, Score, Suite
from eval.suites import curve
from eval.world import World

# how many samples of each suite: what is slow has few
TAKEN = {
    "retrieval": 12, "known": 12, "drafting": 6, "whole": 2, "guard": 12, "facts": 60, "review": 60,
    "chat": 40, "curve": 6, "judge": 3,
}  # fmt: skip


def by_hash(sample: Sample, output: Json | None) -> Iterator[Score]:
    """A score that is another one in another process."""
    del output
    yield Score(name="order", value=float(list({*sample.id, "甲", "乙"}).index("甲")))


def rows(suite: Suite, world: World, workers: int) -> dict[str, Any]:
    """Outputs, scores and figures of samples that are spread over the suite."""
    # fast: the peers of retrieval need the vectors of every window, minutes on a new machine
    ids = [sample.id for sample in suite.samples(world, True)]
    taken = set(ids[:: max(1, len(ids) // TAKEN[suite.name])])
    results = run_suite(
        suite,
        world,
        fast=True,
        choose=lambda sample: sample.id in taken,
        show_progress=False,
        workers=workers,
    )
    return {
        "order": ids,
        "results": [
            [item.sample.id, item.sample.input, item.output, item.error, *map(asdict, item.scores)]
            for item in results
        ],
        "figures": {k: asdict(v) for k, v in figures(suite.measures, results).items()},
    }


def main(arguments: list[str]) -> None:
    """Print all suites."""
    curve.SIZES = (12,)  # type: ignore[assignment]  # an index for each size takes a minute
    curve.TYPES = (30,)  # type: ignore[assignment]
    world = World(read_settings())
    broken = "--by-hash" in arguments
    found = {
        name: rows(
            replace(suite, scorers=(*suite.scorers, by_hash)) if broken else suite,
            world,
            int(arguments[0]),
        )
        for name, suite in SUITES.items()
        if not broken or name == "facts"
    }
    world.close()
    sys.stdout.write(json.dumps(found, ensure_ascii=False, sort_keys=True))


if __name__ == "__main__":
    main(sys.argv[1:])
