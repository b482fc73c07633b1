"""Tone, tokens, the table's JSON form, the line on what a model cost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import tiktoken.load
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat.explain import explain, glossary, is_question, rule_words
from assistant.chat.spending import spent_line
from assistant.chat.standing import Standing, read_standing
from assistant.chat.tokens import counter, estimate
from assistant.chat.tone import retoned
from assistant.facts.extract import extract
from assistant.llm.usage import Usage
from assistant.review.registry import all_rules
from assistant.settings import ROOT


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("尽快办结，争取年内销号。", "限期办结，确保年内销号。"),
        ("按照规定审批，严格按照标准核算。", "严格按照规定审批，严格按照标准核算。"),
        (
            "开展“尽快办”活动，印发《避免重复检查办法》。",
            "开展“尽快办”活动，印发《避免重复检查办法》。",
        ),
        ("【待填：尽快】办结。", "【待填：尽快】办结。"),
        ("提醒谈话2人，听取意见建议。", "提醒谈话2人，听取意见建议。"),
    ],
)
def test_tone(text: str, firm: str) -> None:
    assert retoned(text, "firm") == firm
    assert retoned(firm, "firm") == firm


@given(st.text(alphabet="尽快争取按照严格责令一律，。“”《》【】待填：12次2025年", max_size=60))
def test_tone_keeps_every_fact(text: str) -> None:
    for direction in ("firm", "plain"):
        after = retoned(text, direction)  # type: ignore[arg-type]
        assert {fact.text for fact in extract(text)} <= {fact.text for fact in extract(after)}


def test_tokens_never_download(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("tiktoken was asked to load a vocabulary")

    monkeypatch.setattr(tiktoken.load, "read_file", refuse)
    for model in ("gpt-4o", "gpt-4", "qwen-plus", "", "davinci"):
        count = counter(model, tmp_path)
        assert count("") == 0
        assert 8 <= count("逐笔核对接待凭证") <= 12
    (tmp_path / "tiktoken").mkdir()
    (tmp_path / "tiktoken" / "o200k_base.tiktoken").write_bytes(b"damaged")
    assert counter("gpt-4o", tmp_path)("甲") >= 1
    assert (tmp_path / "tiktoken" / "o200k_base.tiktoken").exists()


def test_the_estimate_is_on_the_safe_side() -> None:
    """At least the 1.17 tokens a character that cl100k has on Chinese notices."""
    text = (ROOT / "corpus" / "01-shuiwuju.md").read_text("utf-8").split("---", 2)[2]
    assert estimate(text) >= len("".join(text.split())) * 0.95


@pytest.mark.parametrize(
    "payload",
    [None, {}, {"format": "standing/9"}, {"format": "standing/1"},
     {"format": "standing/1", "items": [1], "waiting": None, "before": None},
     {"format": "standing/1", "items": [], "waiting": "x", "before": None},
     {"drafts": []}],
)  # fmt: skip
def test_a_damaged_table_is_an_empty_one(payload: dict[str, object] | None) -> None:
    assert read_standing(payload) == Standing()


def test_spending() -> None:
    usage = Usage(
        engine="endpoint",
        model="qwen-plus",
        prompt_tokens=1472,
        completion_tokens=215,
        seconds=3.21,
        calls=1,
    )
    assert spent_line(usage) == "qwen-plus：1次调用，用时3.2秒，提示1,472、回答215个词元"
    assert spent_line(None) == ""
    assert spent_line(replace(usage, prompt_tokens=None)).endswith("词元数未报告")


def test_the_glossary_answers_for_all_its_terms() -> None:
    assert len(glossary()) >= 40
    terms = [term for entry in glossary() for term in entry.terms]
    assert len(set(terms)) == len(terms)
    for entry in glossary():
        assert entry.basis
        assert len(entry.text) < 200
        for term in entry.terms:
            told = explain(f"什么是{term}？")
            assert told is not None
            assert told.text


def test_every_rule_can_be_asked_about() -> None:
    assert rule_words().keys() == all_rules().keys()
    for rule, words in rule_words().items():
        for word in (rule, *words):
            told = explain(f"为什么说{word}？")
            assert told is not None
            assert told.origin == "rule", word


@pytest.mark.parametrize(
    "problem",
    [
        "公车管理松",
        "什么都没有整改",
        "不知道如何开展工作",
        "怎么改、谁来改不明确，责任不落实。",
        "为群众办事推诿",
    ],
)
def test_problems_are_no_questions(problem: str) -> None:
    assert not is_question(problem)
