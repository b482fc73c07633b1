"""History: the headline figures of each committed baseline, for the line plots of the report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from eval.figures import Figure
from eval.log import Log
from eval.sample import Suite

PATH = Path(__file__).resolve().parent / "baselines" / "history.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One baseline. ``figures`` are suite → measure → value, headline measures only.

    ``intervals`` are their 95 % intervals (older points have none); ``titles`` are their Chinese
    names, "suite" and "suite.measure" → name, for the app's page.
    """

    created: str
    commit: str
    figures: Mapping[str, Mapping[str, float]]
    titles: Mapping[str, str] = field(default_factory=dict)
    intervals: Mapping[str, Mapping[str, Sequence[float]]] = field(default_factory=dict)


def point_of(log: Log, suites: Mapping[str, Suite]) -> Point:
    """The headline figures of a log."""
    headline = {
        name: [m for m in suites[name].measures if m.headline and m.name in found]
        for name, found in log.figures.items()
        if name in suites
    }
    return Point(
        created=str(log.head.get("created", "")),
        commit=str(log.head.get("commit") or "")[:12],
        figures={
            name: {m.name: round(log.figures[name][m.name].value, 4) for m in measures}
            for name, measures in headline.items()
        },
        titles={
            **{name: suites[name].title for name in headline},
            **{
                f"{name}.{m.name}": m.title for name, measures in headline.items() for m in measures
            },
        },
        intervals={
            name: {m.name: _interval(log.figures[name][m.name]) for m in measures}
            for name, measures in headline.items()
        },
    )


def _interval(figure: Figure) -> tuple[float, float]:
    return round(figure.low, 4), round(figure.high, 4)


def read_history(path: Path = PATH) -> Sequence[Point]:
    """All points, the oldest first; empty where nothing was committed yet."""
    if not path.is_file():
        return ()
    lines = path.read_text("utf-8").splitlines()
    return tuple(Point(**json.loads(line)) for line in lines if line.strip())


def add_point(point: Point, path: Path = PATH) -> None:
    """Append a point; one of the same commit is replaced."""
    kept = [item for item in read_history(path) if item.commit != point.commit or not point.commit]
    lines = [json.dumps(asdict(item), ensure_ascii=False) for item in (*kept, point)]
    path.write_text("\n".join(lines) + "\n", "utf-8")
