"""Waivers on the desk: a project's for its members, a draft's for its owner and its next version."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.chat.project import ProjectWork
from assistant.errors import NotPermitted
from assistant.ui import examples
from assistant.ui.review import desk as work
from assistant.ui.review.desk import Terms
from assistant.ui.review.view import summary
from assistant.ui.state import Desk
from assistant.ui.upload import Upload

REASON = "领导小组已同意"


def _desk(terms: Terms, text: str = examples.DRAFT) -> Desk:
    desk = Desk()
    work.examine(desk, Upload(text=text), "", terms)
    return desk


def _waive(desk: Desk, rule: str, terms: Terms) -> None:
    assert desk.review is not None
    desk.chosen = [one.rule for one in desk.review.findings].index(rule)
    work.waive(desk, REASON, terms)


def _waived(desk: Desk) -> list[str]:
    assert desk.review is not None
    return [one.rule for one in desk.review.waived]


def test_a_waiver_holds_for_the_next_session_and_the_next_version(terms: Terms) -> None:
    _waive(_desk(terms), "missing-contact", terms)
    assert _waived(_desk(terms)) == ["missing-contact"]
    later = examples.DRAFT.replace("截止目前", "截至目前")
    assert _waived(_desk(terms, later)) == ["missing-contact"]


def test_another_draft_and_another_user_have_none_of_it(
    terms: Terms, terms_for: Callable[..., Terms]
) -> None:
    desk = _desk(terms)
    _waive(desk, "missing-contact", terms)
    title = examples.DRAFT.splitlines()[0]
    other = examples.DRAFT.replace(title, title.replace("整改", "另一轮整改"))
    assert _waived(_desk(terms, other)) == []
    assert _waived(_desk(terms_for("钱"))) == []
    work.examine(desk, Upload(text="一、关于“账实不符”问题\n进一步加强管理。"), "", terms)
    assert desk.given == ()


def test_a_title_that_is_corrected_keeps_its_waivers(terms: Terms) -> None:
    desk = _desk(terms)
    _waive(desk, "missing-contact", terms)
    title = examples.DRAFT.splitlines()[0]
    work.examine(desk, Upload(text=examples.DRAFT.replace(title, f"{title}（二稿）")), "", terms)
    assert _waived(desk) == ["missing-contact"]


def test_the_members_of_a_project_see_what_one_has_waived(
    projects: ProjectWork, terms_for: Callable[..., Terms]
) -> None:
    project = projects.projects.create("甲", "赵").id
    projects.projects.share(project, "赵", "孙", "editor")
    projects.projects.share(project, "赵", "李", "reader")
    reviewer, clerk = _desk(terms_for("孙")), _desk(terms_for("赵"))
    work.belong(reviewer, project, terms_for("孙"))
    _waive(reviewer, "missing-contact", terms_for("孙"))
    work.belong(clerk, project, terms_for("赵"))
    assert _waived(clerk) == ["missing-contact"]
    reader = _desk(terms_for("李"))
    work.belong(reader, project, terms_for("李"))
    assert _waived(reader) == ["missing-contact"]
    with pytest.raises(NotPermitted):
        _waive(reader, "missing-next-steps", terms_for("李"))
    work.unwaive(clerk, clerk.given[0].id, terms_for("赵"))
    work.apply_waivers(reader, terms_for("李"))
    assert _waived(reader) == []
    trail = [(one.user, one.action) for one in projects.projects.audit(project, "赵")]
    assert trail[:2] == [("赵", "unwaive"), ("孙", "waive")]


def test_a_strangers_project_is_not_entered(
    projects: ProjectWork, terms: Terms, terms_for: Callable[..., Terms]
) -> None:
    project = projects.projects.create("甲", "孙").id
    desk = _desk(terms)
    with pytest.raises(NotPermitted):
        work.belong(desk, project, terms)
    assert desk.project is None
    assert desk.review is not None


def test_an_idle_waiver_is_marked_where_waivers_are_listed(terms: Terms) -> None:
    desk = _desk(terms)
    _waive(desk, "set-phrase-error", terms)
    later = examples.DRAFT.replace("截止目前", "到目前")
    work.examine(desk, Upload(text=later), "", terms)
    assert _waived(desk) == []
    assert "没有对应的发现" in work.waived_choices(desk)[0][0]
    assert "豁免文件" not in summary(desk)
