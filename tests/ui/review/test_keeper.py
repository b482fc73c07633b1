"""The desk outlives a reload with its original, belongs to its user, is forgotten when cleared."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from made_files import docx_bytes, paragraph

from assistant.chat.history import History, Message, new_conversation
from assistant.chat.project import ProjectWork
from assistant.review.config import ReviewConfig
from assistant.ui import examples
from assistant.ui.belongings import KEPT_SECONDS
from assistant.ui.review import desk as work
from assistant.ui.review.desk import Terms
from assistant.ui.review.keeper import Keeper
from assistant.ui.review.originals import Originals
from assistant.ui.state import Desk
from assistant.ui.upload import Upload, read_upload


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    return Keeper(History(tmp_path / "chats.db"), Originals(tmp_path / "originals"))


@pytest.fixture
def desk(terms: Terms) -> Desk:
    made = Desk()
    given = Upload(text=examples.DRAFT, source="草稿.txt")
    work.examine(made, given, examples.FEEDBACK, terms)
    made.chosen = 0
    work.waive(made, "内部通报", terms)
    return made


@pytest.fixture
def uploaded(tmp_path: Path, terms: Terms) -> Desk:
    """A desk with an uploaded Word file."""
    path = tmp_path / "通报.docx"
    path.write_bytes(docx_bytes("".join(map(paragraph, examples.DRAFT.splitlines()))))
    made = Desk()
    work.examine(made, read_upload(str(path)), "", terms)
    return made


def test_a_desk_is_taken_up_as_it_was(keeper: Keeper, desk: Desk, terms: Terms) -> None:
    browser = new_conversation()
    keeper.save(desk, browser, "zhao")
    kept = keeper.read(browser, "zhao")
    assert kept is not None
    again = Desk()
    work.take_up(again, kept, None, terms)
    assert again.review == desk.review
    assert again.given == desk.given != ()
    assert again.versions[0].label == "第1稿（草稿.txt）"


def test_earlier_versions_can_still_be_compared(keeper: Keeper, desk: Desk, terms: Terms) -> None:
    browser = new_conversation()
    keeper.save(desk, browser, "zhao")
    work.examine(desk, Upload(text=desk.text), "账实不符", terms)
    keeper.save(desk, browser, "zhao")
    work.fix(desk, terms)
    keeper.save(desk, browser, "zhao")
    kept = keeper.read(browser, "zhao")
    assert kept is not None
    again = Desk(versions=keeper.earlier(kept))
    work.take_up(again, kept, None, terms)
    assert [one.text for one in again.versions] == [one.text for one in desk.versions]
    assert [one.label[:3] for one in again.versions] == ["第1稿", "第2稿"]


def test_somebody_else_finds_nothing(keeper: Keeper, desk: Desk) -> None:
    browser = new_conversation()
    keeper.save(desk, browser, "zhao")
    assert keeper.read(browser, "qian") is None
    assert keeper.read(browser, "") is None
    assert keeper.read(new_conversation(), "zhao") is None
    assert keeper.read("../../etc", "zhao") is None


def test_the_last_state_counts_and_is_written_once(
    keeper: Keeper, desk: Desk, tmp_path: Path, terms: Terms
) -> None:
    browser = new_conversation()
    for _ in range(3):
        keeper.save(desk, browser, "")
    size = (tmp_path / "chats.db").stat().st_size
    work.examine(desk, Upload(text=desk.text), "账实不符", terms)
    keeper.save(desk, browser, "")
    kept = keeper.read(browser, "")
    assert kept is not None
    assert kept.feedback == ("账实不符",)
    assert (tmp_path / "chats.db").stat().st_size <= size + 65536


def test_a_new_conversation_keeps_the_desk_under_its_own_id(keeper: Keeper, desk: Desk) -> None:
    browser = new_conversation()
    keeper.save(desk, new_conversation(), "")
    keeper.save(desk, browser, "")
    kept = keeper.read(browser, "")
    assert kept is not None
    assert kept.text == desk.text


def test_a_cleared_desk_is_forgotten(keeper: Keeper, uploaded: Desk, tmp_path: Path) -> None:
    browser = new_conversation()
    keeper.save(uploaded, browser, "")
    assert list((tmp_path / "originals").iterdir())
    keeper.save(Desk(kept=uploaded.kept), browser, "")
    assert keeper.read(browser, "") is None
    assert not list((tmp_path / "originals").iterdir())


def test_a_desk_of_the_release_before_is_read(tmp_path: Path, desk: Desk, keeper: Keeper) -> None:
    browser = new_conversation()
    keeper.save(desk, browser, "")
    assert desk.kept is not None
    payload = {"format": "desk/1", "text": "旧稿", "source": "", "feedback": [], "waivers": []}
    history = History(tmp_path / "chats.db")
    history.add(desk.kept.key, Message(role="user", content="", payload=payload))
    kept = keeper.read(browser, "")
    assert kept is not None
    assert (kept.text, kept.project, kept.original) == ("旧稿", None, "")


def test_the_original_layout_outlives_a_restart(
    keeper: Keeper, uploaded: Desk, tmp_path: Path, terms: Terms
) -> None:
    browser = new_conversation()
    work.fix(uploaded, terms)
    keeper.save(uploaded, browser, "zhao")
    [file] = (tmp_path / "originals").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    kept = keeper.read(browser, "zhao")
    assert kept is not None
    again = Desk()
    work.take_up(again, kept, keeper.original(kept), terms)
    assert again.original == uploaded.original
    copy = work.word_copy(again, ReviewConfig())
    same = work.word_copy(uploaded, ReviewConfig())
    assert copy is not None
    assert same is not None
    assert copy.comments == same.comments
    assert "截止目前" in uploaded.original.text  # type: ignore[union-attr]  # an upload
    assert "截至目前" in again.text


def test_an_original_ages_out_and_no_other_takes_its_place(
    keeper: Keeper, uploaded: Desk, tmp_path: Path
) -> None:
    browser = new_conversation()
    keeper.save(uploaded, browser, "zhao")
    kept = keeper.read(browser, "zhao")
    assert kept is not None
    [file] = (tmp_path / "originals").iterdir()
    whole = file.read_bytes()
    file.write_bytes(docx_bytes(paragraph("另一份")))
    assert keeper.original(kept) is None
    file.write_bytes(whole)
    assert keeper.original(kept) is not None
    old = time.time() - KEPT_SECONDS - 60
    os.utime(file, (old, old))
    keeper.save(Desk(), new_conversation(), "qian")
    assert keeper.original(kept) is None


def test_a_project_that_is_out_of_reach_is_left(
    keeper: Keeper, projects: ProjectWork, desk: Desk, terms_for: Callable[..., Terms]
) -> None:
    browser = new_conversation()
    project = projects.projects.create("甲", "赵").id
    projects.projects.share(project, "赵", "孙", "editor")
    work.belong(desk, project, terms_for("孙"))
    keeper.save(desk, browser, "孙")
    projects.projects.share(project, "赵", "孙", None)
    kept = keeper.read(browser, "孙")
    assert kept is not None
    assert kept.project == project
    again = Desk()
    work.take_up(again, kept, None, terms_for("孙"))
    assert again.project is None
    assert again.review is not None
