"""The same notice from two sites is kept twice and offered once; a template's fillings are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.files.read import read_document
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.retrieval import alike, store
from assistant.retrieval.entry import Likeness, enter
from assistant.retrieval.index import Index, open_index
from assistant.retrieval.ingest import Row, ingest
from assistant.retrieval.intake import take as taken_in
from assistant.retrieval.sketch import contained, same_figures, sketch
from assistant.retrieval.store import Store
from assistant.settings import ROOT

OWN = sorted((ROOT / "corpus").glob("[0-9]*.md"))
FIRST = OWN[0].read_text(encoding="utf-8").split("---\n", 2)[2].strip()
RESIDUE_BEFORE = (
    "您现在的位置：首页 > 政务公开 > 巡察整改\n发布时间：2025-12-01 来源：本站 浏览次数：132\n"
)
RESIDUE_AFTER = (
    "\n【打印】 【关闭】\n上一篇：关于召开工作会议的通知\n版权所有：岚川县人民政府办公室\n"
)


def other_site(text: str) -> str:
    """Other residue, other punctuation, one sentence changed, as another site has it."""
    half = text.replace("，", ",").replace("；", ";").replace("：", ":")
    lines = half.split("\n")
    longest = max(range(len(lines)), key=lambda i: len(lines[i]))
    lines[longest] = lines[longest][:-20] + "，有关情况已在局务会上通报。"
    return RESIDUE_BEFORE + "\n".join(lines) + RESIDUE_AFTER


def template(unit: str, n: int) -> str:
    """A notice filled into a template: the words alike, unit and figures its own."""
    return f"""中共{unit}党组关于十一届县委第五轮巡察整改进展情况的通报

一、关于“理论学习不深入”问题
一是修订党组理论学习中心组学习制度，{n % 9 + 1}月{n % 27 + 1}日印发，集中学习{n + 11}次，
班子成员交流研讨{n * 3 + 17}人次。
二是建立学习档案，逐人登记学习内容和体会文章，每季度抽查{n + 13}份。

二、关于“往来款长期挂账”问题
一是逐笔核对往来款，清理挂账{n * 7 + 23}笔、金额{n * 11 + 101}.5万元。
二是印发往来款管理办法，今后每半年清理一次，{n * 2 + 31}笔已催收到账。

三、关于“公务用车管理不规范”问题
一是制定派车登记办法，登记派车{n * 13 + 57}次。
二是抽查用车单据{n * 5 + 19}份，退回不合规单据{n + 10}份。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One notice from two sites, the second with less of the text, and a stranger."""
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b.txt").write_text(other_site(FIRST), encoding="utf-8")
    (tmp_path / "c.md").write_text(OWN[1].read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def take(*paths: Path, data_dir: Path) -> list[Row]:
    return list(ingest([str(path) for path in paths], data_dir=data_dir, read=read_document))


def sources(index: Index) -> set[str]:
    return {record.source for record in index.records()}


def test_same_notice_is_offered_once(folder: Path, data_dir: Path) -> None:
    rows = {Path(row.path).name: row for row in take(folder, data_dir=data_dir)}
    a, b = rows["a.txt"], rows["b.txt"]
    assert a.duplicates == ()
    assert b.duplicates == (a.notice_id,)
    assert "近似重复" in b.reason
    assert "a.txt" in b.reason
    assert rows["c.md"].duplicates == ()
    with open_index(data_dir) as index:
        assert len(index.notices()) == 3
        assert len(sources(index) & {"a.txt", "b.txt"}) == 1
        assert index.stats().duplicates == 1


def test_fuller_text_is_preferred_whichever_comes_first(tmp_path: Path, data_dir: Path) -> None:
    head = FIRST[: FIRST.index("\n", len(FIRST) * 6 // 10)]
    part, whole = tmp_path / "part.txt", tmp_path / "whole.txt"
    part.write_text(head, encoding="utf-8")
    whole.write_text(other_site(FIRST), encoding="utf-8")
    (first,) = take(part, data_dir=data_dir)
    with open_index(data_dir) as index:
        assert sources(index) == {"part.txt"}
        (second,) = take(whole, data_dir=data_dir)
        assert second.duplicates == (first.notice_id,)
        assert second.duplicate_of is None
        assert sources(index) == {"whole.txt"}


def test_removing_one_brings_the_other_back(folder: Path, data_dir: Path) -> None:
    take(folder, data_dir=data_dir)
    with open_index(data_dir) as index:
        (offered,) = sources(index) & {"a.txt", "b.txt"}
        (hidden,) = {"a.txt", "b.txt"} - {offered}
        index.remove(offered)
        assert sources(index) == {hidden, "c.md"}
        index.care.restore(offered)
        assert sources(index) == {offered, "c.md"}


def test_excluding_a_duplicate_excludes_the_one_that_stands_for_it(
    folder: Path, data_dir: Path
) -> None:
    take(folder, data_dir=data_dir)
    with open_index(data_dir) as index:
        for name in ("a.txt", "b.txt"):
            found = index.search("供水管网漏损", k=50, threshold=0.0, exclude={name})
            assert {hit.record.source for hit in found.hits} == {"c.md"}


def test_notices_of_one_template_are_no_duplicates(tmp_path: Path, data_dir: Path) -> None:
    for number, unit in enumerate(("岚川县水务局", "云汀县民政局", "泠川县文化局")):
        text = template(unit, number * 37 + 5)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    rows = take(tmp_path, data_dir=data_dir)
    assert [row.outcome for row in rows] == ["added"] * 3
    assert [row.duplicates for row in rows] == [()] * 3


def test_the_same_unit_a_year_later_is_no_duplicate(tmp_path: Path, data_dir: Path) -> None:
    for number in range(2):
        text = template("岚川县水务局", number * 37 + 5)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    assert [row.duplicates for row in take(tmp_path, data_dir=data_dir)] == [(), ()]


def test_our_own_notices_are_all_different() -> None:
    marks = [sketch([path.read_text(encoding="utf-8").split("---\n", 2)[2]]) for path in OWN]
    shares = [contained(a, b) for i, a in enumerate(marks) for b in marks[:i]]
    assert max(shares) < 0.2


def test_sketch_knows_a_part_and_other_punctuation() -> None:
    whole = sketch([FIRST])
    assert contained(whole, sketch([FIRST[: len(FIRST) // 2]])) > 0.9
    assert contained(whole, sketch([other_site(FIRST)])) > 0.9
    assert same_figures(whole, sketch([other_site(FIRST)])) > 0.9
    assert contained(whole, sketch(["很短"])) == 0.0


def entered(data_dir: Path, texts: list[str]) -> list[Likeness]:
    """Texts entered into a store one after another; nothing is embedded."""
    found = []
    for number, text in enumerate(texts):
        taken = taken_in(Document(text=text, source=f"{number}.txt"), f"{number}.txt", parse)
        assert taken is not None
        with Store(data_dir).connect(write=True) as connection:
            found.append(enter(connection, "main", taken, store.touch(connection, "main")))
    return found


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if sixteen notices were as many as the limits allow."""
    monkeypatch.setattr(alike, "HOLDERS", 12)
    monkeypatch.setattr(alike, "CANDIDATES", 4)


@pytest.mark.usefixtures("few")
def test_a_twin_is_found_among_more_notices_of_its_template_than_are_compared(
    data_dir: Path,
) -> None:
    """Words that more notices have than HOLDERS tell little; the twin's own words and figures do."""
    many = [template(f"岚川县第{n}水务局", n * 37 + 5) for n in range(alike.HOLDERS + 20)]
    twin = RESIDUE_BEFORE + many[20].replace("，", ",") + RESIDUE_AFTER
    *others, last = entered(data_dir, [*many, twin])
    assert [likeness.twins for likeness in others] == [()] * len(many)
    assert [notice.source for notice in last.twins] == ["20.txt"]


@pytest.mark.usefixtures("few")
def test_more_copies_of_a_text_than_are_compared_are_one_group(data_dir: Path) -> None:
    copies = [f"{FIRST}\n【打印】第{n}次" for n in range(alike.HOLDERS + alike.CANDIDATES)]
    *_, last = entered(data_dir, copies)
    assert len(last.twins) == len(copies) - 1
    with Store(data_dir).connect() as connection:
        offered = connection.execute("SELECT count(*) FROM notices WHERE duplicate_of IS NULL")
        assert offered.fetchone()[0] == 1
