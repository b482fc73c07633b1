"""kill -9 at random moments while notices are corrected, taken out, brought back and rebuilt.

Each act is there whole or not at all, every stored text and every version of its records is still
there, and search finds all that is offered and nothing else.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import figures
from care_rounds import Standing, one_step, standing
from editions import TOPICS, notice

from assistant.notice.document import Document
from assistant.retrieval import versions
from assistant.retrieval.index import Index, open_index
from assistant.retrieval.ingest import Row
from assistant.retrieval.store import Store
from eval.scale.hashed import HashedPairs
from tests.retrieval.conftest import parse_by_hand
from tests.support.killing import Nursery

Ingest = Callable[..., list[Row]]

KILLS = 1 + int(os.environ.get("CRASH_ROUNDS", "3"))


def check_kept(index: Index, data_dir: Path, texts: set[str]) -> None:
    """Texts, parses and versions are all there, and the records in force are those of the head."""
    kept = [*index.notices(), *index.care.trash()]
    assert {index.text(notice.id) for notice in kept} == texts
    for stored in kept:
        view = index.care.view(stored.id)
        assert [version.number for version in view.history] == list(range(len(view.history)))
        parsed = parse_by_hand(Document(text=view.text, source=stored.source)).records
        if not view.history:
            assert [r.problem for r in view.records] == [r.problem.text for r in parsed]
            continue
        (head,) = [version.number for version in view.history if version.head]
        with Store(data_dir).connect() as connection:
            parse, force = (
                versions.at(connection, "main", stored.id, number) for number in (0, head)
            )
        assert [r.problem for r in parse] == [r.problem.text for r in parsed]
        assert view.records == force
        assert len({record.id for record in force}) == len(force)


def check_found(index: Index) -> None:
    """Search finds each record of each notice that is offered, and no other."""
    wanted = {
        record.id for stored in index.notices() for record in index.care.view(stored.id).records
    }
    assert {record.id for record in index.records()} == wanted
    for record in index.records():
        hits = index.search(record.text, k=20, threshold=0.0).hits  # halves are alike
        assert record.id in {hit.record.id for hit in hits}


def test_killed_corrections_lose_nothing(
    nursery: Nursery, tmp_path: Path, data_dir: Path, take: Ingest
) -> None:
    folder, vectors = tmp_path / "many", HashedPairs()
    folder.mkdir()
    for number in range(len(TOPICS)):
        (folder / f"n{number}.txt").write_text(notice(number, 1), encoding="utf-8")
    take(folder, embedder=vectors)
    chance = random.Random(24)
    texts = {path.read_text(encoding="utf-8") for path in folder.iterdir()}
    with open_index(data_dir, embedder=vectors) as index:
        before = standing(index)
    told = 0
    for seed in range(KILLS):
        seconds, acts = chance.uniform(0.0, 0.3), chance.randint(0, 2)
        said = nursery.run_and_kill("care", folder, data_dir, seconds, after=acts, seed=seed)
        told += len(said)
        with open_index(data_dir, embedder=vectors) as index:
            now = standing(index)
            last: Standing = json.loads(said[-1]) if said else before
            assert now.keys() == last.keys()
            for name in now:
                assert now[name] == last[name] or one_step(index, name, last[name], now[name])
            assert sum(now[name] != last[name] for name in last) <= 1
            check_kept(index, data_dir, texts)
            check_found(index)
        before = now
    figures.record("kill-corrections", kills=KILLS, acknowledged=told, lost=0)
