"""kill -9 at random moments of an ingest, of a swap and of a rebuild, then start again.

Whole notices only, nothing twice, nothing acknowledged is lost, search finds everything. Three
kills of each here; ``CRASH_ROUNDS=30`` makes it more than a hundred.
"""

from __future__ import annotations

import functools
import os
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import figures
import pytest
from editions import TOPICS, notice

from assistant.retrieval.index import Index, open_index
from assistant.retrieval.ingest import Row
from assistant.retrieval.record import StoredRecord
from eval.scale.hashed import HashedPairs
from tests.support.killing import Nursery

Ingest = Callable[..., list[Row]]

VECTORS = HashedPairs()
ROUNDS = int(os.environ.get("CRASH_ROUNDS", "3"))


def write_notices(folder: Path, edition: int) -> None:
    """Ten fictional notices, all in that edition."""
    folder.mkdir(exist_ok=True)
    for number in range(len(TOPICS)):
        (folder / f"n{number}.txt").write_text(notice(number, edition), encoding="utf-8")
    (folder / "edition").write_text(str(edition), encoding="utf-8")


def run_and_kill(
    nursery: Nursery, mode: str, folder: Path, data_dir: Path, seconds: float, after: int = 0
) -> list[tuple[str, int]]:
    """The rows that a killed worker had acknowledged: source and edition."""
    said = nursery.run_and_kill(mode, folder, data_dir, seconds, after=after)
    rows = [line.split() for line in said]
    return [(name, int(edition)) for _, name, edition in rows]


@pytest.fixture
def swallow(take: Ingest) -> Ingest:
    """``take`` with the vectors of the nursery's processes."""
    return functools.partial(take, embedder=VECTORS)


def opened(data_dir: Path) -> Index:
    """The index with the vectors of the nursery's processes."""
    return open_index(data_dir, embedder=VECTORS)


def edition_of(record: StoredRecord) -> int:
    """The edition that a record was written in."""
    return int(record.measures[0].partition("第")[2].partition("稿")[0])


def check_whole(index: Index, *, copies: int = 1) -> dict[str, int]:
    """Every notice that is there is whole, once, of one edition, and found; source → edition.

    ``copies``: so many files of one name may lie in different folders.
    """
    records = index.records()
    assert len({record.id for record in records}) == len(records)
    editions: dict[str, set[int]] = {}
    for record in records:
        editions.setdefault(record.source, set()).add(edition_of(record))
        hits = index.search(record.text, k=3, threshold=0.0).hits
        assert record.id in {hit.record.id for hit in hits}
    assert set(Counter(record.notice_id for record in records).values()) <= {4}
    assert all(len(found) <= copies for found in editions.values())
    return {source: found.pop() for source, found in editions.items()}


def test_killed_ingest_loses_nothing(
    nursery: Nursery, tmp_path: Path, data_dir: Path, swallow: Ingest
) -> None:
    folder = tmp_path / "many"
    chance = random.Random(20)
    before: dict[str, int] = {}
    told = 0
    for edition in range(1, ROUNDS + 1):
        write_notices(folder, edition)
        rows = run_and_kill(nursery, "ingest", folder, data_dir, chance.uniform(0.0, 0.5))
        acknowledged = [source for source, _ in rows]
        told += len(acknowledged)
        if not (before or acknowledged):
            continue
        with opened(data_dir) as index:
            now = check_whole(index)
        assert set(before) <= set(now)
        assert all(now[source] == edition for source in acknowledged)
        assert all(now[source] in (before.get(source), edition) for source in now)
        before = now
    swallow(folder)
    with opened(data_dir) as index:
        assert set(check_whole(index).values()) == {ROUNDS}
        assert len(index.records()) == 40
        assert index.stats().fresh
    figures.record("kill-ingest", kills=ROUNDS, acknowledged=told, lost=0, duplicates=0)


def test_killed_swap_loses_nothing(
    nursery: Nursery, tmp_path: Path, data_dir: Path, swallow: Ingest
) -> None:
    folder = tmp_path / "many"
    write_notices(folder, 10)
    swallow(folder)
    chance = random.Random(22)
    least = {f"n{number}.txt": 10 for number in range(len(TOPICS))}
    told = 0
    for _ in range(ROUNDS):
        rows = run_and_kill(nursery, "swap", folder, data_dir, chance.uniform(0.0, 0.5), 1)
        least.update(rows)
        told += len(rows)
        with opened(data_dir) as index:
            now = check_whole(index)
        assert now.keys() == least.keys()
        assert all(now[source] >= edition for source, edition in least.items())
        least = now
    assert max(least.values()) > 10  # there were swaps to kill
    with opened(data_dir) as index:
        index.rebuild()
        assert check_whole(index) == least
    figures.record("kill-swap", kills=ROUNDS, acknowledged=told, lost=0, duplicates=0)


def test_two_writers_one_of_them_killed(
    nursery: Nursery, tmp_path: Path, data_dir: Path, swallow: Ingest
) -> None:
    """Both swap on one index; the survivor goes on, waits its turn, and nothing is lost."""
    folders = [tmp_path / "left", tmp_path / "right"]
    for folder in folders:
        write_notices(folder, 1)
    (tmp_path / "right" / "n0.txt").unlink()
    chance = random.Random(23)
    for _ in range(max(1, ROUNDS // 3)):
        with ThreadPoolExecutor(2) as pool:
            seconds = (chance.uniform(0.1, 0.6), chance.uniform(0.6, 1.2))
            found = list(
                pool.map(
                    lambda f, s: run_and_kill(nursery, "swap", f, data_dir, s), folders, seconds
                )
            )
        if not any(found):
            continue
        with opened(data_dir) as index:
            check_whole(index, copies=2)
    swallow(*folders)
    with opened(data_dir) as index:
        records = index.records()
        assert len({record.id for record in records}) == len(records)
        assert index.stats().fresh


def test_killed_rebuild_leaves_a_usable_index(
    nursery: Nursery, tmp_path: Path, data_dir: Path, swallow: Ingest
) -> None:
    folder = tmp_path / "many"
    write_notices(folder, 1)
    swallow(folder)
    chance = random.Random(21)
    for _ in range(ROUNDS):
        run_and_kill(nursery, "rebuild", folder, data_dir, chance.uniform(0.0, 0.5))
        with opened(data_dir) as index:
            assert len(check_whole(index)) == 10
    with opened(data_dir) as index:
        index.rebuild()
    assert len(list((data_dir / "index" / "main").glob("g-*"))) == 1
    figures.record("kill-rebuild", kills=ROUNDS, lost=0, duplicates=0)
