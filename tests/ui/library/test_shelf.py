"""The shelf: an empty corpus grows, is searched, corrected, and loses nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assistant.chat.workspace import Workspace
from assistant.errors import WrongCall
from assistant.retrieval.backing import open_backing
from assistant.retrieval.corrections import Reword
from assistant.retrieval.filters import Filters
from assistant.retrieval.index import open_index
from assistant.settings import ROOT, Settings
from assistant.ui.library import view
from assistant.ui.library.shelf import Shelf
from assistant.ui.records import Records
from assistant.ui.threads import each_in_thread

pytestmark = pytest.mark.slow
NOTICE = ROOT / "corpus" / "06-liaowancun.md"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A shelf over a corpus that is still empty."""
    settings = Settings(data_dir=tmp_path / "data")
    backing = open_backing(settings)
    index = open_index(settings.data_dir, backing=backing, must_exist=False)
    workspace = cast(Workspace, SimpleNamespace(index=index))
    return Shelf(workspace, backing, settings.data_dir)


def _take(shelf: Shelf, *paths: Path) -> list[Any]:
    async def run() -> list[Any]:
        return [row async for row in each_in_thread(shelf.take_in([str(p) for p in paths]))]

    return asyncio.run(run())


def test_the_life_of_a_notice(shelf: Shelf, tmp_path: Path) -> None:
    assert view.stock_line(shelf.stock()).startswith("还没有通报")
    assert shelf.search("村务公开不及时", Filters()).abstained
    blank = tmp_path / "空白.txt"
    blank.write_text("\n", encoding="utf-8")
    rows = _take(shelf, NOTICE, blank)
    assert [row[1] for row in view.intake_rows(rows)] == ["新增", "跳过"]
    assert str(tmp_path) not in str(view.intake_rows(rows))
    assert view.intake_line(rows, 2, done=True) == "**已处理2份文件：新增1，跳过1。**"
    notice = shelf.stock().notices[0]
    assert view.shelf_rows([notice])[0][-1] == notice.id

    found = shelf.view(notice.id)
    first = found.records[0]
    assert view.split_choices(first, found.text)
    changed = shelf.correct(notice.id, Reword(record=first.id, problem="村务公开拖沓"))
    assert changed.records[0].problem == "村务公开拖沓"
    assert "（改过）" in view.shelf_rows(shelf.stock().notices)[0][2]
    assert "**当前**" in view.history_lines(changed)
    assert shelf.undo(notice.id).records[0].problem == first.problem

    shelf.remove(notice.id)
    assert shelf.stock().notices == ()
    assert view.trash_rows(shelf.stock().trash)[0][-1] == notice.id
    assert "在回收站里" in view.notice_about(shelf.view(notice.id))
    shelf.restore(notice.id)
    assert shelf.search(first.problem, Filters()).hits[0].record.id == first.id
    assert shelf.search(first.problem, Filters(years=(1999, 1999))).abstained
    shelf.rebuild()
    assert [one.id for one in shelf.stock().notices] == [notice.id]
    assert shelf.record(first.id) == first
    assert shelf.record("000000000000-01") is None
    assert Records(None).get(first.id) is None
    with pytest.raises(WrongCall):
        shelf.view("000000000000")
