"""A store that an older program made is brought up to date when it is opened; nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import IndexUnavailable
from assistant.files.read import read_document
from assistant.retrieval import renewal, store
from assistant.retrieval.corrections import Reword
from assistant.retrieval.filters import Filters
from assistant.retrieval.index import Index, open_index
from assistant.retrieval.ingest import Row, ingest
from assistant.retrieval.lock import exclusive
from assistant.retrieval.store import Store
from assistant.settings import ROOT
from eval.scale.hashed import HashedPairs

Ingest = Callable[..., list[Row]]

OWN = sorted((ROOT / "corpus").glob("[0-9]*.md"))[:3]
VECTORS = HashedPairs()
LATER = {
    1: ("revision", "profile", "residue", "sketch", "duplicate_of", "trashed", "trash_reason"),
    2: ("profile", "residue", "sketch", "duplicate_of", "trashed", "trash_reason"),
    3: (),
}


def opened(data_dir: Path) -> Index:
    return open_index(data_dir, embedder=VECTORS)


def make_old(data_dir: Path, version: int) -> None:
    """Take away what later programs have added."""
    connection = sqlite3.connect(data_dir / "store.sqlite3")
    for table in ("versions", "shingles", "alike") if version < 3 else ():
        connection.execute(f"DROP TABLE {table}")
    for column in LATER[version]:
        connection.execute(f"ALTER TABLE notices DROP COLUMN {column}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()


@pytest.fixture
def filled(data_dir: Path, tmp_path: Path) -> Path:
    """Three notices of the corpus that ships, one of them from a second site as well."""
    copy = tmp_path / "copy.txt"
    copy.write_text("您的位置：首页\n" + OWN[0].read_text("utf-8").split("---\n", 2)[2], "utf-8")
    paths = [str(path) for path in (*OWN, copy)]
    rows = list(ingest(paths, data_dir=data_dir, read=read_document, embedder=VECTORS))
    assert [row.outcome for row in rows] == ["added"] * 4
    return data_dir


@pytest.mark.parametrize("version", [1, 2, 3])
def test_records_are_all_there_and_can_be_cared_for(filled: Path, version: int) -> None:
    with opened(filled) as index:
        before, stored = index.records(), index.notices()
    make_old(filled, version)
    with opened(filled) as again:
        assert set(again.records()) == set(before)
        assert [n.added for n in again.notices()] == [n.added for n in stored]
        name = again.records()[0].notice_id
        again.care.correct(name, Reword(record="01", problem="改过的问题"))
        assert "改过的问题" in {record.problem for record in again.records()}
        again.remove(name)
        assert again.care.restore(name).version == 1


@pytest.mark.parametrize("version", [1, 2])
def test_filters_and_duplicates_work_at_once(filled: Path, version: int) -> None:
    """Without a rebuild: what the notices lack is added when the store is opened."""
    with opened(filled) as index:
        profiles = {notice.id: notice.profile for notice in index.notices()}
        duplicates = {notice.id: notice.duplicate_of for notice in index.notices()}
    assert any(duplicates.values())
    make_old(filled, version)
    with opened(filled) as again:
        assert {n.id: n.profile for n in again.notices()} == profiles
        assert {n.id: n.duplicate_of for n in again.notices()} == duplicates
        (kind,) = {profile.kind for profile in profiles.values()} - {None}
        hits = again.search("理论学习", filters=Filters(kinds=frozenset({kind})), threshold=0.0)
        assert hits.hits
    assert renewal.renew(Store(filled)) == 0  # once a store


def test_it_goes_on_where_it_was_stopped(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_old(filled, 2)
    texts = iter(range(2))

    def stopping(*arguments: object, **options: object) -> object:
        next(texts)
        return take(*arguments, **options)  # type: ignore[arg-type]

    take = renewal.take
    monkeypatch.setattr(renewal, "take", stopping)
    with pytest.raises((StopIteration, RuntimeError)):
        renewal.renew(Store(filled))
    monkeypatch.setattr(renewal, "take", take)
    assert renewal.renew(Store(filled)) == 2
    assert renewal.renew(Store(filled)) == 0


def test_while_another_writes_it_is_left_for_the_next_time(filled: Path) -> None:
    make_old(filled, 2)
    with exclusive(Store(filled).lock_path), opened(filled) as index:
        assert len(index.notices()) == 4
    with opened(filled) as index:
        assert all(notice.profile.kind for notice in index.notices())


def test_a_store_of_a_newer_program_is_refused_in_one_line(filled: Path) -> None:
    connection = sqlite3.connect(filled / "store.sqlite3")
    connection.execute(f"PRAGMA user_version = {store.SCHEMA_VERSION + 1}")
    connection.commit()
    connection.close()
    with pytest.raises(IndexUnavailable, match="库结构版本") as caught:
        opened(filled)
    assert "\n" not in str(caught.value)
