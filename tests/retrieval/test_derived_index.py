"""The derived index is mended by itself, and two processes do not get in one another's way."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import IndexUnavailable
from assistant.retrieval.index import open_index
from assistant.retrieval.ingest import Row
from assistant.retrieval.lock import exclusive

Ingest = Callable[..., list[Row]]

QUERY = "违规发放津补贴"
WORKER = Path(__file__).with_name("crash_worker.py")


def generation(data_dir: Path) -> Path:
    """The folder of the generation in use."""
    folder = data_dir / "index" / "main"
    return folder / (folder / "current").read_text(encoding="utf-8").strip()


def base(data_dir: Path) -> Path:
    """The folder of the large segment."""
    manifest = json.loads((generation(data_dir) / "manifest.json").read_text(encoding="utf-8"))
    return data_dir / "index" / "main" / str(manifest["parts"][0]["name"])


def lose_chroma(data_dir: Path) -> None:
    shutil.rmtree(base(data_dir) / "chroma")


def lose_vectors(data_dir: Path) -> None:
    for folder in (base(data_dir) / "chroma").iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)


def garble_chroma(data_dir: Path) -> None:
    (base(data_dir) / "chroma" / "chroma.sqlite3").write_bytes(b"no database" * 1000)


def lose_segment(data_dir: Path) -> None:
    shutil.rmtree(base(data_dir))


def cut_records(data_dir: Path) -> None:
    path = base(data_dir) / "records.jsonl"
    path.write_bytes(path.read_bytes()[:-5])


def lose_postings(data_dir: Path) -> None:
    (base(data_dir) / "text" / "rows.npy").unlink()


def lose_hubs(data_dir: Path) -> None:
    (generation(data_dir) / "hubs.npy").unlink()


def lose_manifest(data_dir: Path) -> None:
    (generation(data_dir) / "manifest.json").unlink()


def garble_pointer(data_dir: Path) -> None:
    (data_dir / "index" / "main" / "current").write_text("g-nothing", encoding="utf-8")


def lose_everything_derived(data_dir: Path) -> None:
    shutil.rmtree(data_dir / "index")


@pytest.mark.parametrize(
    "damage",
    [
        lose_chroma,
        lose_vectors,
        garble_chroma,
        lose_segment,
        cut_records,
        lose_postings,
        lose_hubs,
        lose_manifest,
        garble_pointer,
        lose_everything_derived,
    ],
    ids=lambda damage: damage.__name__.replace("_", "-"),
)
def test_damage_is_mended_and_search_goes_on(
    damage: Callable[[Path], None], files: Path, data_dir: Path, take: Ingest
) -> None:
    take(files)
    damage(data_dir)
    for _ in range(2):
        with open_index(data_dir) as index:
            assert index.search(QUERY).hits[0].record.problem == QUERY
            assert len(index.records()) == 9
            assert index.stats().fresh


def test_search_goes_on_while_another_process_writes(
    files: Path, data_dir: Path, take: Ingest
) -> None:
    take(files)
    lose_everything_derived(data_dir)
    lock = data_dir / "index" / "main" / "build.lock"
    with exclusive(lock), open_index(data_dir) as index:
        assert index.search(QUERY).hits[0].record.problem == QUERY
        assert not index.stats().fresh


def test_open_index_follows_a_finished_ingest(files: Path, data_dir: Path, take: Ingest) -> None:
    take(files / "water.txt")
    with open_index(data_dir) as index:
        assert {record.source for record in index.records()} == {"water.txt"}
        take(files)
        assert index.search(QUERY).hits[0].record.source == "school.txt"
        assert index.notice_frequency("津补贴") == 1


def test_store_that_is_no_database_is_one_clear_line(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "store.sqlite3").write_bytes(b"no database" * 1000)
    with pytest.raises(IndexUnavailable, match="记录库"):
        open_index(data_dir)


@pytest.mark.slow
def test_two_ingests_at_once_lose_nothing_and_double_nothing(files: Path, data_dir: Path) -> None:
    command = [sys.executable, str(WORKER), "ingest", str(files), str(data_dir)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum(text.count("added") for text in said) == 3
    assert sum(text.count("unchanged") for text in said) == 3
    with open_index(data_dir) as index:
        assert len(index.notices()) == 3
        assert len(index.records()) == 9
        assert index.stats().fresh
