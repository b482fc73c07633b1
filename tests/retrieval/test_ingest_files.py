"""Ingest: idempotent, incremental, atomic a file, and never stopped by a file that fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.errors import IndexBusy
from assistant.retrieval.index import open_index
from assistant.retrieval.ingest import Row
from assistant.retrieval.lock import exclusive

Ingest = Callable[..., list[Row]]


def outcomes(rows: list[Row]) -> list[str]:
    return [row.outcome for row in rows]


def test_second_run_changes_nothing(files: Path, take: Ingest, data_dir: Path) -> None:
    assert outcomes(take(files)) == ["added"] * 3
    generation = (data_dir / "index" / "main" / "current").read_text(encoding="utf-8")
    assert outcomes(take(files)) == ["unchanged"] * 3
    assert (data_dir / "index" / "main" / "current").read_text(encoding="utf-8") == generation
    assert len(open_index(data_dir).records()) == 9


def test_changed_content_replaces(files: Path, take: Ingest, data_dir: Path) -> None:
    take(files)
    path = files / "water.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("管网", "水厂"), encoding="utf-8")
    assert outcomes(take(files)) == ["unchanged", "unchanged", "replaced"]
    problems = [record.problem for record in open_index(data_dir).records()]
    assert "水厂改造推进缓慢" in problems
    assert "管网改造推进缓慢" not in problems
    assert len(problems) == 9


def test_same_content_under_another_name_is_held_once(
    files: Path, take: Ingest, data_dir: Path
) -> None:
    take(files)
    (files / "zz.txt").write_bytes((files / "water.txt").read_bytes())
    row = take(files)[-1]
    assert row.outcome == "unchanged"
    assert "相同" in row.reason
    assert len(open_index(data_dir).notices()) == 3


def test_unreadable_file_is_skipped_and_stops_nothing(files: Path, take: Ingest) -> None:
    (files / "empty.txt").write_text("", encoding="utf-8")
    rows = take(files, files / "absent.txt")
    assert outcomes(rows) == ["skipped", "added", "added", "added", "skipped"]
    assert all(row.reason for row in rows if row.outcome == "skipped")


@pytest.mark.skipif(sys.platform != "linux", reason="names of bytes that are no UTF-8")
def test_a_name_that_is_no_text_stops_nothing(files: Path, take: Ingest, data_dir: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(files) + b"/\xff\n.txt"))
    (files / "water.txt").rename(odd)
    assert outcomes(take(files)) == ["added"] * 3
    assert outcomes(take(files)) == ["unchanged"] * 3
    assert {notice.source for notice in open_index(data_dir).notices()} >= {"\\udcff\n.txt"}


def test_folder_takes_notices_only(files: Path, take: Ingest) -> None:
    (files / "README.md").write_text("说明", encoding="utf-8")
    (files / "list.csv").write_text("a,b", encoding="utf-8")
    (files / "library").mkdir()
    (files / "library" / "B1.md").write_text("不是通报", encoding="utf-8")
    assert [Path(row.path).name for row in take(files)] == [
        "school.txt",
        "village.txt",
        "water.txt",
    ]


def test_template_is_quarantined_and_kept_on_request(
    files: Path, take: Ingest, data_dir: Path
) -> None:
    lines = "".join(f"#X问题{i}\n一是X年X月召开X次会议，清退X万元。\n" for i in range(4))
    (files / "a.txt").write_text(f"共青团X市委关于整改情况的报告\n{lines}", encoding="utf-8")
    rows = take(files)
    assert rows[0].outcome == "quarantined"
    assert "占位符" in rows[0].reason
    index = open_index(data_dir)
    assert all(record.source != "a.txt" for record in index.records())
    assert [notice.source for notice in index.notices() if notice.quarantined] == ["a.txt"]
    assert outcomes(take(files))[0] == "unchanged"
    take(files, keep_quarantined=True)
    assert any(record.source == "a.txt" for record in open_index(data_dir).records())


def test_front_matter_is_no_text_and_moves_no_offset(
    files: Path, take: Ingest, data_dir: Path
) -> None:
    text = "---\nunit_type: school\ntags: [a, b]\n---\n" + (files / "school.txt").read_text("utf-8")
    (files / "school.txt").write_text(text, encoding="utf-8")
    take(files / "school.txt")
    index = open_index(data_dir)
    assert dict(index.notices()[0].meta) == {"unit_type": "school", "tags": "a、b"}
    record = index.records()[0]
    assert text[record.start : record.end].startswith("#违规发放津补贴")
    assert index.notices()[0].title == "中共云汀县实验小学党支部关于巡察整改进展情况的通报"


def test_corpora_stand_apart(files: Path, take: Ingest, data_dir: Path) -> None:
    take(files / "water.txt")
    take(files / "school.txt", corpus="试验")
    assert {record.source for record in open_index(data_dir).records()} == {"water.txt"}
    assert {record.source for record in open_index(data_dir, "试验").records()} == {"school.txt"}


def test_second_writer_waits_and_then_says_so(files: Path, take: Ingest, data_dir: Path) -> None:
    said: list[str] = []
    with (
        exclusive(data_dir / "writer.lock"),
        pytest.raises(IndexBusy, match="另一个进程"),
    ):
        take(files, wait_seconds=0.2, on_wait=said.append)
    assert len(said) == 1
    assert outcomes(take(files)) == ["added"] * 3


def test_abandoned_run_is_taken_up_by_the_next_search(
    files: Path, data_dir: Path, take: Ingest
) -> None:
    from assistant.retrieval.ingest import ingest
    from tests.retrieval.conftest import parse_by_hand, read_by_hand

    run = ingest([str(files)], data_dir=data_dir, read=read_by_hand, parse=parse_by_hand)
    assert next(run).outcome == "added"
    run.close()  # type: ignore[attr-defined]
    index = open_index(data_dir)
    assert {record.source for record in index.records()} == {"school.txt"}
    assert index.stats().fresh
    assert outcomes(take(files)) == ["unchanged", "added", "added"]
