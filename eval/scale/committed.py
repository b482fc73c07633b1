"""Committed: the rows of scale that the READMEs and MACHINES.md show, one a size and model.

A large size takes an hour, so a row is replaced on its own and carries its own provenance.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.provenance import commit

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

SCHEMA = "eval-scale/1"
COMMITTED = Path(__file__).resolve().parents[1] / "baselines" / "scale.json"


def made(figures: DataclassInstance) -> dict[str, Any]:
    """The figures with the day and the commit they were made on."""
    revision, dirty = commit()
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return {"created": now, "commit": revision, "dirty": dirty, **asdict(figures)}


def rows(path: Path = COMMITTED) -> list[dict[str, Any]]:
    """What was kept, the smallest size first; empty where nothing was."""
    found: list[dict[str, Any]] = _read(path)["rows"]
    return found


def one(name: str, path: Path = COMMITTED) -> dict[str, Any] | None:
    """What was measured once: ``lexical`` or ``pgvector``; None where it was not."""
    found: dict[str, Any] | None = _read(path).get(name)
    return found


def keep(new: Iterable[Mapping[str, Any]], path: Path) -> None:
    """Put rows in the place of those of the same size (rounded to thousands) and model."""
    known = {_key(row): dict(row) for row in (*rows(path), *new)}
    _write({**_read(path), "rows": [known[key] for key in sorted(known)]}, path)


def keep_one(name: str, row: Mapping[str, Any], path: Path) -> None:
    """Put ``lexical`` or ``pgvector`` in the place of the one that is there."""
    _write({**_read(path), name: dict(row)}, path)


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {"schema": SCHEMA, "rows": []}
    return found | (json.loads(path.read_text("utf-8")) if path.exists() else {})


def _write(found: Mapping[str, Any], path: Path) -> None:
    beside = path.with_suffix(".tmp")
    beside.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    beside.replace(path)


def _key(row: Mapping[str, Any]) -> tuple[int, str]:
    return round(row["records"] / 1000), str(row["model"])
