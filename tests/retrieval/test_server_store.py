"""The record store in PostgreSQL: the same answers as SQLite, several writers, clear failures."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from postgres import Server

from assistant.errors import IndexMissing, IndexUnavailable
from assistant.notice.parse import parse
from assistant.retrieval import reader, rows, store
from assistant.retrieval.backing import Backing, local_backing, open_backing
from assistant.retrieval.index import Index, open_index, rebuild_index
from assistant.retrieval.ingest import Row
from assistant.retrieval.server_store import ServerStore
from assistant.secret import Secret
from assistant.settings import ROOT, read_settings

pytestmark = [pytest.mark.live, pytest.mark.slow]

Ingest = Callable[..., list[Row]]

QUERY = "违规发放津补贴"
WORKER = Path(__file__).with_name("crash_worker.py")


@pytest.fixture
def backing(postgres_url: str, data_dir: Path) -> Iterator[Backing]:
    shared = ServerStore(Secret(postgres_url), data_dir)
    yield replace(local_backing(data_dir), store=shared)
    shared.close()


def machine(backing: Backing, data_dir: Path) -> Backing:
    """Another machine with the same database."""
    url = backing.store._url  # type: ignore[attr-defined]
    return replace(backing, store=ServerStore(url, data_dir))


def answers(index: Index) -> list[list[tuple[str, float]]]:
    """Record ids and scores of some searches."""
    return [
        [(hit.record.id, hit.score) for hit in index.search(query, k=9, threshold=0.0).hits]
        for query in (QUERY, "水管漏了没人修", "党费没有按月交", "村里的账不公开")
    ]


def test_it_answers_as_the_store_of_one_machine(
    backing: Backing, files: Path, data_dir: Path, take: Ingest, tmp_path: Path
) -> None:
    take(files, backing=backing)
    assert [row.outcome for row in take(files, backing=backing)] == ["unchanged"] * 3
    alone = local_backing(tmp_path / "alone")
    take(files, backing=alone)
    with (
        open_index(data_dir, backing=backing) as shared,
        open_index(data_dir, backing=alone) as own,
    ):
        assert answers(shared) == answers(own)
        assert [n.id for n in shared.notices()] == [n.id for n in own.notices()]
        notice = shared.notices()[0]
        assert shared.text(notice.id) == own.text(notice.id)
        assert shared.stats() == own.stats()


def test_everything_that_is_done_to_notices_works_there(
    backing: Backing, files: Path, data_dir: Path, take: Ingest
) -> None:
    take(files, backing=backing)
    with open_index(data_dir, backing=backing) as index:
        index.remove("school.txt")
        assert QUERY not in {record.problem for record in index.records()}
        assert [notice.source for notice in index.care.trash()] == ["school.txt"]
        index.care.restore("school.txt")
        assert index.search(QUERY).hits[0].record.problem == QUERY
        assert len(index.care.view("water").records) == 3
    (files / "water.txt").write_text(
        "中共岚川县水务局党组关于巡察整改进展情况的通报\n#泵站值守不严\n一是排班上墙。\n",
        encoding="utf-8",
    )
    assert [row.outcome for row in take(files / "water.txt", backing=backing)] == ["replaced"]
    assert rebuild_index(backing, "main") == 0
    with open_index(data_dir, backing=backing) as index:
        found = index.search("泵站没人值守", threshold=0.0).hits[0].record
        assert found.source == "water.txt"


def test_characters_that_text_cannot_hold_keep_their_places(
    backing: Backing, data_dir: Path
) -> None:
    with backing.store.connect(write=True) as connection:
        connection.execute("INSERT INTO meta (key, value) VALUES (?, ?)", ("k", "甲\0乙\ud800丙%?"))
    with backing.store.connect() as connection:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", ("k",)).fetchone()
    assert row[0] == "甲\ufffd乙\ufffd丙%?"


def test_other_machine_follows(
    backing: Backing,
    files: Path,
    data_dir: Path,
    take: Ingest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reader, "FOLLOW_SECONDS", 0.0)
    other = machine(backing, tmp_path / "other")
    take(files / "water.txt", backing=backing)
    with open_index(data_dir, backing=other) as index:
        assert len(index.records()) == 3
        take(files, backing=backing)
        assert index.search(QUERY).hits[0].record.problem == QUERY
        with open_index(data_dir, backing=backing) as here:
            here.remove("school.txt")
            assert answers(index) == answers(here)
    other.store.close()  # type: ignore[attr-defined]


def test_transaction_that_fails_leaves_nothing(backing: Backing) -> None:
    with pytest.raises(ZeroDivisionError), backing.store.connect(write=True) as connection:
        store.touch(connection, "main")
        raise ZeroDivisionError
    with backing.store.connect() as connection:
        assert rows.editions(connection, "main") == ()
        assert store.state(connection, "main").endswith(":0")


def test_nothing_ingested_is_said(backing: Backing, data_dir: Path) -> None:
    with pytest.raises(IndexMissing):
        open_index(data_dir, backing=backing)


def test_store_of_an_older_version_is_brought_up_to_date(
    backing: Backing, files: Path, data_dir: Path, take: Ingest
) -> None:
    path = files / "own.md"
    path.write_text(sorted((ROOT / "corpus").glob("[0-9]*.md"))[0].read_text("utf-8"), "utf-8")
    take(path, backing=backing, parse=parse)
    with backing.store.connect(write=True) as connection:
        connection.execute("UPDATE meta SET value = '3' WHERE key = 'schema'")
        connection.execute("UPDATE notices SET sketch = '', profile = '{}'")
    again = machine(backing, data_dir)
    with open_index(data_dir, backing=again) as index:
        (notice,) = index.notices()
        assert notice.profile.kind == "xuncha"
    again.store.close()  # type: ignore[attr-defined]


def test_three_processes_ingest_at_once(
    backing: Backing, postgres_url: str, data_dir: Path, tmp_path: Path
) -> None:
    folders = [tmp_path / f"office{number}" for number in range(3)]
    for number, folder in enumerate(folders):
        folder.mkdir()
        for topic in ("食堂", "公车", "党费", "采购", "档案", "换届"):
            (folder / f"{topic}{number}.txt").write_text(
                f"中共岚川县第{number}{topic}服务中心党支部关于巡察整改进展情况的通报\n"
                f"#{topic}管理第{number}类问题\n一是印发{topic}管理细则第{number}稿，检查{number + 3}次。\n"
                f"#{topic}台账第{number}类不清\n一是重建{topic}台账，补记{number + 7}笔。\n",
                encoding="utf-8",
            )
        (folder / "same.txt").write_text(
            "中共岚川县水务局党组关于巡察整改进展情况的通报\n#维修费把关不严\n一是复核凭证416份。\n",
            encoding="utf-8",
        )
    running = [
        subprocess.Popen(
            [sys.executable, str(WORKER), "ingest", str(folder), str(tmp_path / f"m{number}")],
            env={"DATABASE_URL": postgres_url, "PATH": ""},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number, folder in enumerate(folders)
    ]
    said = [process.communicate(timeout=240) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], said
    with open_index(data_dir, backing=backing) as index:
        records = index.records()
        assert len(records) == 3 * 12 + 1
        assert len({record.id for record in records}) == len(records)
        for record in records:
            hits = index.search(record.text, k=3, threshold=0.0).hits
            assert record.id in {hit.record.id for hit in hits}
        assert index.stats().fresh


def test_failures_are_one_clear_line(
    postgres: Server, backing: Backing, files: Path, data_dir: Path, take: Ingest, tmp_path: Path
) -> None:
    take(files / "water.txt", backing=backing)
    with open_index(data_dir, backing=backing) as index:
        postgres.stop(signal.SIGQUIT)
        try:
            with pytest.raises(IndexUnavailable, match="PostgreSQL") as caught:
                take(files, backing=backing)
            assert postgres.password not in str(caught.value)
            with pytest.raises(IndexUnavailable, match="PostgreSQL"):
                open_index(data_dir, backing=machine(backing, tmp_path / "other"))
        finally:
            postgres.start()
        take(files, backing=backing)
        assert len(index.records()) in (3, 9)
    with open_index(data_dir, backing=backing) as index:
        assert len(index.records()) == 9
        assert index.search(QUERY).hits[0].record.problem == QUERY


def test_killed_writers_lose_nothing(
    backing: Backing, postgres_url: str, files: Path, data_dir: Path, take: Ingest, tmp_path: Path
) -> None:
    command = [sys.executable, str(WORKER), "ingest", str(files), str(tmp_path / "m")]
    for seconds in (0.05, 0.3, 0.6, 0.9):
        process = subprocess.Popen(
            command,
            env={"DATABASE_URL": postgres_url, "PATH": ""},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        killer = threading.Timer(seconds, process.kill)
        killer.start()
        said = [line.split()[1] for line in process.stdout if " " in line]
        process.stdout.close()
        process.wait()
        killer.cancel()
        with backing.store.connect() as connection:
            kept = {record.source for record in rows.records(connection, "main")}
            editions = rows.editions(connection, "main")
        assert set(said) <= kept
        assert all(edition.records == 3 for edition in editions)
    take(files, backing=backing)
    with open_index(data_dir, backing=backing) as index:
        assert len(index.records()) == 9


def test_wrong_password_is_said_without_it(postgres: Server, data_dir: Path) -> None:
    wrong = postgres.url().replace(postgres.password, "not-the-word")
    with pytest.raises(IndexUnavailable, match="PostgreSQL") as caught:
        ServerStore(Secret(wrong), data_dir).connect().__enter__()
    assert "not-the-word" not in str(caught.value)


def test_settings_choose_it(data_dir: Path) -> None:
    settings = read_settings({"DATABASE_URL": "postgresql://u:p@h/d", "ASSISTANT_DATA_DIR": "x"})
    assert isinstance(open_backing(settings).store, ServerStore)
