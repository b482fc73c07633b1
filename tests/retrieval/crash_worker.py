"""A process to be killed: ``python crash_worker.py ingest|rebuild|swap FOLDER DATA_DIR``.

``swap`` writes a notice anew and takes it in, again and again, with an index that counts as large
from eight rows on: nearly all of its time goes into extending and swapping the index. nursery.py
starts it without waiting for imports, and ``care`` (care_rounds.py) as well.

With DATABASE_URL in the environment the store is that PostgreSQL, with CHROMA_URL the vectors lie
on that server. Says each row on standard output as soon as it is acknowledged, so that the test
that kills it knows what must not be lost.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from assistant.retrieval import plan
from assistant.retrieval.backing import Backing, open_backing
from assistant.retrieval.index import open_index
from assistant.retrieval.ingest import ingest
from assistant.settings import read_settings
from tests.retrieval.conftest import parse_by_hand, read_by_hand
from tests.support.editions import TOPICS, notice


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def rounds(mode: str, folder: Path) -> Iterator[tuple[int, list[str]]]:
    """What is taken in one after another, with the edition of its notices (0: as it lies there)."""
    if mode == "ingest":
        yield 0, [str(folder)]
        return
    editions = count(int((folder / "edition").read_text(encoding="utf-8")) + 1)
    for edition in editions:
        path = folder / f"n{edition % len(TOPICS)}.txt"
        path.write_text(notice(edition % len(TOPICS), edition), encoding="utf-8")
        (folder / "edition").write_text(str(edition), encoding="utf-8")
        yield edition, [str(path)]


def work(mode: str, folder: Path, data_dir: Path, backing: Backing) -> None:
    """Until it is done or killed."""
    if mode == "rebuild":
        while True:
            open_index(data_dir, backing=backing).rebuild()
    if mode == "swap":
        plan.SMALL = 8
    for edition, paths in rounds(mode, folder):
        for row in ingest(
            paths, data_dir=data_dir, backing=backing, read=read_by_hand, parse=parse_by_hand
        ):
            say(f"{row.outcome} {Path(row.path).name} {edition}")


def main() -> None:
    mode, folder, data_dir = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    backing = open_backing(replace(read_settings(), data_dir=data_dir))
    say("ready")
    work(mode, Path(folder), data_dir, backing)
    say("finished")


if __name__ == "__main__":
    main()
