"""A user's figure that a text says of another matter counts as not given."""

from __future__ import annotations

import time

from assistant.drafting.moved import moved_figures

GIVEN = ("食堂伙食费结余长期不退", "退还伙食费结余18.3万元，约谈科室主任6人次")


def test_a_figure_of_another_matter_is_moved() -> None:
    assert list(moved_figures("逐笔核对票据，归还挤占资金18.3万元。", GIVEN)) == ["18.3万元"]


def test_a_figure_of_its_own_matter_stays() -> None:
    for text in (
        "向学生退还结余的伙食费18.3万元，结果公示。",
        "对伙食费结余逐人退还，共计18.3万元。",
        "检查凭证40份。",  # nobody gave it: the fact guard's part
    ):
        assert list(moved_figures(text, GIVEN)) == []


def test_a_clause_of_nothing_but_figures_fits_anywhere() -> None:
    assert list(moved_figures("归还挤占资金18.3万元。", ("18.3万元",))) == []


def test_a_long_line_without_a_stop_does_not_explode() -> None:
    begun = time.monotonic()
    assert list(moved_figures("抽查凭证3次。", ["召开会议3次共" * 10_000])) == ["3次"]
    assert time.monotonic() - begun < 10  # 134 seconds when each occurrence was looked at alone
