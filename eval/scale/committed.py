"""Committed: the rows of scale that the READMEs and MACHINES.md show, one a size and model.

A large size takes an hour, so a row is replaced on its own and carries its own provenance.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval.provenance import commit
from eval.scale.figures import Figures

SCHEMA = "eval-scale/1"
COMMITTED = Path(__file__).resolve().parents[1] / "baselines" / "scale.json"


def row(figures: Figures) -> dict[str, Any]:
    """The figures with the day and the commit they were made on."""
    revision, dirty = commit()
    made = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return {"created": made, "commit": revision, "dirty": dirty, **asdict(figures)}


def rows(path: Path = COMMITTED) -> list[dict[str, Any]]:
    """What was kept, the smallest size first; empty where nothing was."""
    if not path.exists():
        return []
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["rows"]
    return found


def keep(new: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Put rows in the place of those of the same size (rounded to thousands) and model."""
    known = {_key(one): dict(one) for one in (*rows(path), *new)}
    ordered = [known[key] for key in sorted(known)]
    beside = path.with_suffix(".tmp")
    text = json.dumps({"schema": SCHEMA, "rows": ordered}, ensure_ascii=False, indent=1)
    beside.write_text(text + "\n", "utf-8")
    beside.replace(path)


def _key(one: Mapping[str, Any]) -> tuple[int, str]:
    return round(one["records"] / 1000), str(one["model"])
