"""count-mismatch: claimed numbers against headings, against each other, and rates against them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.notice.model import Notice
from assistant.review.entry import Entry, What
from assistant.review.headings import (
    beyond_unfinished,
    count_by_area,
    headed,
    open_items,
    own_counts,
)
from assistant.review.ledger import Ledger
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule, Severity

RULE = Rule(
    id="count-mismatch",
    name="数字对不上",
    severity="warning",
    group="content",
    about="声明的方面数、问题数与标题数，前后两处声明，完成率与其商，完成数多于总数；公开条数少于声明数只作提示。"
    "措施总数只与别处的声明比，资金、人数、制度数不核。",
    message="数字对不上：{working}",
    suggestion="核对后改为一致；确有不公开的事项，可不列出，但总数口径要前后相同。",
    basis="必做核对：完成＋推进＝问题总数；完成率＝完成÷总数",
)

_REFERRED = re.compile(r"(?:已经?|全部)?(?:完成(?:整改)?|整改(?:完成|到位)|销号|办结)的")
_NAMES: dict[What, str] = {
    "areas": "方面",
    "problems": "问题",
    "measures": "措施",
    "tasks": "任务",
    "rate": "完成率",
}

_FIGURE = re.compile(r"(?<![\d.])\d{1,5}(?![\d.年月日%])")
_CLAUSE = 24  # characters before a part in which the count it is of may stand
_SENTENCE = 120  # characters before a rate in which its two figures are looked for


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield the wrong claims with the working shown; a number told wrong is not told again."""
    ledger = reading.ledger
    totals = [*_against_headings(notice, reading, ledger)]
    totals += _against_each_other(notice, reading, ledger)
    yield from totals
    for start, end, claimed, listed in own_counts(notice, reading):
        working = (
            f"标题写“{notice.text[start:end]}”，其下列出{listed}个，相差{abs(claimed - listed)}个"
        )
        yield Hit(start=start, end=end, values={"working": working})
    # where the total itself is in doubt, the number of headings may be the right one
    doubt = {float(len(reading.records))} if totals else set()
    yield from _parts(notice, ledger, doubt)
    yield from _rates(notice, ledger, doubt)


def _against_headings(notice: Notice, reading: Reading, ledger: Ledger) -> Iterator[Hit]:
    listed = len(reading.records)
    problems = ledger.of("problems", "total")
    main = [entry for entry in problems if not entry.special]
    values = {entry.value for entry in main}
    if listed and len(values) == 1:
        claimed = int(main[0].value)
        extra = sum({e.value for e in problems if e.special})
        told = listed in (claimed, claimed + extra) or not beyond_unfinished(reading, claimed)
        if not told and not listed < claimed <= listed + open_items(reading):
            severity: Severity = "info" if claimed > listed else "warning"
            yield _hit(
                notice,
                main[0],
                f"声明“{_text(notice, main[0])}”，正文列出{listed}个：{count_by_area(reading)}",
                severity,
            )
    areas = ledger.of("areas", "total")
    counted = headed(notice, reading)
    if counted and len({entry.value for entry in areas}) == 1 and areas[0].value not in counted:
        yield _hit(
            notice, areas[0], f"声明“{_text(notice, areas[0])}”，正文分列{min(counted)}个方面"
        )


def _against_each_other(notice: Notice, reading: Reading, ledger: Ledger) -> Iterator[Hit]:
    """Totals of one thing that differ; the one that agrees with the headings is taken as right."""
    actual: dict[str, set[int]] = {
        "problems": {len(reading.records)},
        "areas": headed(notice, reading),
        "measures": set(),
        "tasks": set(),
    }
    for what in ("areas", "problems", "measures", "tasks"):
        entries = [e for e in ledger.of(what, "total") if not e.special]
        if len({entry.value for entry in entries}) < 2:
            continue
        if _sums_up(ledger, what, entries):
            continue
        values = [entry.value for entry in entries]
        right = next(
            (e for e in entries if e.value in actual[what]),
            max(entries, key=lambda e: (values.count(e.value), -e.start)),
        )
        wrong = next(entry for entry in entries if entry.value != right.value)
        yield _hit(
            notice, wrong, f"一处写“{_text(notice, wrong)}”，另一处写“{_text(notice, right)}”"
        )


def _sums_up(ledger: Ledger, what: str, entries: Sequence[Entry]) -> bool:
    """Whether the greatest total is the sum of the others, special inspections included."""
    special = [e.value for e in ledger.entries if e.special and e.what == what]
    values = sorted({entry.value for entry in entries})
    return values[-1] in (sum(values[:-1]), sum(values[:-1]) + sum(special))


def _parts(notice: Notice, ledger: Ledger, doubt: set[float]) -> Iterator[Hit]:
    """More done than there were, and parts that do not add up to the total."""
    for what in ("problems", "measures", "tasks"):
        totals = {e.value for e in ledger.of(what, "total") if not e.special}
        parts = ledger.of(what, "done", "basic", "open")
        if not totals or not parts:
            yield from _beyond(notice, parts)
            continue
        total = max(totals | doubt | {sum(e.value for e in ledger.of(what, "total") if e.special)})
        too_many = next((entry for entry in parts if entry.value > total), None)
        if too_many is not None:
            yield _hit(
                notice,
                too_many,
                f"{_NAMES[what]}总数{total:g}，“{_text(notice, too_many)}”多于总数",
            )
            continue
        sums = list(_sum(notice, what, totals | doubt, parts)) or list(_beyond(notice, parts))
        yield from sums or _done_twice(notice, what, parts)


def _beyond(notice: Notice, parts: Sequence[Entry]) -> Iterator[Hit]:
    """A part greater than the count it is said to be of: 应完成的21条措施已完成22条."""
    for entry in parts:
        of = re.compile(
            rf"(\d{{1,4}}){entry.unit}[^，。；、\d]{{0,6}}(?:问题|措施|举措)[^，。；\d]{{0,6}}$"
        )
        match = of.search(notice.folded, max(0, entry.start - _CLAUSE), entry.start)
        if entry.role == "done" and match is not None and float(match.group(1)) < entry.value:
            working = f"“{_text(notice, entry)}”多于所说的{match.group(1)}{entry.unit}"
            yield _hit(notice, entry, working)


def _sum(notice: Notice, what: str, totals: set[float], parts: Sequence[Entry]) -> Iterator[Hit]:
    for group in dict.fromkeys(entry.group for entry in parts):
        here = [entry for entry in parts if entry.group == group]
        if len({entry.role for entry in here}) < 2 or not any(e.role == "done" for e in here):
            continue
        added = sum(entry.value for entry in here)
        if added not in totals:
            working = "＋".join(f"{entry.value:g}" for entry in here)
            total = max(totals)
            yield Hit(
                start=here[0].start,
                end=here[-1].end,
                values={"working": f"{working}＝{added:g}，{_name(what)}总数是{total:g}"},
            )


def _done_twice(notice: Notice, what: str, parts: Sequence[Entry]) -> Iterator[Hit]:
    """The number done, referred to with another figure later: 对已完成的9个问题."""
    done = [entry for entry in parts if entry.role == "done"]
    for entry in done[1:]:
        referred = _REFERRED.match(_text(notice, entry))
        if referred and entry.group != done[0].group and entry.value != done[0].value:
            first = _text(notice, done[0])
            yield _hit(notice, entry, f"一处写“{first}”，另一处写“{_text(notice, entry)}”")
            return


def _rates(notice: Notice, ledger: Ledger, doubt: set[float]) -> Iterator[Hit]:
    for rate in ledger.of("rate"):
        text = _text(notice, rate)
        if _is_of_other(notice.folded, rate):
            continue
        kinds: list[What] = ["problems"] if "问题" in text else ["measures"]
        if ("问题" in text) == ("措施" in text):
            kinds = ["problems", "measures", "tasks"]
        quotients = list(_quotients(ledger, rate, kinds, doubt))
        if not quotients:
            continue
        step = 10.0**-rate.decimals
        near = _figures_before(notice.folded, rate)
        if any(abs(rate.value - done / total * 100) < step for done, total in [*quotients, *near]):
            continue
        done, total = quotients[0]
        yield _hit(
            notice,
            rate,
            f"“{text}”，而{done:g}÷{total:g}＝{done / total:.{rate.decimals or 1}%}",
        )


# what a rate may be of besides problems and measures: 资金到位率, 制度建设12项，完成率100%
_OWN_RATE = re.compile(
    r"问题|措施|整改|事项|销号|(?:其中|目前|总体?|综合|平均|整体|按期|已|的|累计|最终|集中|阶段)*$"
)
_OTHER_COUNT = re.compile(r"\d[项个条件](?:[\u4e00-\u9fff]{0,6})?，$")
_OF_PROBLEMS = re.compile(r"问题|措施|完成|整改|销号|办结|到位|推进|改[完好]|正在|尚未|还在|长期")


def _is_of_other(text: str, rate: Entry) -> bool:
    """Whether a rate is the rate of something else, by the words or the clause before it."""
    start = max(text.rfind(mark, 0, rate.start) for mark in "，。；、：\n") + 1
    subject = text[max(start, rate.start - _CLAUSE) : rate.start]
    if not _OWN_RATE.match(subject) and not _OF_PROBLEMS.search(subject):
        return True
    if subject:
        return False
    before = max(text.rfind(mark, 0, max(0, start - 1)) for mark in "，。；、：\n") + 1
    clause = text[max(before, start - _CLAUSE) : start]
    return bool(_OTHER_COUNT.search(clause)) and not _OF_PROBLEMS.search(clause)


def _quotients(
    ledger: Ledger, rate: Entry, kinds: Sequence[What], doubt: set[float]
) -> Iterator[tuple[float, float]]:
    """(done, total) pairs that the rate may be the quotient of, those of its own group first.

    A rate that does not say of what it is may go back to any pair before it.
    """
    for groups in ({rate.group}, {rate.group - 1, rate.group}, None):
        found = []
        for what in kinds:
            totals = ledger.of(what, "total")
            done = [
                e.value
                for e in ledger.of(what, "done", "basic")
                if (e.start < rate.end or e.group == rate.group)
                and (groups is None or e.group in groups)
            ]
            sums = dict.fromkeys([*done, sum(done)]) if done else {}
            for total in dict.fromkeys([*(e.value for e in totals), *doubt]):
                found += [(value, total) for value in sums if 0 < value <= total]
            found += [
                (e.value, e.value)
                for e in totals
                if e.all_done and e.value and (groups is None or e.group in groups)
            ]
        yield from found
        if found and len(kinds) == 1:
            return


def _figures_before(text: str, rate: Entry) -> Iterator[tuple[float, float]]:
    """Pairs of figures in the rate's own sentence, whatever they count (33条措施落实32条)."""
    start = max(text.rfind("。", 0, rate.start), text.rfind("；", 0, rate.start)) + 1
    start = max(start, rate.start - _SENTENCE)
    figures = [float(found[0]) for found in _FIGURE.finditer(text, start, rate.start)][-6:]
    for at, total in enumerate(figures):
        for done in figures[at + 1 :]:
            if 0 < done <= total:
                yield done, total


def _name(what: str) -> str:
    return {"problems": "问题", "measures": "措施", "tasks": "任务"}.get(what, "方面")


def _text(notice: Notice, entry: Entry) -> str:
    return notice.text[entry.start : entry.end]


def _hit(notice: Notice, entry: Entry, working: str, severity: Severity | None = None) -> Hit:
    return Hit(start=entry.start, end=entry.end, values={"working": working}, severity=severity)
