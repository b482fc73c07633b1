"""The matrix: each line of the feedback with problem, section, measures, evidence and status."""

from __future__ import annotations

import json
from collections.abc import Sequence

from jsonschema import Draft202012Validator

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.matrix import MEANT, coverage_rows
from assistant.review.render.html import review_html
from assistant.review.render.json_ import review_json
from assistant.review.render.markdown import review_markdown
from assistant.review.render.text import review_text
from assistant.review.review import review
from assistant.schemas.read import schema_text

TEXT = """中共岚川县粮食局党组关于巡察整改进展情况的通报
二、问题整改情况
（一）关于“库存台账更新不及时”问题
一是5月9日前补录台账36条，盘点粮仓12座。二是印发《仓储巡检办法》，每月抽查。该问题已完成整改。
（二）关于“往来款长期挂账”问题
一是清理往来款14笔，收回8.2万元。尚有2笔正在推进。
"""
FEEDBACK = ("1. 粮库台账更新滞后", "2.往来款|挂账多年未清理", "", "3. 党员发展程序不规范")
NOTICE = parse(Document(text=TEXT, source="a.txt"))
REVIEW = review(NOTICE, feedback=FEEDBACK)


def test_rows() -> None:
    first, second, third = coverage_rows(NOTICE, FEEDBACK)
    assert first.problem is not None
    assert TEXT[first.problem.start : first.problem.end] == first.problem.text
    assert (first.problem.text, len(first.measures), first.status) == (
        "库存台账更新不及时",
        2,
        "done",
    )
    assert first.evidence == ("5月9日", "36条", "《仓储巡检办法》")
    assert (second.evidence, second.status) == (("14笔", "8.2万元", "2笔"), "ongoing")
    assert (third.problem, third.measures, third.status) == (None, (), None)


def test_json() -> None:
    answer = review_json(REVIEW, TEXT)
    Draft202012Validator(json.loads(schema_text("review/1") or "")).validate(answer)
    assert [row["status"] for row in answer["coverage"]] == ["done", "ongoing", None]
    assert "coverage" not in review_json(review(NOTICE), TEXT)


def test_text_and_markdown() -> None:
    shown = review_text(REVIEW, TEXT)
    assert "1. 粮库台账更新滞后 → 第3行“库存台账更新不及时”" in shown
    assert "3. 党员发展程序不规范 → 未回应" in shown
    table = review_markdown(REVIEW, TEXT)
    assert "往来款\\|挂账多年未清理" in table
    assert "| 党员发展程序不规范 | — | — | 0条 | — | 未回应 |" in table


def test_a_match_by_meaning_alone_says_so_everywhere() -> None:
    def alike(lines: Sequence[str], problems: Sequence[str]) -> list[list[float]]:
        return [[0.95 if at == 0 else 0.8 for at in range(len(problems))] for _ in lines]

    assert not any(row.meant for row in REVIEW.coverage)
    found = review(NOTICE, feedback=("粮食进出没有记清",), similarity=alike)
    assert found.coverage[0].meant
    for render in (review_text, review_markdown, review_html):
        assert MEANT in render(found, NOTICE.text)
