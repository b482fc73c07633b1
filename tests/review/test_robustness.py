"""Large and hostile input: linear time whatever the text, one line of 2 MB included."""

from __future__ import annotations

import time

import pytest

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.reading import Reading
from assistant.review.registry import rule_modules
from assistant.review.review import MOST_HITS, review

SIZE = 30_000
HOSTILE = {
    "brackets": "（《“" * (SIZE // 3),
    "closing": "）》”" * (SIZE // 3),
    "crosses": "X-" * (SIZE // 2),
    "digits": "2021" * (SIZE // 4),
    "ordinals": "一是" * (SIZE // 2),
    "clauses": "，一是二是三是" * (SIZE // 7),
    "tags": "<a " * (SIZE // 3),
    "comments": "<!--" * (SIZE // 4),
    "entities": "&a" * (SIZE // 2),
    "mail": "a." * (SIZE // 2),
    "dates": "2024年3月3日至" * (SIZE // 10),
    "teams": "县委第三巡察组、" * (SIZE // 8),
    "marks": "，" * SIZE,
    "half": "县,(" * (SIZE // 3),
    "counts": "已完成3个问题" * (SIZE // 7),
    "names": "对张三、李四给予" * (SIZE // 8),
    "plans": "拟将计划" * (SIZE // 4),
    "lines": "（一）问题\n" * (SIZE // 6),
    "problems": "（一）关于“甲不实”问题。一是加强管理。\n" * (SIZE // 20),
    "groups": "请加微信" * (SIZE // 4),
    "phrases": "两个维持" * (SIZE // 4),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_rule_explodes(name: str) -> None:
    notice = parse(Document(text=HOSTILE[name]))
    slow = {}
    for module in rule_modules():
        start = time.process_time()
        for _ in module.check(notice, Reading(notice, feedback=("甲不实",))):
            pass
        taken = time.process_time() - start
        if taken > 60:  # no benchmark, only "it does not explode"
            slow[module.RULE.id] = taken
    assert slow == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["局党组召开会议3次，清理合同41份，已全部完成整改。", "完成率100%、"]
)
def test_two_megabytes_on_one_line(piece: str) -> None:
    text = piece * (2_000_000 // len(piece))
    start = time.process_time()
    review(parse(Document(text=text)))
    assert time.process_time() - start < 60


def test_findings_without_end_are_cut_and_it_is_said() -> None:
    found = review(parse(Document(text="（" * (MOST_HITS + 1000))))
    assert len(found.findings) <= 2 * MOST_HITS
    assert any("unbalanced-quotes" in note and "只列出前" in note for note in found.notes)
