"""Figures: what the committed baselines and the runs of this machine say, read from their files.

The evaluation stands above the page and is not imported: its files are the interface
(``eval/baselines/history.jsonl``, one JSON object a baseline, with the report of the newest beside
it as report.html.gz; ``eval/logs/*.json`` in the data folder, schema eval-log/1, with the report of
a run beside it as .html).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.settings import ROOT

HISTORY = ROOT / "eval" / "baselines" / "history.jsonl"
COMMITTED_REPORT = "report.html.gz"
LOGS = Path("eval") / "logs"
OWN_NOTICES = "corpus"  # what a log says of a run over the project's notices
MOST = 30  # runs that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: when, of which commit, and its figures ("suite.measure" → value).

    ``intervals`` are those of 95 %, where the run kept them. ``report`` is the page that was written
    beside it, of a run over the project's own notices: others are not for every user to see.
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
    def reported(self) -> Run | None:
        """The newest run that has a report."""
        return next((run for run in reversed(self.runs) if run.report is not None), None)

    @property
    def report(self) -> Path | None:
        """The newest whole report."""
        return self.reported.report if self.reported else None


def read_evaluations(data_dir: Path, history: Path = HISTORY) -> Evaluations:
    """What can be read; a file that is none of ours is passed over."""
    titles: dict[str, str] = {}
    committed = list(_baselines(history, titles))
    report = history.with_name(COMMITTED_REPORT)
    if committed and report.is_file():
        committed[-1] = replace(committed[-1], report=report)
    runs = [*committed, *_logs(data_dir / LOGS, frozenset(titles))]
    runs.sort(key=lambda run: run.created)
    return Evaluations(runs=tuple(runs[-MOST:]), titles=titles)


def newest_report(data_dir: Path) -> Path | None:
    """The newest report that every user may see."""
    return read_evaluations(data_dir).report


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
            intervals={
                f"{suite}.{name}": (float(low), float(high))
                for suite, measures in data.get("intervals", {}).items()
                for name, (low, high) in measures.items()
            },
        )


def _logs(folder: Path, known: frozenset[str]) -> Iterator[Run]:
    """Runs of this machine; one of chosen samples is not comparable."""
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("*.json"))[-MOST:]:
        found = path.stat()
        run, public = _log(path, found.st_mtime_ns, found.st_size, known)
        page = path.with_suffix(".html")
        if run is not None:
            yield replace(run, report=page if public and page.is_file() else None)


@lru_cache(maxsize=2 * MOST)  # a log has megabytes, and the screen is opened often
def _log(path: Path, _written: int, _size: int, known: frozenset[str]) -> tuple[Run | None, bool]:
    """The run of a log, None for what is none, and whether it is over the project's own notices."""
    data = _parsed(path.read_text("utf-8"))
    if data.get("schema") != "eval-log/1" or data.get("settings", {}).get("only"):
        return None, False
    found = {
        f"{suite}.{name}": figure
        for suite, measures in data.get("figures", {}).items()
        for name, figure in measures.items()
        if f"{suite}.{name}" in known
    }
    if not found:
        return None, False
    run = Run(
        created=str(data.get("created", "")),
        commit=str(data.get("commit") or "")[:7],
        figures={name: float(figure["value"]) for name, figure in found.items()},
        own=True,
        intervals={
            name: (float(figure["low"]), float(figure["high"]))
            for name, figure in found.items()
            if {"low", "high"} <= set(figure)
        },
    )
    return run, data.get("settings", {}).get("notices") == OWN_NOTICES


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
