"""View: notices, rows of an intake and a whole notice, as the components show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.retrieval.corpus import NoticeView
from assistant.retrieval.ingest import Row
from assistant.retrieval.profile import KINDS, LEVELS, UNIT_TYPES
from assistant.retrieval.record import StoredNotice, StoredRecord
from assistant.ui import wording
from assistant.ui.library.shelf import Stock
from assistant.ui.markdown import inert

_LABEL = 60  # characters of a problem or sentence in a list


def shelf_rows(notices: Iterable[StoredNotice]) -> list[list[str]]:
    """The notices that are offered, the latest first; the last cell is the id."""
    return [
        [one.title or one.source, _date(one), _records(one), one.id]
        for one in reversed(list(notices))
        if one.offered
    ]


def aside_rows(notices: Iterable[StoredNotice]) -> list[list[str]]:
    """The notices in quarantine and the duplicates, with the reason; the last cell is the id."""
    return [
        [one.title or one.source, _why_aside(one), _records(one), one.id]
        for one in notices
        if not one.offered
    ]


def trash_rows(notices: Iterable[StoredNotice]) -> list[list[str]]:
    """What lies in the trash; the last cell is the id."""
    return [
        [one.title or one.source, one.trash_reason or "—", _records(one), one.id] for one in notices
    ]


def stock_line(stock: Stock) -> str:
    """How much there is of each, as Markdown."""
    offered = [one for one in stock.notices if one.offered]
    if not stock.notices and not stock.trash:
        return wording.SHELF_EMPTY
    parts = [f"**{len(offered)}篇通报，{sum(one.records for one in offered)}条记录**"]
    quarantined = sum(one.quarantined is not None for one in stock.notices)
    duplicates = sum(one.duplicate_of is not None for one in stock.notices)
    named = (("隔离", quarantined), ("近似重复", duplicates), ("回收站", len(stock.trash)))
    parts += [f"{name}{count}篇" for name, count in named if count]
    return "；".join(parts)


def _why_aside(one: StoredNotice) -> str:
    if one.quarantined is not None:
        return f"隔离：{one.quarantined}"
    return f"近似重复：检索时用 {one.duplicate_of}"


def _records(one: StoredNotice) -> str:
    return f"{one.records}条" + ("（改过）" if one.version else "")


def _date(one: StoredNotice) -> str:
    return one.date_of_issue or (f"{one.profile.year}年" if one.profile.year else "—")


def intake_rows(rows: Iterable[Row]) -> list[list[str]]:
    """What became of each file."""
    return [
        [
            Path(row.path).name,
            wording.OUTCOMES[row.outcome],
            f"{row.records}条" if row.records else "—",
            row.reason or "—",
        ]
        for row in rows
    ]


def intake_line(rows: Sequence[Row], total: int, *, done: bool) -> str:
    """How far an intake is, as Markdown."""
    counts: Counter[str] = Counter(row.outcome for row in rows)
    named = "，".join(
        f"{name}{counts[key]}" for key, name in wording.OUTCOMES.items() if counts[key]
    )
    if done:
        return f"**已处理{len(rows)}份文件：{named or '没有可收入的'}。**"
    return f"正在处理 {len(rows)}／{total}……{named}"


def notice_about(view: NoticeView) -> str:
    """Title, what is known of the notice, why it is set aside, as Markdown."""
    one = view.notice
    profile = one.profile
    facts = [
        KINDS.get(profile.kind or "", ""),
        LEVELS.get(profile.level or "", ""),
        UNIT_TYPES.get(profile.unit_type or "", ""),
        _date(one),
        f"{len(view.records)}条记录",
        f"{one.characters:,}字",
        f"文件：{one.source}",
    ]
    told = (inert(fact) for fact in facts if fact and fact != "—")
    lines = [f"**{inert(one.title or one.source)}**", "　".join(told)]
    if one.trashed is not None:
        lines.append(f"**在回收站里**：{inert(one.trash_reason or '')}")
    elif not one.offered:
        lines.append(f"**不作范例**：{inert(_why_aside(one))}")
    return "\n\n".join(lines)


def record_choices(records: Sequence[StoredRecord]) -> list[tuple[str, str]]:
    """Label and id of each record of a notice."""
    return [
        (f"{_ordinal(one)}　{_cut(one.problem)}（{len(one.measures)}条措施）", one.id)
        for one in records
    ]


def split_choices(record: StoredRecord, text: str) -> list[tuple[str, int]]:
    """Where a record can be split: label and offset of each sentence after its first."""
    return [(_cut(words), at) for words, at in _sentences(record, text) if at > record.start]


def _sentences(record: StoredRecord, text: str) -> Iterator[tuple[str, int]]:
    at = record.start
    for end in range(record.start, record.end):
        if text[end] not in "。；\n" and end != record.end - 1:
            continue
        words = text[at : end + 1]
        lead = len(words) - len(words.lstrip())
        if words.strip(" \u3000\n。；"):
            yield words.strip(), at + lead
        at = end + 1


def history_lines(view: NoticeView) -> str:
    """The corrections of a notice, as Markdown; "" where there is none."""
    lines = [
        f"- 第{version.number}版　{inert(version.change)}　{inert(version.made[:16])}"
        + ("　**当前**" if version.head else "")
        for version in view.history
    ]
    return "\n".join(lines)


def _ordinal(record: StoredRecord) -> str:
    return record.id.rpartition("-")[2]


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LABEL else f"{flat[: _LABEL - 1]}…"
