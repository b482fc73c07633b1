"""Corrections: what a clerk may change in the parse of a stored notice. Pure; nothing is stored.

The text of the notice is never touched. Ids stay with the record that keeps its problem: a merged
record has the first one's id, the second half of a split one gets an ordinal that none had.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.errors import WrongCall
from assistant.retrieval.record import StoredRecord

LONGEST = 400  # characters of a problem
_POINTS = "。；：，、！？ \n\u3000"
_HEAD_END = re.compile(r"[。；：\n]")
_MARKER = re.compile(
    r"^[\s\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是|[①-⑳])?[\s\u3000]*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two neighbouring records become one; the second's problem becomes one of its measures."""

    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """A record becomes two at ``offset`` (characters of the notice's text, inside the record).

    The second one's problem is ``problem``, else what stands at the offset up to the first 。；：
    or line break.
    """

    record: str
    offset: int
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reword:
    """The problem of a record in other words, and its focus area where one is given ("" = none)."""

    record: str
    problem: str
    focus_area: str | None = None


Correction = Merge | Split | Reword


def corrected(
    records: Sequence[StoredRecord], text: str, change: Correction, *, used: int
) -> tuple[StoredRecord, ...]:
    """The records with one change made; raises WrongCall where it cannot be made.

    ``used`` is the highest ordinal that any version of the notice has given to a record.
    """
    if isinstance(change, Merge):
        return _merged(records, change)
    if isinstance(change, Split):
        return _split(records, text, change, used)
    return _reworded(records, change)


def described(change: Correction) -> str:
    """What was done, for the history."""
    if isinstance(change, Merge):
        return f"合并 {_ordinal(change.first)} 与 {_ordinal(change.second)}"
    if isinstance(change, Split):
        return f"在第{change.offset}字处拆分 {_ordinal(change.record)}"
    return f"改写 {_ordinal(change.record)} 的问题"


def _ordinal(record_id: str) -> str:
    return record_id.rpartition("-")[2]


def ordinal(record_id: str) -> int:
    """The number at the end of a record's id."""
    return int(_ordinal(record_id))


def _place(records: Sequence[StoredRecord], record_id: str) -> int:
    for place, record in enumerate(records):
        if record_id in (record.id, _ordinal(record.id)):
            return place
    raise WrongCall(f"这篇通报没有记录“{record_id}”：请用 corpus show 查看编号")


def _merged(records: Sequence[StoredRecord], change: Merge) -> tuple[StoredRecord, ...]:
    place, other = sorted((_place(records, change.first), _place(records, change.second)))
    if other != place + 1:
        raise WrongCall("只能合并相邻的两条记录：请先合并它们之间的记录")
    first, second = records[place], records[other]
    one = replace(
        first,
        measures=(*first.measures, second.problem, *second.measures),
        status=first.status if first.status == second.status else "unknown",
        start=min(first.start, second.start),
        end=max(first.end, second.end),
    )
    return (*records[:place], one, *records[other + 1 :])


def _reworded(records: Sequence[StoredRecord], change: Reword) -> tuple[StoredRecord, ...]:
    place = _place(records, change.record)
    words = " ".join(change.problem.split())
    if not words or len(words) > LONGEST:
        raise WrongCall(f"问题要有1到{LONGEST}个字：请改短或写明")
    area = records[place].focus_area
    if change.focus_area is not None:
        area = " ".join(change.focus_area.split()) or None
    one = replace(records[place], problem=words, focus_area=area)
    return (*records[:place], one, *records[place + 1 :])


def _split(
    records: Sequence[StoredRecord], text: str, change: Split, used: int
) -> tuple[StoredRecord, ...]:
    place = _place(records, change.record)
    record = records[place]
    if not record.start < change.offset < record.end:
        raise WrongCall(f"拆分处要在这条记录之内：第{record.start + 1}到{record.end - 1}字")
    before, after = _parted(record, text, change.offset)
    problem, after = _headed(after, change.problem)
    if not problem:
        raise WrongCall("拆分处之后没有可作问题的文字：请换一个位置，或写明新的问题")
    first = replace(record, measures=before, end=change.offset)
    second = replace(
        record,
        id=f"{record.notice_id}-{used + 1:02}",
        problem=problem,
        measures=after,
        start=change.offset,
    )
    return (*records[:place], first, second, *records[place + 1 :])


def _parted(
    record: StoredRecord, text: str, offset: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The measures before and after the offset; one that lies across it is cut in two."""
    before: list[str] = []
    after: list[str] = []
    cursor = record.start
    for measure in record.measures:
        start = text.find(measure, cursor, record.end)
        if start < 0:  # not in the text word for word: it stays where its predecessor is
            (after if cursor > offset else before).append(measure)
            continue
        cursor = start + len(measure)
        cut = min(max(offset - start, 0), len(measure))
        before.extend(filter(None, [measure[:cut].strip()]))
        after.extend(filter(None, [measure[cut:].strip()]))
    return tuple(before), tuple(after)


def _headed(measures: tuple[str, ...], given: str | None) -> tuple[str, tuple[str, ...]]:
    """The problem of a second half, and the measures that are left of it."""
    if given is not None and given.strip():
        return " ".join(given.split())[:LONGEST], measures
    for place, measure in enumerate(measures):
        words = _MARKER.sub("", measure.lstrip(_POINTS), count=1)
        end = _HEAD_END.search(words)
        problem, rest = (words, "") if end is None else (words[: end.start()], words[end.end() :])
        if problem.strip():
            left = (*filter(None, [rest.strip()]), *measures[place + 1 :])
            return problem.strip()[:LONGEST], left
    return "", ()
