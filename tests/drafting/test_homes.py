"""A fact belongs to the failing that it shares words with, or to none."""

from __future__ import annotations

from assistant.drafting.given import given_clauses
from assistant.drafting.homes import homes_of
from assistant.drafting.keep import keep_given
from assistant.drafting.model import DraftMeasure

PARTS = ("公厕建而不用", "垃圾清运不及时", "污水管网建设滞后")


def test_homes() -> None:
    facts = ("新建污水管网3.2公里", "修复公厕9座", "召开现场会2次", "公厕和垃圾点各查1次")
    assert homes_of(given_clauses(facts), PARTS) == {0: 2, 1: 0}


def test_what_is_kept_stands_behind_the_measure_for_its_failing() -> None:
    measures = [
        DraftMeasure(text=text, origin="library", sources=())
        for text in ("逐处查看公厕。", "每日清运垃圾。", "排查管网。")
    ]
    clauses = given_clauses(["新建污水管网3.2公里"])
    kept = keep_given(measures, clauses, {0: 2})
    assert [m.text for m in kept] == [
        "逐处查看公厕。",
        "每日清运垃圾。",
        "排查管网。新建污水管网3.2公里。",
    ]
