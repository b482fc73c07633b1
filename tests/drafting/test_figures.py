"""Bare figures and blanks between them: nothing that nobody gave stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.figures import close_gaps, without_bare_figures


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("清退1 3 0 3万元。", "清退1303万元。"),
        ("9 月 2 日 印发", "9月2日印发"),
        ("OA 系统 登记", "OA 系统登记"),
        ("use two words", "use two words"),
        ("清退\u30001 2元", "清退12元"),
    ],
)
def test_blanks_that_chinese_does_not_have(text: str, closed: str) -> None:
    assert close_gaps(text) == closed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("见附表A12栏，逐项核对。", "见附表A【待填：数量】栏，逐项核对。"),
        ("清退壹仟贰佰元。", "清退【待填：数量】。"),
        ("上线5G专网，登记40份。", "上线5G专网，登记40份。"),
        ("【待填：12】", "【待填：12】"),
        ("没有数字。", "没有数字。"),
    ],
)
def test_bare_figures_become_placeholders(text: str, left: str) -> None:
    assert without_bare_figures(text, ()) == left
    assert without_bare_figures(text, (text,)) == text


@given(st.text(alphabet="清退附表A0123 4５６壹仟元万。，", max_size=40))
def test_twice_is_once(text: str) -> None:
    once = without_bare_figures(close_gaps(text), ())
    assert without_bare_figures(once, ()) == once
