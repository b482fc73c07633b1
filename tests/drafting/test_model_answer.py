"""What of a model's answer can be used, and what is wrong with the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assistant.drafting.model_answer import SCHEMA, TEXT_SCHEMA, read_answer, read_text, trimmed
from assistant.llm.prompts import load_prompts
from assistant.settings import ROOT

GOOD = {"text": "一是逐笔核对凭证", "precedents": ["L1"], "facts": [1]}


def _kinds(*items: Any) -> list[list[str]]:
    raw = json.dumps({"measures": items}, ensure_ascii=False)
    answer = read_answer(raw, [], ids=["L1", "R1"], facts=2)
    assert answer.flaw is None
    return [[flaw.kind for flaw in measure.flaws] for measure in answer.measures]


def test_ids_and_facts_are_checked_against_what_was_offered() -> None:
    assert _kinds(GOOD) == [[]]
    assert _kinds({**GOOD, "precedents": ["R1", "R7"]}) == [["ids"]]
    assert _kinds({**GOOD, "precedents": [1]}) == [["ids"]]
    assert _kinds({**GOOD, "facts": [0]}, {**GOOD, "facts": [3]}) == [["facts"], ["facts"]]
    assert _kinds({**GOOD, "facts": [True]}) == [["facts"]]
    assert _kinds({"text": "只有文字"}) == [["json"]]
    assert len(_kinds(*[GOOD] * 40)) == 6


@pytest.mark.parametrize(
    "raw",
    ["", "没有", "{", '{"measures": []}', '{"measures": {}}', '{"measures": [1]}', "[1]",
     '{"measures": [{"text": 1}]}', "{" * 3000 + "}" * 3000],
)  # fmt: skip
def test_another_shape_leaves_what_was_complete(raw: str) -> None:
    answer = read_answer(raw, ["甲措施", "（二）乙措施"], ids=[], facts=0)
    assert answer.flaw is not None
    assert answer.flaw.kind == "json"
    assert [measure.text for measure in answer.measures] == ["甲措施。", "乙措施。"]


def test_words_around_the_json_do_not_matter() -> None:
    raw = f"好的：\n```json\n{json.dumps({'measures': [GOOD]}, ensure_ascii=False)}\n```\n以上。"
    assert read_answer(raw, [], ids=["L1"], facts=1).measures[0].text == "逐笔核对凭证。"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("一是加强核对", "加强核对。"),
        ("（三）加强核对；", "加强核对。"),
        ("3. 加强 核对。", "加强核对。"),
        ("加强\n核对！", "加强核对！"),
        ("1.5万元已退", "1.5万元已退。"),
        ("", ""),
    ],
)
def test_trimmed(raw: str, text: str) -> None:
    assert trimmed(raw) == text
    assert trimmed(trimmed(raw)) == text


def test_one_text() -> None:
    assert read_text('{"text": "改好了"}') == "改好了。"
    assert read_text('{"texts": "改好了"}') is None
    assert read_text("改好了") is None


def test_the_prompts_show_answers_of_the_shape_they_ask_for() -> None:
    from assistant.chat.critique import SCHEMA as CRITIQUE

    shapes = {
        "draft_measures": SCHEMA,
        "repair_measures": SCHEMA,
        "revise_measure": TEXT_SCHEMA,
        "answer_question": TEXT_SCHEMA,
        "summarise_history": TEXT_SCHEMA,
        "critique_draft": CRITIQUE,
    }
    prompts = load_prompts([ROOT / "prompts"])
    assert shapes.keys() <= prompts.keys()
    for name, shape in shapes.items():
        for example in prompts[name].examples:
            Draft202012Validator(shape).validate(json.loads(example.answer))
