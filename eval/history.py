"""History: the headline figures of each committed baseline, for the line plots of the report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from eval.log import Log
from eval.sample import Suite

PATH = Path(__file__).resolve().parent / "baselines" / "history.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One baseline. ``figures`` are suite → measure → value, headline measures only.

    ``titles`` are their Chinese names, "suite" and "suite.measure" → name, for the app's page.
    """

    created: str
    commit: str
    figures: Mapping[str, Mapping[str, float]]
    titles: Mapping[str, str] = field(default_factory=dict)


def point_of(log: Log, suites: Mapping[str, Suite]) -> Point:
    """The headline figures of a log."""
    return Point(
        created=str(log.head.get("created", "")),
        commit=str(log.head.get("commit") or "")[:12],
        figures={
            name: {
                measure.name: round(found[measure.name].value, 4)
                for measure in suites[name].measures
                if measure.headline and measure.name in found
            }
            for name, found in log.figures.items()
            if name in suites
        },
        titles={
            **{name: suites[name].title for name in log.figures if name in suites},
            **{
                f"{name}.{measure.name}": measure.title
                for name in log.figures
                if name in suites
                for measure in suites[name].measures
                if measure.headline
            },
        },
    )


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
