"""A process to be killed: ``python crash_worker.py ingest|rebuild FOLDER DATA_DIR``.

With DATABASE_URL in the environment the store is that PostgreSQL, with CHROMA_URL the vectors lie
on that server. Says each row on standard output as soon as it is acknowledged, so that the test
that kills it knows what must not be lost.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assistant.retrieval.backing import open_backing
from assistant.retrieval.index import open_index
from assistant.retrieval.ingest import ingest
from assistant.settings import read_settings
from tests.retrieval.conftest import parse_by_hand, read_by_hand


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    mode, folder, data_dir = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    settings = replace(read_settings(), data_dir=data_dir)
    backing = open_backing(settings)
    say("ready")
    if mode == "rebuild":
        while True:
            open_index(data_dir, backing=backing).rebuild()
    for row in ingest(
        [folder], data_dir=data_dir, backing=backing, read=read_by_hand, parse=parse_by_hand
    ):
        say(f"{row.outcome} {Path(row.path).name}")
    say("finished")


if __name__ == "__main__":
    main()
