"""A placeholder does not wait for what stands beside it."""

from __future__ import annotations

from assistant.drafting.given import given_clauses
from assistant.drafting.library import Slot
from assistant.drafting.model import DraftMeasure
from assistant.drafting.repeats import without_repeats

SLOTS = {
    "新增保障户数": Slot(name="新增保障户数", kind="count", verbs=("新增",)),
    "核查户数": Slot(name="核查户数", kind="count", verbs=("核查",)),
    "清退金额": Slot(name="清退金额", kind="money", verbs=("清退",)),
}


def _without(text: str, *facts: str) -> str:
    measure = DraftMeasure(text=text, origin="library", sources=())
    return without_repeats([measure], given_clauses(facts), SLOTS)[0].text


def test_the_same_figure_is_not_asked_for_again() -> None:
    text = "逐户比对数据，新纳入低保对象52户，新纳入【待填：新增保障户数】，结果公示。"
    assert _without(text, "新纳入低保对象52户") == "逐户比对数据，新纳入低保对象52户，结果公示。"


def test_other_matters_other_kinds_and_first_clauses_stay() -> None:
    for text in (
        "逐户比对数据，走访重点企业【待填：核查户数】，结果公示。",
        "逐户比对数据，新纳入低保资金【待填：清退金额】，结果公示。",
        "新纳入【待填：新增保障户数】，结果公示。",
    ):
        assert _without(text, "新纳入低保对象52户") == text
