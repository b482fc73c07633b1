"""Coverage: which problem of the notice treats which line of the feedback.

Likeness is that of the wordings: shared characters and pairs of characters, those of the genre
(不到位、问题、落实…) left out, measured against the shorter of the two, so that a heading that
shortens or extends the feedback still counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.notice.model import Record

_ORDINAL = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．，]?|[①-⑳]|[一二三四五六七八九十]{1,2}是|问题\d{1,3}[：:]|[-•·])\s*"
)
_GENRE = re.compile(
    r"关于|针对|方面|问题|情况|存在|不够|不到位|不足|不力|不严|不规范|不深入|不扎实|有差距|有待|缺失|滞后|薄弱|还|仍|较|工作|落实|执行|制度|建设|管理|开展|加强|严格|的|和|与|及|对|在|了|不|有"
)
_WORDS = re.compile(r"[^\u4e00-\u9fff0-9A-Za-z]")
# the least likeness at which two wordings are taken for the same problem
_ENOUGH = 0.34


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A line of the feedback and the record that treats it, None where none does."""

    line: str
    record: Record | None
    likeness: float


def cover(feedback: Sequence[str], records: Sequence[Record]) -> Iterator[Covered]:
    """Yield each non-blank line of ``feedback`` with the record most like it, in order."""
    candidates = [(record, _features(record.problem.text)) for record in records]
    for line in feedback:
        text = _ORDINAL.sub("", line).strip()
        if not text:
            continue
        wanted = _features(text)
        best, likeness = None, 0.0
        for record, found in candidates:
            value = _likeness(wanted, found)
            if value > likeness:
                best, likeness = record, value
        covered = best if likeness >= _ENOUGH else None
        yield Covered(line=text, record=covered, likeness=likeness)


def _features(text: str) -> frozenset[str]:
    bare = _WORDS.sub("", text)
    parts = [part for part in _GENRE.split(bare) if part]
    pairs = {part[i : i + 2] for part in parts for i in range(len(part) - 1)}
    return frozenset({*pairs, *(char for part in parts for char in part)} or {bare})


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    weight = sum(len(feature) for feature in one & other)
    least = min(sum(map(len, one)), sum(map(len, other)))
    return weight / least if least else 0.0
