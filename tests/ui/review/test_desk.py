"""The desk: review, fixes, waivers, the matrix, versions, without a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.errors import InputUnreadable, NotPermitted
from assistant.review.config import ReviewConfig
from assistant.ui import examples
from assistant.ui.review import desk as work
from assistant.ui.review.desk import Terms
from assistant.ui.state import Desk, Original
from assistant.ui.upload import Upload

CONFIG = ReviewConfig()


@pytest.fixture
def desk(terms: Terms) -> Desk:
    """A desk with the example under review."""
    made = Desk()
    work.examine(made, Upload(text=examples.DRAFT), "", terms)
    return made


def _rules(desk: Desk) -> list[str]:
    assert desk.review is not None
    return [finding.rule for finding in desk.review.findings]


def _choose(desk: Desk, rule: str) -> None:
    desk.chosen = _rules(desk).index(rule)


def test_a_review(desk: Desk) -> None:
    assert {"set-phrase-error", "missing-contact", "missing-next-steps"} <= set(_rules(desk))
    assert work.has_fixes(desk)
    assert work.has_gaps(desk)
    assert [version.text for version in desk.versions] == [examples.DRAFT]


@pytest.mark.parametrize(("text", "said"), [(" \n", "请先"), ("字" * 300_001, "超过上限")])
def test_what_cannot_be_reviewed_is_refused(text: str, said: str, terms: Terms) -> None:
    desk = Desk()
    with pytest.raises(InputUnreadable, match=said):
        work.examine(desk, Upload(text=text), "", terms)
    assert desk.review is None


def test_safe_fixes_settle_findings_and_keep_both_versions(desk: Desk, terms: Terms) -> None:
    assert work.fix(desk, terms) >= 1
    assert "截至目前" in desk.text
    assert "set-phrase-error" not in _rules(desk)
    assert [version.label for version in desk.versions] == ["第1稿", "第2稿（安全修改后）"]
    assert work.fix(desk, terms) == 0
    assert len(desk.versions) == 2


def test_a_waiver_counts_apart_and_can_be_taken_back(desk: Desk, terms: Terms) -> None:
    before = len(_rules(desk))
    _choose(desk, "set-phrase-error")
    work.waive(desk, " 上级来文\n如此 ", terms)
    assert desk.review is not None
    assert len(_rules(desk)) == before - 1
    assert [one.waived for one in desk.review.waived] == ["上级来文 如此"]
    [(label, waiver)] = work.waived_choices(desk)
    assert "“截止目前”　理由：上级来文如此（赵，20" in label
    with pytest.raises(NotPermitted):
        work.unwaive(desk, "0" * 32, terms)
    work.unwaive(desk, waiver, terms)
    assert len(_rules(desk)) == before
    assert desk.waivers == ()


def test_a_waiver_of_an_absence(desk: Desk, terms: Terms) -> None:
    _choose(desk, "missing-contact")
    work.waive(desk, "内部通报", terms)
    assert "missing-contact" not in _rules(desk)
    assert "missing-next-steps" in _rules(desk)


def test_a_waiver_covers_its_own_place_only(terms: Terms) -> None:
    desk = Desk()
    text = "落实三会一棵。\n印发制度，已登记46次。\n再落实三会一棵。\n"
    work.examine(desk, Upload(text=text), "", terms)
    assert _rules(desk).count("set-phrase-error") == 2
    _choose(desk, "set-phrase-error")
    work.waive(desk, "引用原文", terms)
    assert _rules(desk).count("set-phrase-error") == 1


def test_a_waiver_needs_a_finding_and_a_reason(desk: Desk, terms: Terms) -> None:
    with pytest.raises(InputUnreadable, match="先在上面点一条"):
        work.waive(desk, "理由", terms)
    desk.chosen = 0
    with pytest.raises(InputUnreadable, match="写明理由"):
        work.waive(desk, "  ", terms)
    assert desk.waivers == ()


def test_the_levels_of_the_settings_hold(desk: Desk, terms_for: Callable[..., Terms]) -> None:
    quiet = terms_for("赵", ReviewConfig(levels={"set-phrase-error": "off"}))
    work.examine(desk, Upload(text=examples.DRAFT), "", quiet)
    assert "set-phrase-error" not in _rules(desk)


def test_the_matrix(desk: Desk, terms: Terms) -> None:
    assert work.matrix(desk) == []
    work.examine(desk, Upload(text=examples.DRAFT), examples.FEEDBACK, terms)
    rows = work.matrix(desk)
    assert [row[0] for row in rows] == examples.FEEDBACK.splitlines()
    assert rows[0][1] == "公车管理松"
    assert "《公务用车管理办法》" in rows[0][3]
    assert rows[2][1:] == ["—", "—", "—", "未回应"]


def test_a_word_copy(desk: Desk) -> None:
    assert work.word_copy(Desk(), CONFIG) is None
    made = work.word_copy(desk, CONFIG)
    assert made is not None
    assert made.data.startswith(b"PK")
    assert made.comments == len(_rules(desk))


def test_what_the_chat_reviewed_is_taken_over(desk: Desk) -> None:
    other = Desk()
    assert desk.notice is not None
    assert desk.review is not None
    work.adopt(other, desk.notice, desk.review, b"PK")
    assert (other.text, other.original) == (
        examples.DRAFT,
        Original(data=b"PK", text=examples.DRAFT),
    )
    assert other.versions[0].label == "第1稿"
