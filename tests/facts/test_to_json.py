"""The answer of `facts` against its published schema."""

from __future__ import annotations

import json

import jsonschema

from assistant.facts.support import check
from assistant.facts.to_json import facts_json
from assistant.schemas.read import schema_text


def test_answer_validates_and_offsets_are_those_of_the_draft() -> None:
    draft = "　　9月2日印发《公务接待管理办法》,检查12次。"
    answer = facts_json(check(draft, problem="", facts=["9月2日印发《公务接待管理办法》"]))
    jsonschema.validate(answer, json.loads(schema_text("facts/1") or schema_text("facts") or ""))
    for item in answer["facts"] + answer["unsupported"]:
        assert draft[item["start"] : item["end"]] == item["text"]
    assert [(f["text"], f["supported"], f["by"]) for f in answer["facts"]] == [
        ("9月2日", True, "fact 1"),
        ("《公务接待管理办法》", True, "fact 1"),
        ("12次", False, None),
    ]
    assert [item["text"] for item in answer["unsupported"]] == ["12次"]
