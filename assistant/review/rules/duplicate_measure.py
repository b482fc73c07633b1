"""duplicate-measure: the same sentence under two problems."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.excerpt import excerpt
from assistant.review.reading import Reading, Unit
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="duplicate-measure",
    name="措施雷同",
    severity="warning",
    group="content",
    about="两个问题之下出现相同的句子，序号、小标题不计；措辞相近而数字不同的不算。",
    message="与问题“{other}”之下的措施相同：“{found}”",
    suggestion="按本问题的实际另写措施，每条至少有一个专属的数、日期或文件。",
    basis="措施应与问题一一对应",
)

# shorter sentences recur lawfully (mini-headings, 立行立改。)
_SHORTEST = 16
_WORDS_ONLY = re.compile(r"[^\u4e00-\u9fff0-9A-Za-z%]")
_STATUS = re.compile(
    r"(?:该|此|本|上述)?(?:项|个)?(?:问题|工作|整改)?(?:任务)?(?:目前)?(?:已|均|正)"
)
_MINI = re.compile(r"^[^，。；：]{2,14}[。：]")


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield the later place of each sentence that stands under two problems, one a unit."""
    first: dict[str, Unit] = {}
    for unit in reading.units:
        told = False
        for start, end, key in _sentences(unit, reading):
            earlier = first.setdefault(key, unit)
            if earlier.record.id == unit.record.id or told:
                continue
            told = True
            yield Hit(
                start=start,
                end=end,
                values={
                    "other": excerpt(earlier.record.problem.text, 20),
                    "found": excerpt(notice.text[start:end], 24),
                },
            )


def _sentences(unit: Unit, reading: Reading) -> Iterator[tuple[int, int, str]]:
    start = unit.body_start
    mini = _MINI.match(unit.body)
    if mini:
        start += mini.end()
    for sentence in reading.sentences(start, unit.measure.end):
        key = _WORDS_ONLY.sub("", sentence.text)
        if len(key) >= _SHORTEST and not (_STATUS.match(key) and len(key) < 2 * _SHORTEST):
            yield sentence.start, sentence.end, key
