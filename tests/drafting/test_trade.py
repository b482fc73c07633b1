"""A measure is taken only where the problem is of its trade, makes its charge, and the unit can."""

from __future__ import annotations

import pytest

from assistant.drafting.library import Library, LibraryMeasure, load_library
from assistant.drafting.trade import load_trades, suits
from assistant.settings import ROOT


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(ROOT / "corpus" / "library")


def _measure(text: str, needs: tuple[str, ...] = ()) -> LibraryMeasure:
    return LibraryMeasure(
        id="X-01", role="action", style="standard", when=(), progress=text, plan=text, needs=needs
    )


@pytest.mark.parametrize(
    ("type_id", "text", "given", "fits"),
    [
        # one word in common is no common trade
        ("B11", "对储备粮轮换计划逐批核对", "固定资产账实不符", False),
        ("B11", "对储备粮轮换计划逐批核对", "储备粮管理不严，固定资产账实不符", True),
        ("C14", "加大临床、护理一线分配权重", "某中学借调人员清理不彻底", False),
        # the one subject of a type is spoken of by the type
        ("B6", "逐人核对津贴补贴发放依据", "多发了几笔钱", True),
        # a charge needs the user's own word, whatever the type
        ("E19", "对体罚学生的线索逐条核实", "师德师风建设不严", False),
        ("E19", "对体罚学生的线索逐条核实", "教师体罚学生时有发生", True),
        ("B8", "对经办人作出【待填：处理方式】", "报销附件不全", False),
        ("B8", "对经办人作出【待填：处理方式】", "报销附件不全。给予1人处分", True),
    ],
)
def test_trades_and_charges(
    library: Library, type_id: str, text: str, given: str, fits: bool
) -> None:
    assert suits(library.type_of(type_id), _measure(text), given) is fits


def test_needs_are_words_of_the_user(library: Library) -> None:
    kind = library.type_of("E48")
    measure = _measure("检修管网", needs=("供水", "停水"))
    assert suits(kind, measure, "经常停水")
    assert not suits(kind, measure, "公交线路不合理")


def test_a_village_does_not_do_what_only_departments_can(library: Library) -> None:
    kind = library.type_of("B16")
    measure = _measure("将名册与车辆、户籍信息比对，逐户核实")
    assert suits(kind, measure, "补助对象不准", "bureau")
    assert not suits(kind, measure, "补助对象不准", "village")


def test_the_groups_tell_something() -> None:
    known = load_trades()
    for group in (*known.trades, *known.charges):
        assert group.said, group.name
        assert all(len(word) >= 1 for word in (*group.said, *group.known))


def test_most_of_a_type_suits_its_own_wordings(library: Library) -> None:
    """A gate so narrow that a type answers none of its own wordings would be no gate but a hole."""
    silent = [
        (kind.id, ask)
        for kind in library.types
        for ask in kind.asks
        if sum(suits(kind, measure, ask) for measure in kind.measures) < 2
    ]
    assert silent == []
