"""Figures: what the committed baselines and the runs of this machine say, read from their files.

The evaluation stands above the page and is not imported: its files are the interface
(``eval/baselines/history.jsonl``, one JSON object a baseline; ``eval/logs/*.json`` in the data
folder, schema eval-log/1, with the report of a run beside it as .html).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.settings import ROOT

HISTORY = ROOT / "eval" / "baselines" / "history.jsonl"
LOGS = Path("eval") / "logs"
OWN_NOTICES = "corpus"  # what a log says of a run over the project's notices
MOST = 30  # runs that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: when, of which commit, and its figures ("suite.measure" → value).

    ``intervals`` are those of 95 %, where the run kept them. ``report`` is the page that was written
    beside the log, of a run over the project's own notices: others are not for every user to see.
    """

    created: str
    commit: str
    figures: Mapping[str, float]
    own: bool  # made on this machine, not a committed baseline
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    report: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluations:
    """All runs, the oldest first; ``titles`` are Chinese names of suites and figures."""

    runs: tuple[Run, ...]
    titles: Mapping[str, str]

    @property
    def report(self) -> Path | None:
        """The newest whole report."""
        return next((run.report for run in reversed(self.runs) if run.report is not None), None)


def read_evaluations(data_dir: Path, history: Path = HISTORY) -> Evaluations:
    """What can be read; a file that is none of ours is passed over."""
    titles: dict[str, str] = {}
    runs = [*_baselines(history, titles), *_logs(data_dir / LOGS, set(titles))]
    runs.sort(key=lambda run: run.created)
    return Evaluations(runs=tuple(runs[-MOST:]), titles=titles)


def _baselines(path: Path, titles: dict[str, str]) -> Iterator[Run]:
    if not path.is_file():
        return
    for line in path.read_text("utf-8").splitlines():
        data = _parsed(line)
        if not isinstance(data.get("figures"), dict):
            continue
        titles.update(data.get("titles", {}))
        figures = {
            f"{suite}.{name}": float(value)
            for suite, measures in data["figures"].items()
            for name, value in measures.items()
        }
        yield Run(
            created=str(data.get("created", "")),
            commit=str(data.get("commit", ""))[:7],
            figures=figures,
            own=False,
        )


def _logs(folder: Path, known: set[str]) -> Iterator[Run]:
    """Whole runs of this machine; one that was fast or partial is not comparable."""
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("*.json"))[-MOST:]:
        data = _parsed(path.read_text("utf-8"))
        if data.get("schema") != "eval-log/1" or data.get("settings", {}).get("only"):
            continue
        found = {
            f"{suite}.{name}": figure
            for suite, measures in data.get("figures", {}).items()
            for name, figure in measures.items()
            if f"{suite}.{name}" in known
        }
        page = path.with_suffix(".html")
        public = data.get("settings", {}).get("notices") == OWN_NOTICES
        if found:
            yield Run(
                created=str(data.get("created", "")),
                commit=str(data.get("commit") or "")[:7],
                figures={name: float(figure["value"]) for name, figure in found.items()},
                own=True,
                intervals={
                    name: (float(figure["low"]), float(figure["high"]))
                    for name, figure in found.items()
                    if {"low", "high"} <= set(figure)
                },
                report=page if public and page.is_file() else None,
            )


def _parsed(text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def rows(found: Evaluations) -> Sequence[Sequence[str]]:
    """A row for each figure of the last run.

    Suite, name, value, its 95 % interval, the value before, the difference; "" for what is not known.
    """
    if not found.runs:
        return []
    last, before = found.runs[-1], found.runs[-2] if len(found.runs) > 1 else None
    listed = []
    for name, value in last.figures.items():
        old = before.figures.get(name) if before else None
        low, high = last.intervals.get(name, (None, None))
        change = "" if old is None else f"{value - old:+.3f}" if value != old else "不变"
        listed.append(
            [
                found.titles.get(name.partition(".")[0], name.partition(".")[0]),
                found.titles.get(name, name),
                f"{value:.3f}",
                "" if low is None or high is None else f"{low:.3f}—{high:.3f}",
                "" if old is None else f"{old:.3f}",
                change,
            ]
        )
    return listed


def points(found: Evaluations, suite: str) -> dict[str, list[Any]]:
    """Columns for a line plot of one suite's figures: number and commit of the run, value, name."""
    columns: dict[str, list[Any]] = {"次": [], "值": [], "指标": []}
    for number, run in enumerate(found.runs, 1):
        for name, value in run.figures.items():
            if name.partition(".")[0] == suite:
                columns["次"].append(f"{number} {run.commit}")
                columns["值"].append(value)
                columns["指标"].append(found.titles.get(name, name))
    return columns
