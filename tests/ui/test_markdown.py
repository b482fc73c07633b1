"""Nothing of an untrusted text reaches the page as markup."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.markdown import inert, marked, ordinal

HOSTILE = [
    "<img src=http://beacon.example/x>",
    "<script>alert(1)</script>",
    "![x](http://beacon.example/x)",
    "[点这里](javascript:alert(1))",
    "$$\\href{javascript:1}{x}$$",
    "```mermaid\ngraph\n```",
    "http://beacon.example",
    "<details open ontoggle=alert(1)>",
    "a@b.example",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(text: str) -> None:
    shown = inert(text)
    assert not re.search(r"[<>\[\]`$!:]", shown.replace("&emsp;", ""))
    assert html.unescape(shown) == text


@given(st.text(max_size=80))
def test_every_character_is_shown(text: str) -> None:
    flat = re.sub(r"(?m)^[ \u3000\t]+", "", text)
    assert html.unescape(inert(flat)).replace("\u2003", "") == flat.replace("\u2003", "")


def test_placeholders_are_marked_and_nothing_else() -> None:
    assert marked("【待填：印发日期】印发<b>") == (
        "<mark>【待填：印发日期】</mark>印发&#60;b&#62;".replace("：", "：")
    )


def test_the_paragraph_indent_survives() -> None:
    assert inert("　　经查") == "&emsp;&emsp;经查"


def test_ordinals() -> None:
    assert [ordinal(i) for i in (0, 1, 9, 10)] == ["一是", "二是", "十是", "11."]
