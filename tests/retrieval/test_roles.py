"""Roles: what one kind of unit says becomes what every unit says; nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.roles import ROLES, Roles, load_roles, parse_roles


@pytest.mark.parametrize(
    ("said", "general"),
    [
        ("县医院院长先表态", "领导先表态"),
        ("副镇长只管业务", "分管领导只管业务"),
        ("水利局公车私用", "单位公车私用"),
        ("市财政部门的教师长期借调", "职工长期借调"),
        ("某中学党费漏交", "单位党费漏交"),
        ("二级学院账目不清", "下属单位账目不清"),
        ("末位表态制度执行不严", "末位表态制度执行不严"),
    ],
)
def test_who_it_is_becomes_general(said: str, general: str) -> None:
    assert load_roles().general(said) == general


def test_every_word_has_one_general_word() -> None:
    found = parse_roles(ROLES.read_text(encoding="utf-8"))
    words = [word for line in found.values() for word in line]
    assert len(words) == len(set(words)) > 150
    assert not set(words) & set(found)


def test_without_words_nothing_changes() -> None:
    assert Roles({}).general("县医院院长先表态") == "县医院院长先表态"


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(load_roles().general(text), str)


def test_long_line_takes_linear_time() -> None:
    assert len(load_roles().general("我们县副" * 50_000)) == 200_000
