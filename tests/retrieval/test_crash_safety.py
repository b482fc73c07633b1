"""kill -9 at random moments of an ingest and of a rebuild, then start again.

Whole notices only, nothing twice, nothing acknowledged is lost, search finds everything. Five
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

Ingest = Callable[..., list[Row]]

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "5"))
TOPICS = ("食堂", "公车", "党费", "采购", "档案", "换届", "出租", "报销", "考勤", "值班")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Ten fictional notices of four problems each."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number, topic in enumerate(TOPICS):
        problems = "".join(
            f"#{topic}管理第{part}类问题\n一是印发{topic}管理细则，已检查{number + part}次。\n"
            for part in range(1, 5)
        )
        (folder / f"n{number}.txt").write_text(
            f"中共岚川县{topic}服务中心党支部关于巡察整改进展情况的通报\n{problems}",
            encoding="utf-8",
        )
    return folder


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
    process.wait()
    return [line.split()[1] for line in said if " " in line]


def check_whole(index: Index, acknowledged: set[str]) -> None:
    """Every notice that is there is whole, once, and found; what was acknowledged is there."""
    per_notice = Counter(record.source for record in index.records())
    assert set(per_notice.values()) <= {4}
    assert acknowledged <= set(per_notice)
    assert len({record.id for record in index.records()}) == len(index.records())
    for record in index.records():
        hits = index.search(record.text, k=3, threshold=0.0).hits
        assert record.id in {hit.record.id for hit in hits}


@pytest.mark.slow
def test_killed_ingest_loses_nothing(many: Path, data_dir: Path, take: Ingest) -> None:
    chance = random.Random(20)
    acknowledged: set[str] = set()
    for _ in range(ROUNDS):
        acknowledged.update(run_and_kill("ingest", many, data_dir, chance.uniform(0.0, 1.6)))
        if acknowledged:
            with open_index(data_dir) as index:
                check_whole(index, acknowledged)
    take(many)
    with open_index(data_dir) as index:
        check_whole(index, {path.name for path in many.iterdir()})
        assert len(index.records()) == 40
        assert index.stats().fresh


@pytest.mark.slow
def test_killed_rebuild_leaves_a_usable_index(many: Path, data_dir: Path, take: Ingest) -> None:
    take(many)
    chance = random.Random(21)
    for _ in range(ROUNDS):
        run_and_kill("rebuild", many, data_dir, chance.uniform(0.0, 1.6))
        with open_index(data_dir) as index:
            check_whole(index, {path.name for path in many.iterdir()})
    with open_index(data_dir) as index:
        index.rebuild()
    assert len(list((data_dir / "index" / "main").glob("g-*"))) == 1
