"""Missing parts are written without a fact that the draft does not give."""

from __future__ import annotations

from assistant.drafting.sections import write_sections
from assistant.facts.support import check
from assistant.notice.document import Document
from assistant.notice.parse import parse

DRAFT = """中共云汀县园林服务中心党支部关于十届县委第四轮巡察整改情况的通报

2025年4月7日至5月23日，县委第二巡察组进驻中共云汀县园林服务中心党支部开展常规巡察。整改情况如下。

一、关于“公车管理松”问题

7月2日印发《公务用车管理办法》，派车单逐次登记，已登记46次。
"""
ALL = {
    "missing-title",
    "missing-basis",
    "missing-organization",
    "missing-statistics",
    "missing-problem-sections",
    "missing-next-steps",
    "missing-contact",
    "missing-signature",
    "missing-date",
}


def test_every_missing_part_has_a_text() -> None:
    parts = list(write_sections(parse(Document(text="")), ALL))
    assert {part.rule for part in parts} == ALL
    for part in parts:
        unsupported = [
            f.fact.text for f in check(part.text, problem="", facts=()) if not f.supported
        ]
        assert unsupported == [], part.rule


def test_what_the_draft_says_is_taken_over() -> None:
    parts = {part.rule: part.text for part in write_sections(parse(Document(text=DRAFT)), ALL)}
    lead = parts["missing-basis"]
    assert "2025年4月7日" in lead
    assert "县委第二巡察组" in lead
    assert "【待填：反馈日期】" in lead


def test_only_what_is_asked_for() -> None:
    parts = list(write_sections(parse(Document(text=DRAFT)), {"missing-contact", "count-mismatch"}))
    assert [part.rule for part in parts] == ["missing-contact"]
