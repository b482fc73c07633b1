"""kill -9 at random moments of an ingest and of a rebuild, then start again.

Whole notices only, nothing twice, nothing acknowledged is lost, search finds everything. Three
kills here; ``CRASH_ROUNDS=100`` runs more.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.retrieval.index import Index, open_index
from assistant.retrieval.ingest import Row
from assistant.retrieval.record import StoredRecord

Ingest = Callable[..., list[Row]]

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "3"))
TOPICS = ("食堂", "公车", "党费", "采购", "档案", "换届", "出租", "报销", "考勤", "值班")


def write_notices(folder: Path, edition: int) -> None:
    """Ten fictional notices of four problems each; every edition has other content."""
    folder.mkdir(exist_ok=True)
    for number, topic in enumerate(TOPICS):
        problems = "".join(
            f"#{topic}管理第{part}类问题\n一是印发{topic}管理细则第{edition}稿，已检查{part}次。\n"
            for part in range(1, 5)
        )
        (folder / f"n{number}.txt").write_text(
            f"中共岚川县{topic}服务中心党支部关于巡察整改进展情况的通报\n{problems}",
            encoding="utf-8",
        )


def run_and_kill(mode: str, folder: Path, data_dir: Path, seconds: float) -> list[str]:
    """Start a worker, kill it ``seconds`` after it is ready, return the rows it acknowledged."""
    worker = Path(__file__).with_name("crash_worker.py")
    process = subprocess.Popen(
        [sys.executable, str(worker), mode, str(folder), str(data_dir)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "ready"
    time.sleep(seconds)
    process.kill()
    said = process.stdout.read().splitlines()
    process.stdout.close()
    process.wait()
    return [line.split()[1] for line in said if " " in line]


def edition_of(record: StoredRecord) -> int:
    """The edition that a record was written in."""
    return int(record.measures[0].partition("第")[2].partition("稿")[0])


def check_whole(index: Index) -> dict[str, int]:
    """Every notice that is there is whole, once, of one edition, and found; source → edition."""
    records = index.records()
    assert len({record.id for record in records}) == len(records)
    editions: dict[str, set[int]] = {}
    for record in records:
        editions.setdefault(record.source, set()).add(edition_of(record))
        hits = index.search(record.text, k=3, threshold=0.0).hits
        assert record.id in {hit.record.id for hit in hits}
    assert set(Counter(record.source for record in records).values()) <= {4}
    assert all(len(found) == 1 for found in editions.values())
    return {source: found.pop() for source, found in editions.items()}


@pytest.mark.slow
def test_killed_ingest_loses_nothing(tmp_path: Path, data_dir: Path, take: Ingest) -> None:
    folder = tmp_path / "many"
    chance = random.Random(20)
    before: dict[str, int] = {}
    for edition in range(1, ROUNDS + 1):
        write_notices(folder, edition)
        acknowledged = run_and_kill("ingest", folder, data_dir, chance.uniform(0.0, 1.4))
        if not (before or acknowledged):
            continue
        with open_index(data_dir) as index:
            now = check_whole(index)
        assert set(before) <= set(now)
        assert all(now[source] == edition for source in acknowledged)
        assert all(now[source] in (before.get(source), edition) for source in now)
        before = now
    take(folder)
    with open_index(data_dir) as index:
        assert set(check_whole(index).values()) == {ROUNDS}
        assert len(index.records()) == 40
        assert index.stats().fresh


@pytest.mark.slow
def test_killed_rebuild_leaves_a_usable_index(tmp_path: Path, data_dir: Path, take: Ingest) -> None:
    folder = tmp_path / "many"
    write_notices(folder, 1)
    take(folder)
    chance = random.Random(21)
    for _ in range(ROUNDS):
        run_and_kill("rebuild", folder, data_dir, chance.uniform(0.0, 1.4))
        with open_index(data_dir) as index:
            assert len(check_whole(index)) == 10
    with open_index(data_dir) as index:
        index.rebuild()
    assert len(list((data_dir / "index" / "main").glob("g-*"))) == 1
