"""The feedback beside the headings: reworded lines are found, dropped or merged ones reported.

Cases: tests/cases/coverage/pairs.yaml. The figures are those reached, so that a change of the model
or of a limit shows.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.chat.likeness import meaning
from assistant.notice.document import Document
from assistant.notice.model import Record
from assistant.notice.parse import parse
from assistant.review.coverage import Similarity, cover
from assistant.review.review import review

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "coverage" / "pairs.yaml").read_text("utf-8")
)


@pytest.fixture(scope="module")
def similarity() -> Similarity:
    return meaning()


def _text(headings: list[str]) -> str:
    body = "".join(
        f"（{'一二三四五六七八'[at]}）关于“{heading}”问题\n一是5月9日前复核凭证36份。该问题已完成整改。\n"
        for at, heading in enumerate(headings)
    )
    return f"中共岚川县水务局党组关于巡察整改进展情况的通报\n二、问题整改情况\n{body}"


def _records(headings: list[str]) -> tuple[Record, ...]:
    return parse(Document(text=_text(headings), source="a.txt")).records


def _right(case: dict[str, Any], headings: list[str], similarity: Similarity | None) -> list[bool]:
    """For each line, whether it is aligned with its own heading, or with none if that is gone."""
    lines = [line for line, _ in case["feedback"]]
    wanted = [case["headings"][n - 1] if n else None for _, n in case["feedback"]]
    found = cover(lines, _records(headings), similarity)
    return [
        (one.record.problem.text if one.record else None) == (want if want in headings else None)
        for one, want in zip(found, wanted, strict=True)
    ]


def test_reworded_lines_are_covered_and_dropped_ones_reported(similarity: Similarity) -> None:
    covered, reported = 0, 0
    for case in CASES:
        right = _right(case, case["headings"], similarity)
        for good, (_, number) in zip(right, case["feedback"], strict=True):
            covered += good and number is not None
            reported += good and number is None
    assert covered >= 28  # of 30
    assert reported >= 9  # of 10


def test_a_heading_that_is_taken_out_leaves_its_line_uncovered(similarity: Similarity) -> None:
    reported = total = 0
    for case in CASES:
        for at in range(len(case["headings"])):
            headings = case["headings"][:at] + case["headings"][at + 1 :]
            right = _right(case, headings, similarity)
            reported += right[[number for _, number in case["feedback"]].index(at + 1)]
            total += 1
    assert (reported >= 25, total) == (True, 30)


def test_without_a_model_wordings_decide() -> None:
    heading = "往来款长期挂账"
    (one, other) = cover(["1.往来款|挂账多年未清理", "2.党员发展程序不规范"], _records([heading]))
    assert one.record is not None
    assert one.record.problem.text == heading
    assert other.record is None


def test_review_takes_the_similarity() -> None:
    notice = parse(Document(text=_text(["甲事推进缓慢", "乙事把关不严"]), source="a.txt"))

    def same_place(left: Any, right: Any) -> list[list[float]]:
        return [[1.0 if i == j else 0.5 for j in range(len(right))] for i in range(len(left))]

    lines = ("猫", "狗", "鸟")
    found = review(notice, feedback=lines, similarity=same_place)
    told = [f.message for f in found.findings if f.rule == "feedback-not-covered"]
    assert len(told) == 1
    assert "鸟" in told[0]
    assert [row.problem is not None for row in found.coverage] == [True, True, False]
