"""An index that grew notice by notice answers as one that was built at once, and costs less."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.retrieval import plan, segment
from assistant.retrieval.index import Index, open_index
from assistant.retrieval.ingest import Row

Ingest = Callable[..., list[Row]]

TOPICS = ("食堂", "公车", "党费", "采购", "档案", "换届", "出租", "报销", "考勤", "值班")
QUERIES = (
    "食堂采购不规范",
    "公车私用",
    "党费没有按月交",
    "值班的人不在岗",
    "出租合同过期",
    "考勤造假",
)


@pytest.fixture(autouse=True)
def _large_from_few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts as large, so that few notices show what many would."""
    monkeypatch.setattr(plan, "SMALL", 8)
    monkeypatch.setattr(plan, "TAIL_SHARE", 0.6)


def write(folder: Path, number: int, edition: int = 1) -> Path:
    """A fictional notice of four problems."""
    folder.mkdir(exist_ok=True)
    topic = TOPICS[number]
    problems = "".join(
        f"#{topic}{what}\n一是印发{topic}管理细则第{edition}稿，已检查{part + edition}次。\n"
        for part, what in enumerate(("管理不严", "台账不清", "监督缺位", "费用超支"), 1)
    )
    path = folder / f"n{number}.txt"
    path.write_text(
        f"中共岚川县{topic}服务中心党支部关于巡察整改进展情况的通报\n{problems}", encoding="utf-8"
    )
    return path


def parts(data_dir: Path) -> list[tuple[str, list[int]]]:
    """The segments in use: name and dead editions."""
    folder = data_dir / "index" / "main"
    name = (folder / "current").read_text(encoding="utf-8")
    manifest = json.loads((folder / name / "manifest.json").read_text(encoding="utf-8"))
    return [(part["name"], part["dead"]) for part in manifest["parts"]]


def answers(index: Index) -> list[list[tuple[str, float]]]:
    """Record ids and scores of some searches."""
    return [
        [(hit.record.id, hit.score) for hit in index.search(query, k=8, threshold=0.0).hits]
        for query in QUERIES
    ]


def test_grown_index_answers_like_one_built_at_once(
    tmp_path: Path, data_dir: Path, take: Ingest
) -> None:
    for number in range(len(TOPICS)):
        take(write(tmp_path / "n", number))
    with open_index(data_dir) as index:
        assert len(parts(data_dir)) > 1
        grown = answers(index)
        index.rebuild()
        assert len(parts(data_dir)) == 1
        built = answers(index)
    for one, other in zip(grown, built, strict=True):
        assert [record_id for record_id, _ in one] == [record_id for record_id, _ in other]
        assert [score for _, score in one] == pytest.approx([score for _, score in other], abs=2e-3)


def test_new_notice_leaves_the_large_segment_and_cuts_only_its_own_texts(
    tmp_path: Path, data_dir: Path, take: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        write(tmp_path / "n", number)
    take(tmp_path / "n")
    before = parts(data_dir)
    cut: list[str] = []
    original = segment.tokenize
    monkeypatch.setattr(
        segment, "tokenize", lambda text, lex: cut.append(text) or original(text, lex)
    )
    take(write(tmp_path / "n", 5))
    after = parts(data_dir)
    assert after[0] == before[0]
    assert len(after) == 2
    assert len(cut) == 8  # problem and text of four records
    with open_index(data_dir) as index:
        assert index.search("换届管理不严").hits[0].record.source == "n5.txt"


def test_replaced_and_removed_notices_are_gone_at_once(
    tmp_path: Path, data_dir: Path, take: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "DEAD_SHARE", 0.5)
    for number in range(6):
        write(tmp_path / "n", number)
    take(tmp_path / "n")
    base = parts(data_dir)[0][0]
    take(write(tmp_path / "n", 2, edition=2))
    with open_index(data_dir) as index:
        index.remove("n3.txt")
        records = index.records()
        hits = index.search("党费台账不清", k=20, threshold=0.0).hits
    name, dead = parts(data_dir)[0]
    assert name == base
    assert dead == [2, 3]
    assert {record.source for record in records} == {
        "n0.txt",
        "n1.txt",
        "n2.txt",
        "n4.txt",
        "n5.txt",
    }
    assert len(records) == 20
    assert {hit.record.measures[0][-12:-5] for hit in hits if hit.record.source == "n2.txt"}
    assert all("第2稿" in hit.record.measures[0] for hit in hits if hit.record.source == "n2.txt")


def test_many_dead_rows_make_one_segment_again(
    tmp_path: Path, data_dir: Path, take: Ingest
) -> None:
    for number in range(6):
        write(tmp_path / "n", number)
    take(tmp_path / "n")
    base = parts(data_dir)[0][0]
    with open_index(data_dir) as index:
        for number in range(3):
            index.remove(f"n{number}.txt")
        assert len(index.records()) == 12
    assert len(parts(data_dir)) == 1
    assert parts(data_dir)[0] != (base, [])
    assert parts(data_dir)[0][1] == []


def test_folders_of_segments_do_not_pile_up(tmp_path: Path, data_dir: Path, take: Ingest) -> None:
    for number in range(len(TOPICS)):
        take(write(tmp_path / "n", number))
    named = {name for name, _ in parts(data_dir)}
    assert {path.name for path in (data_dir / "index" / "main").glob("s-*")} == named
    assert len(list((data_dir / "index" / "main").glob("g-*"))) == 1


def test_everything_removed_leaves_an_empty_index(
    tmp_path: Path, data_dir: Path, take: Ingest
) -> None:
    take(write(tmp_path / "n", 0))
    with open_index(data_dir) as index:
        index.remove("n0.txt")
        assert index.records() == ()
        assert index.search("食堂", threshold=0.0).abstained
    take(write(tmp_path / "n", 1))
    with open_index(data_dir) as index:
        assert len(index.records()) == 4
