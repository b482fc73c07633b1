"""Output forms: text, JSON by its schema, Markdown that nothing in a draft can break."""

from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.finding import Review
from assistant.review.places import Place, Places
from assistant.review.render.json_ import review_json
from assistant.review.render.markdown import review_markdown
from assistant.review.render.text import review_text
from assistant.review.review import review
from assistant.schemas.read import schema_text

TEXT = "甲方\n各单位,落实三会一棵<b>|</b>，截止目前已整改。"


def _review(text: str = TEXT) -> Review:
    return review(parse(Document(text=text, source="a.txt")))


def test_text_names_line_and_column() -> None:
    shown = review_text(_review(), TEXT)
    assert "a.txt:2:7: 错误 set-phrase-error\n" in shown
    assert "原文：三会一棵" in shown
    assert "说明：全文没有标题、导语和监督方式" in shown
    assert shown.endswith("共5处：错误4，警告0，提示1\n")


def test_text_without_findings() -> None:
    shown = review_text(_review("清理合同41份。"), "清理合同41份。")
    assert "未发现问题（共33条规则）" in shown


def test_json_is_the_published_schema() -> None:
    answer = review_json(_review(), TEXT)
    schema = json.loads(schema_text("review/1") or "")
    Draft202012Validator(schema).validate(answer)
    fixes = {one["rule"]: one["fix"] for one in answer["findings"]}
    assert fixes["half-width-punctuation"] == "，"
    assert sum(answer["summary"].values()) == len(answer["findings"])
    plain = review_json(_review("清理合同41份。"), "")
    assert set(plain) - {"fragment", "notes"} == {"schema", "source", "summary", "findings"}


def test_markdown_escapes_the_draft() -> None:
    shown = review_markdown(_review(), TEXT)
    assert "## 错误（4）" in shown
    assert "<b>" not in shown
    assert all(line.count("|") - line.count("\\|") in (0, 6) for line in shown.splitlines())


def test_places() -> None:
    places = Places("甲乙\n丙\r\n丁")
    assert places.of(0) == Place(line=1, column=1)
    assert places.of(3) == Place(line=2, column=1)
    assert places.of(6) == Place(line=3, column=1)
    assert places.quote(0, 4) == "甲乙 丙"
    assert Places("").of(0) == Place(line=1, column=1)
