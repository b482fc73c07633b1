"""Run: suites over a folder of notices, into a log."""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import WrongCall
from assistant.settings import Settings
from eval.kept import Kept
from eval.log import Log, make_log
from eval.provenance import commit, data_hashes, models
from eval.runner import WORKERS, Choose, run_suite
from eval.sample import Result, Suite
from eval.world import World


def run(
    suites: Sequence[Suite],
    settings: Settings,
    *,
    notices: Path | None = None,
    fast: bool = False,
    only: str = "",
    show_progress: bool = True,
    partial: Path | None = None,
    resume: bool = False,
    record: bool = False,
    workers: int = WORKERS,
) -> Log:
    """Run the suites; ``only`` keeps the samples whose id contains it.

    Results are written to ``partial`` as they come; with ``resume`` those that are there already
    are not run again. ``record`` asks the configured model instead
    of its recordings. Raises InputUnreadable where ``notices`` has no notice to evaluate on,
    WrongCall where ``partial`` is of another run or ``only`` names no sample.
    """
    start, processor = time.perf_counter(), time.process_time()
    world = World(settings, notices, record=record)
    choose: Choose | None = (lambda sample: only in sample.id) if only else None
    results: list[Result] = []
    try:
        head = _head(world, suites, fast, only)
        kept = Kept(partial, head, resume=resume) if partial is not None else None
        for suite in suites:
            results += run_suite(
                suite,
                world,
                fast=fast,
                choose=choose,
                show_progress=show_progress,
                kept=kept,
                workers=workers,
            )
        if only and not results:
            raise WrongCall(f"没有编号含有“{only}”的样本：请检查 --only")
    finally:
        world.close()
    head["seconds"] = round(time.perf_counter() - start, 1)
    head["cpu_seconds"] = round(time.process_time() - processor, 1)
    return make_log(head, suites, results)


def _head(world: World, suites: Sequence[Suite], fast: bool, only: str) -> dict[str, object]:
    revision, dirty = commit()
    return {
        "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "commit": revision,
        "dirty": dirty,
        "settings": {
            "suites": [suite.name for suite in suites],
            "fast": fast,
            "only": only,
            "notices": "corpus" if world.own else world.notices_dir.name,
        },
        "data": data_hashes(world),
        "models": {
            **models(),
            **{suite.name: suite.model(world) for suite in suites if suite.model is not None},
        },
        "notices": len(world.notices),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }
