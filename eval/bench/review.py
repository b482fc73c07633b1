"""Review side by side: the same notices, the same planted defects, whole processes.

A defect counts as found by a tool where it says something about the defective text that it does
not say about the clean one: the same criterion for all, and a generous one.
"""

from __future__ import annotations

import random
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.review.registry import all_rules
from eval.bench.clock import command_seconds
from eval.bench.reviewers import Reviewer, reviewers, write
from eval.review_data import FORMS, SEED
from eval.world import EvalNotice, World

NOTICES = 3  # clean notices that all tools read
RUNS = 3


def review_bench(world: World) -> list[dict[str, Any]]:
    """A row for each tool: time a notice, ratio to ours, findings, defects found by rule."""
    notices = sorted(world.notices, key=lambda notice: (-len(notice.text), notice.stem))[:NOTICES]
    defects = list(_defects(world.notices))
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        for tool in reviewers():
            rows.append(_row(tool, notices, defects, Path(folder)))
    own = rows[0]["seconds"]
    for row in rows:
        row["times_ours"] = round(row["seconds"] / own, 2) if row["version"] else None
    return rows


def _defects(notices: Sequence[EvalNotice]) -> Iterator[tuple[str, str, str]]:
    """Rule, clean text and defective text: one form a rule that needs no feedback list."""
    done: set[str] = set()
    for form in FORMS:
        if form.rule in done:
            continue
        for notice in sorted(notices, key=lambda n: random.Random(f"{form.name}{n.stem}").random()):
            chance = random.Random(f"{SEED}/{form.rule}/{form.name}/{notice.stem}")
            planted = form.plant(notice, chance)
            if planted is not None and not planted.feedback:
                done.add(form.rule)
                yield form.rule, notice.text, planted.text
                break


def _row(
    tool: Reviewer,
    notices: Sequence[EvalNotice],
    defects: Sequence[tuple[str, str, str]],
    folder: Path,
) -> dict[str, Any]:
    row: dict[str, Any] = {"tool": tool.name, "version": tool.version, "rules": len(all_rules())}
    if tool.version is None:
        return {**row, "seconds": 0.0}
    paths = [write(n.text, folder, f"clean-{n.stem}", tool.suffix) for n in notices]
    times = [
        command_seconds(tool.command(path), runs=RUNS, folder=tool.folder(path)) for path in paths
    ]
    clean: dict[str, Any] = {}
    found = []
    for rule, before, after in defects:
        if before not in clean:
            path = write(before, folder, f"before-{len(clean)}", tool.suffix)
            clean[before] = tool.run(path)
        said = tool.run(write(after, folder, f"after-{rule}", tool.suffix))
        if said - clean[before]:
            found.append(rule)
    alarms = [sum(tool.run(path).values()) for path in paths]
    return {
        **row,
        "seconds": round(statistics.median(times), 3),
        "characters": round(statistics.median(len(n.text) for n in notices)),
        "findings_clean": round(statistics.mean(alarms), 1),
        "defects": len(defects),
        "found": sorted(found),
    }
