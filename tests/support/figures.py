"""Figures: what the long runs measured, kept with date, commit and load of the machine.

A long run writes its figure into tests/reliability.json where ``RECORD_FIGURES=1`` is set; the
table in the READMEs (tests/meta/render_docs.py) is made from that file.
"""

from __future__ import annotations

import datetime
import json
import os
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
PLACE = ROOT / "tests" / "reliability.json"


def record(name: str, **figures: Any) -> None:
    """Keep the figures of one run under ``name``, in place of those of the run before."""
    if os.environ.get("RECORD_FIGURES") != "1":
        return
    kept = json.loads(PLACE.read_text("utf-8")) if PLACE.exists() else {}
    kept[name] = {**figures, "date": _today(), "commit": _commit(), "load": _load()}
    text = json.dumps(dict(sorted(kept.items())), ensure_ascii=False, indent=1)
    PLACE.write_text(text + "\n", "utf-8")


def _today() -> str:
    return datetime.datetime.now(datetime.UTC).date().isoformat()


def _commit() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or os.environ.get("RECORD_COMMIT", "")


def _load() -> float:
    """Processes that wanted a processor in the last five minutes."""
    return round(os.getloadavg()[1], 1)
