"""Titles break between words, before 关于 where they can, in even lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.compose.title_lines import WIDEST, title_lines


@pytest.mark.parametrize(
    "lines",
    [
        ["岚川县总工会党组关于巡察整改的通报"],
        ["中共岚川县水务局党组", "关于十一届县委第五轮", "巡察整改进展情况的通报"],
        ["中共青崧市第三人民医院委员会", "关于市委巡察整改进展情况的通报"],
        ["中共云汀县园林服务中心党支部", "关于【待填：届次和轮次】", "巡察整改进展情况的通报"],
    ],
    ids=lambda lines: lines[0],
)
def test_good_breaks(lines: list[str]) -> None:
    assert title_lines("".join(lines)) == lines


@given(st.text(st.sampled_from("中共岚川县委关于巡察整改的通报第轮【】"), min_size=1, max_size=120))
def test_nothing_is_lost_and_no_line_is_too_long(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert max(map(len, lines)) <= WIDEST
