"""The desk outlives a reload, belongs to its user, and is forgotten when it is cleared."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.chat.history import History, new_conversation
from assistant.review.config import ReviewConfig
from assistant.ui import examples
from assistant.ui.review import desk as work
from assistant.ui.review.keeper import Keeper
from assistant.ui.state import Desk
from assistant.ui.upload import Upload

CONFIG = ReviewConfig()


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(History(tmp_path / "chats.db"))


def _desk() -> Desk:
    desk = Desk()
    given = Upload(text=examples.DRAFT, source="草稿.txt")
    work.examine(desk, given, examples.FEEDBACK, CONFIG)
    desk.chosen = 0
    work.waive(desk, "内部通报", CONFIG)
    return desk


def test_a_desk_is_taken_up_as_it_was(keeper: Keeper) -> None:
    browser, desk = new_conversation(), _desk()
    keeper.save(desk, browser, "zhao")
    kept = keeper.read(browser, "zhao")
    assert kept is not None
    again = Desk()
    work.take_up(again, kept, CONFIG)
    assert again.review == desk.review
    assert again.waivers == desk.waivers
    assert again.versions[0].label == "第1稿（草稿.txt）"


def test_somebody_else_finds_nothing(keeper: Keeper) -> None:
    browser = new_conversation()
    keeper.save(_desk(), browser, "zhao")
    assert keeper.read(browser, "qian") is None
    assert keeper.read(browser, "") is None
    assert keeper.read(new_conversation(), "zhao") is None
    assert keeper.read("../../etc", "zhao") is None


def test_the_last_state_counts_and_is_written_once(keeper: Keeper, tmp_path: Path) -> None:
    browser, desk = new_conversation(), _desk()
    for _ in range(3):
        keeper.save(desk, browser, "")
    size = (tmp_path / "chats.db").stat().st_size
    work.unwaive(desk, 0, CONFIG)
    keeper.save(desk, browser, "")
    kept = keeper.read(browser, "")
    assert kept is not None
    assert kept.waivers == ()
    assert (tmp_path / "chats.db").stat().st_size <= size + 65536


def test_a_new_conversation_keeps_the_desk_under_its_own_id(keeper: Keeper) -> None:
    desk, browser = _desk(), new_conversation()
    keeper.save(desk, new_conversation(), "")
    keeper.save(desk, browser, "")
    kept = keeper.read(browser, "")
    assert kept is not None
    assert kept.text == desk.text


def test_a_cleared_desk_is_forgotten(keeper: Keeper) -> None:
    browser, desk = new_conversation(), _desk()
    keeper.save(desk, browser, "")
    keeper.save(Desk(kept=desk.kept), browser, "")
    assert keeper.read(browser, "") is None
