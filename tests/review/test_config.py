"""Configuration and waivers: what a team may set, and what is refused with a hint."""

from __future__ import annotations

import pytest

from assistant.errors import WrongCall
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.config import ReviewConfig, read_config
from assistant.review.registry import all_rules
from assistant.review.review import review
from assistant.review.waivers import read_waivers

TEXT = "落实“三查三该”和三会一棵，，已整改。"
RULES = list(all_rules())


def _config(body: str) -> ReviewConfig:
    return read_config(f"[tool.assistant.review]\n{body}", source="a.toml", rules=RULES)


def _rules(config: ReviewConfig) -> list[str]:
    return [one.rule for one in review(parse(Document(text=TEXT)), config=config).findings]


def test_defaults() -> None:
    assert read_config("", source="a.toml", rules=RULES) == ReviewConfig()
    assert _rules(ReviewConfig()) == ["set-phrase-error", "repeated-punctuation"]


def test_levels_and_own_phrases() -> None:
    config = _config(
        'phrases = ["三查三改"]\n[tool.assistant.review.levels]\nset-phrase-error = "info"'
    )
    found = review(parse(Document(text=TEXT)), config=config).findings
    assert [(one.rule, one.severity) for one in found if one.rule == "set-phrase-error"] == [
        ("set-phrase-error", "info"),
        ("set-phrase-error", "info"),
    ]
    off = _config('[tool.assistant.review.levels]\nset-phrase-error = "off"')
    assert _rules(off) == ["repeated-punctuation"]
    assert _rules(_config('allowed_phrases = ["三会一棵"]')) == ["repeated-punctuation"]


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("phrase = []", "是否指 phrases"),
        ('phrases = "三查三改"', "字符串列表"),
        ('[tool.assistant.review.levels]\nset-phrase = "off"', "是否指 set-phrase-error"),
        ('[tool.assistant.review.levels]\nno-result = "low"', "error、warning、info、off"),
        ("rectification_months = 0", "1 到 60"),
        ("phrases = [", "TOML"),
    ],
)
def test_wrong_keys_are_refused_with_a_hint(body: str, hint: str) -> None:
    with pytest.raises(WrongCall, match=hint):
        _config(body)


def test_time_limit_is_a_note() -> None:
    text = (
        "中共岚川县园林局党组关于巡察整改进展情况的通报\n"
        "2025年3月3日至4月18日，县委第三巡察组对县园林局党组开展了巡察，5月20日反馈了巡察意见。\n"
        "中共岚川县园林局党组\n2025年11月28日\n"
    )
    notes = review(parse(Document(text=text)), config=_config("rectification_months = 3")).notes
    assert notes == ("成文日期距反馈7个月，超过设定的整改期限3个月",)


def test_waived_findings_are_listed_apart() -> None:
    waivers = read_waivers(
        '[[waiver]]\nrule = "set-phrase-error"\nquote = "三会一棵"\nreason = "引文如此"\n'
        '[[waiver]]\nrule = "no-result"\nreason = "另行说明"',
        source="a.waivers.toml",
        rules=RULES,
    )
    answer = review(parse(Document(text=TEXT)), waivers=waivers)
    assert [one.rule for one in answer.findings] == ["repeated-punctuation"]
    assert [(one.rule, one.waived) for one in answer.waived] == [("set-phrase-error", "引文如此")]
    assert answer.summary["error"] == 0
    assert any("no-result" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ('[[waiver]]\nrule = "no-results"\nreason = "甲"', "是否指 no-result"),
        ('[[waiver]]\nrule = "no-result"', "理由"),
        ('[[waiver]]\nrule = "no-result"\nreason = "甲"\nwhy = "乙"', "rule、quote、reason"),
        ('rule = "no-result"', r"\[\[waiver\]\]"),
    ],
)
def test_wrong_waivers_are_refused_with_a_hint(body: str, hint: str) -> None:
    with pytest.raises(WrongCall, match=hint):
        read_waivers(body, source="a.waivers.toml", rules=RULES)
