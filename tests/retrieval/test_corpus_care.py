"""Looking after stored notices: corrections, their undoing, the trash. Nothing is ever lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import WrongCall
from assistant.retrieval import intake
from assistant.retrieval.corpus import Corpus
from assistant.retrieval.corrections import Merge, Reword, Split
from assistant.retrieval.index import Index, open_index
from tests.retrieval.conftest import WATER, Ingest, parse_by_hand

QUERY = "维修费把关不严"


@pytest.fixture
def care(index: Index) -> Corpus:
    """The three notices of conftest, for care."""
    return index.care


def problems(care: Corpus, notice: str = "water.txt") -> list[str]:
    return [record.problem for record in care.view(notice).records]


def found(index: Index, query: str) -> str:
    return index.search(query, threshold=0.0).hits[0].record.problem


def test_view_shows_text_records_and_no_history(care: Corpus) -> None:
    view = care.view("water")
    assert view.text == WATER
    assert [record.id[-2:] for record in view.records] == ["01", "02", "03"]
    assert view.history == ()
    assert view.notice.version == 0


def test_reword_is_what_search_finds(index: Index, care: Corpus) -> None:
    view = care.correct("water.txt", Reword(record="02", problem="河道保洁经费审核走样"))
    assert view.notice.version == 1
    assert [version.change for version in view.history] == ["解析结果", "改写 02 的问题"]
    assert found(index, "河道保洁经费") == "河道保洁经费审核走样"
    assert view.text == WATER
    assert view.records[1].measures == care.view("water.txt").records[1].measures


def test_merge_keeps_every_word(index: Index, care: Corpus) -> None:
    before = care.view("water.txt").records
    after = care.correct("water.txt", Merge(first="01", second="02")).records
    assert [record.id[-2:] for record in after] == ["01", "03"]
    assert after[0].measures == (*before[0].measures, before[1].problem, *before[1].measures)
    assert (after[0].start, after[0].end) == (before[0].start, before[1].end)
    assert len(index.records()) == 8


def test_split_cuts_at_the_offset(index: Index, care: Corpus) -> None:
    first = care.view("water.txt").records[0]
    offset = WATER.index("二是印发《供水管网巡检办法》")
    after = care.correct("water.txt", Split(record="01", offset=offset, problem="巡检无章可循"))
    assert [record.id[-2:] for record in after.records] == ["01", "04", "02", "03"]
    one, two = after.records[:2]
    assert one.measures == first.measures[:1]
    assert (two.problem, two.measures) == ("巡检无章可循", first.measures[1:])
    assert (one.end, two.start) == (offset, offset)
    assert found(index, "巡检没有规矩，无章可循") == "巡检无章可循"


def test_split_without_a_problem_takes_the_words_at_the_offset(care: Corpus) -> None:
    offset = WATER.index("7月以来巡检20次")
    after = care.correct("water.txt", Split(record="01", offset=offset))
    assert after.records[1].problem == "7月以来巡检20次"
    assert after.records[0].measures[1].endswith("《供水管网巡检办法》，")
    assert after.records[1].measures == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Merge(first="01", second="03"), "相邻"),
        (Merge(first="01", second="01"), "相邻"),
        (Split(record="01", offset=0), "之内"),
        (Split(record="01", offset=10**6), "之内"),
        (Reword(record="09", problem="无此记录"), "没有记录"),
        (Reword(record="01", problem=" \n"), "1到"),
        (Reword(record="01", problem="长" * 401), "1到"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    care: Corpus, change: Merge | Split | Reword, message: str
) -> None:
    before = care.view("water.txt")
    with pytest.raises(WrongCall, match=message):
        care.correct("water.txt", change)
    assert care.view("water.txt") == before


def test_undo_goes_back_step_by_step_and_keeps_the_history(index: Index, care: Corpus) -> None:
    original = care.view("water.txt").records
    care.correct("water.txt", Reword(record="02", problem="甲问题"))
    care.correct("water.txt", Reword(record="02", problem="乙问题"))
    assert problems(care)[1] == "甲问题" if care.undo("water.txt") else ""
    assert care.undo("water.txt").records == original
    with pytest.raises(WrongCall, match="没有可撤销"):
        care.undo("water.txt")
    view = care.correct("water.txt", Reword(record="02", problem="丙问题"))
    assert [version.number for version in view.history] == [0, 1, 2, 3]
    assert [version.parent for version in view.history] == [None, 0, 1, 0]
    assert found(index, "丙问题") == "丙问题"


def test_split_after_undo_never_gives_an_id_twice(care: Corpus) -> None:
    offset = WATER.index("二是印发《供水管网巡检办法》")
    change = Split(record="01", offset=offset, problem="巡检无章可循")
    assert care.correct("water.txt", change).records[1].id.endswith("-04")
    care.undo("water.txt")
    assert care.correct("water.txt", change).records[1].id.endswith("-05")


def test_corrections_survive_ingest_rebuild_and_a_new_parser(
    files: Path, care: Corpus, index: Index, take: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    care.correct("water.txt", Reword(record="02", problem="改过的问题"))
    assert {row.outcome for row in take(files)} == {"unchanged"}
    index.rebuild()
    assert problems(care)[1] == "改过的问题"

    monkeypatch.setattr(intake, "parser_version", lambda: "newer")
    monkeypatch.setattr("assistant.retrieval.corpus.parser_version", lambda: "newer")
    assert care.reparse(parse_by_hand) == 3
    assert problems(care)[1] == "改过的问题"
    assert found(index, "改过的问题") == "改过的问题"
    assert care.undo("water.txt").records[1].problem == QUERY


def test_removed_is_in_the_trash_until_purged(files: Path, care: Corpus, index: Index) -> None:
    care.correct("water.txt", Reword(record="02", problem="改过的问题"))
    removed = index.remove("water.txt")
    assert [notice.source for notice in index.notices()] == ["school.txt", "village.txt"]
    (trashed,) = care.trash()
    assert (trashed.id, trashed.trash_reason) == (removed.id, "由用户移出")
    assert index.stats().trashed == 1
    assert all(record.source != "water.txt" for record in index.records())
    assert index.text(removed.id) == WATER

    care.restore("water.txt")
    assert care.trash() == ()
    assert found(index, "改过的问题") == "改过的问题"

    index.remove("water.txt")
    assert [notice.id for notice in care.purge()] == [removed.id]
    assert care.trash() == ()
    assert index.text(removed.id) == ""
    with pytest.raises(WrongCall, match="回收站"):
        care.restore("water.txt")


def test_only_what_is_in_the_trash_can_be_purged(care: Corpus) -> None:
    with pytest.raises(WrongCall, match="回收站"):
        care.purge("water.txt")
    assert len(care.notices()) == 3


def test_file_with_new_content_leaves_the_old_notice_in_the_trash(
    files: Path, care: Corpus, index: Index, take: Ingest
) -> None:
    old = care.view("water.txt").notice.id
    changed = WATER.replace("16", "61") + "#河长巡河不到位\n一是补巡12次。\n"
    (files / "water.txt").write_text(changed, encoding="utf-8")
    (row,) = (row for row in take(files) if row.outcome == "replaced")
    (trashed,) = care.trash()
    assert (trashed.id, trashed.trash_reason) == (old, "原文件有了新内容")
    assert index.text(old) == WATER
    assert row.notice_id != old
    assert found(index, "河长巡河") == "河长巡河不到位"


def test_ingesting_a_removed_file_again_takes_it_out_of_the_trash(
    files: Path, care: Corpus, index: Index, take: Ingest
) -> None:
    care.correct("water.txt", Reword(record="02", problem="改过的问题"))
    index.remove("water.txt")
    outcomes = {Path(row.path).name: row.outcome for row in take(files)}
    assert outcomes == {
        "water.txt": "added", "school.txt": "unchanged", "village.txt": "unchanged",
    }  # fmt: skip
    assert care.trash() == ()
    assert problems(care)[1] == "改过的问题"


def test_correction_of_another_process_is_followed(data_dir: Path, care: Corpus) -> None:
    with open_index(data_dir) as other:
        care.correct("water.txt", Reword(record="02", problem="河道保洁经费审核走样"))
        assert found(other, "河道保洁经费") == "河道保洁经费审核走样"
