"""Ledger: the counts of aspects, problems and measures that the frame of a notice states.

Each entry is a number with what it counts (areas, problems, measures, or a rate) and its role:
a total, or a part of it that is done, basically done or still open. Figures inside the records
are not the notice's own account and stay out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from assistant.notice.numerals import in_digits, value_of
from assistant.review.count_forms import (
    ABOUT_FEEDBACK,
    ALL,
    ANNOUNCED,
    ANNOUNCES,
    AREAS,
    DONE_BEFORE,
    DUE,
    FED_BACK,
    GROUP,
    LEFT_BEFORE,
    NOUN_BEFORE,
    NOUN_FIRST,
    OBJECT,
    ONE_BY_ONE,
    OPEN_LATER,
    OWN_BEFORE,
    OWN_SEARCH,
    PARTIAL_MEASURE,
    PLANNED_PART,
    RATE,
    SAMPLE,
    SPECIAL,
    STATE_AFTER,
    STATE_ALONE,
    STATE_FIRST,
    TOTAL,
)
from assistant.review.entry import Entry, Role, What
from assistant.review.origin import is_of_another

_Reader = Callable[[str, int, int, re.Match[str], int], Entry | None]
_NOUNS: dict[str, What] = {
    "问题": "problems",
    "措施": "measures",
    "举措": "measures",
    "任务": "tasks",
}

# no notice states nearly so many figures about itself; beyond them the text is something else
_MOST = 200
# how far before a figure the words that announce it may stand
_REACH = 80


class Ledger:
    """The entries of a notice in the order of the text, and what follows from them."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries

    def of(self, what: What, *roles: Role) -> tuple[Entry, ...]:
        """The entries that count ``what`` in one of ``roles`` (all roles if none is given)."""
        return tuple(e for e in self.entries if e.what == what and (not roles or e.role in roles))

    @cached_property
    def all_done(self) -> bool:
        """Whether the notice says that every problem is finished."""
        totals = [entry for entry in self.of("problems", "total") if not entry.special]
        if self.of("problems", "open", "basic"):
            return False
        done = self.of("problems", "done")
        if any(entry.all_done for entry in totals):
            return True
        return bool(totals and done) and max(e.value for e in done) == max(e.value for e in totals)


def read_ledger(
    folded: str,
    frame: Sequence[tuple[int, int]],
    plans: Sequence[tuple[int, int]],
    other_word: str = "",
    year: int | None = None,
) -> Ledger:
    """Read the spans of the frame; those of ``plans`` (next steps) give no totals.

    ``other_word`` is what an inspection of another level is called (巡视 in a notice about 巡察):
    the problems that it found are not counted, nor are those of an inspection before ``year``.
    """
    entries: list[Entry] = []
    group = 0
    spans = [(*span, False) for span in frame] + [(*span, True) for span in plans]
    for start, end, is_plan in spans:
        for match in GROUP.finditer(folded, start, end):
            group += 1
            found = [
                entry
                for entry in _group_entries(folded, *match.span(), group)
                if not is_of_another(folded, match.start(), entry.start, other_word, year)
            ]
            if len(entries) > _MOST:
                return Ledger(tuple(entries))
            told = (_resolve(entry, entries + found) for entry in found)
            entries += [e for e in told if e is not None and not (is_plan and e.role == "total")]
    return Ledger(tuple(sorted(entries, key=lambda entry: entry.start)))


def _group_entries(text: str, left: int, right: int, group: int) -> Iterator[Entry]:
    """The entries of one clause group; every figure is read once, by the first form that fits."""
    taken: list[tuple[int, int]] = []
    for match in islice(RATE.finditer(text, left, right), _MOST):
        taken.append(match.span())
        yield from _rates(match, group)
    for pattern, read in _FORMS:
        for match in islice(pattern.finditer(text, left, right), _MOST):
            start, end = match.span("n")
            if any(a < end and start < b for a, b in taken):
                continue
            entry = read(text, left, right, match, group)
            if entry is not None:
                taken.append((start, end))
                yield entry


def _area(text: str, left: int, right: int, match: re.Match[str], group: int) -> Entry | None:
    window = max(left, match.start() - _REACH), min(right, match.end() + _REACH)
    if not ABOUT_FEEDBACK.search(text, *window):
        return None
    return _entry(match, what="areas", role="total", group=group)


def _before(text: str, left: int, at: int) -> str:
    """The words before a figure, no further than its group; 、 stands where they are cut."""
    start = at - _REACH
    return text[left:at] if start <= left else f"、{text[start:at]}"


def _state(text: str, left: int, right: int, match: re.Match[str], group: int) -> Entry | None:
    """已完成7个, 7个已完成: a part in the state that its words give."""
    # 其中4个已完成、3个正在推进 parts the whole; 其中立行立改2个 picks some
    before = _before(text, left, match.start()).replace("其中", "", 1 if _parts(text, match) else 0)
    if SAMPLE.search(before) or PLANNED_PART.search(before):
        return None
    if OWN_BEFORE.search(before):  # 自查同类问题278个，已办结261个
        return None
    if match.group("n") == "一" and ONE_BY_ONE.search(text, max(left, match.start() - 12), right):
        return None
    beside = text[max(left, match.start() - 2) : match.start()]  # 措施完成27项
    noun = beside if beside in _NOUNS else _noun_before(text, left, match)
    what = _what(match) or _NOUNS.get(noun or "")
    if what is None and noun is not None:
        return None
    role = _role(match)
    return _entry(match, what=what or "problems", role=role, group=group, open_=what is None)


def _parts(text: str, match: re.Match[str]) -> bool:
    """Whether 其中 stands directly before a figure somewhere in the clause of ``match``."""
    clause = max(text.rfind(mark, 0, match.start()) for mark in "，。；") + 1
    return bool(re.compile(r"其中(?=\d|$)").search(text, clause, match.start()))


def _noun_before(text: str, left: int, match: re.Match[str]) -> str | None:
    """The noun of the nearest count in the same unit between ``left`` and the match."""
    pattern = NOUN_BEFORE.replace("UNIT", match.group("unit"))
    found = re.findall(pattern, text[max(left, match.start() - _REACH) : match.start()])
    return found[-1] if found else None


def _rates(match: re.Match[str], group: int) -> Iterator[Entry]:
    spoken = match.group("cn")
    for number in (spoken and in_digits(spoken), match.group("n"), match.group("n2")):
        if number:
            yield Entry(
                what="rate",
                role="total",
                value=float(number),
                unit="%",
                start=match.start(),
                end=match.end(),
                group=group,
                decimals=len(number.partition(".")[2]),
            )


def _what(match: re.Match[str]) -> What | None:
    groups = match.groupdict()
    if groups.get("problem"):
        return "problems"
    if groups.get("task"):
        return "tasks"
    return "measures" if groups.get("measure") else None


def _role(match: re.Match[str]) -> Role:
    if match.group("basic"):
        return "basic"
    return "open" if match.group("open") else "done"


def _entry(
    match: re.Match[str], *, what: What, role: Role, group: int, open_: bool = False
) -> Entry:
    """``open_``: the noun is not given and is to be found by the unit (see _resolve)."""
    return Entry(
        what=what,
        role=role,
        value=value_of(match.group("n")) or 0.0,
        unit=("?" if open_ else "") + match.group("unit"),
        start=match.start(),
        end=match.end(),
        group=group,
    )


def _total(text: str, left: int, right: int, match: re.Match[str], group: int) -> Entry | None:
    what = _what(match)
    before = _before(text, left, match.start())
    clause = before[max(before.rfind(mark) for mark in "，：") + 1 :]
    if what is None or match.group("n") == "一" or _is_own_count(what, match, clause):
        return None
    if what == "measures" and "生活会" in before:  # …查摆问题26条，制定整改措施30项
        return None
    announces = ANNOUNCES.match(text, match.end(), right)
    if what == "problems" and SPECIAL.search(clause) and not DUE.search(before):
        return replace(_entry(match, what=what, role="total", group=group), special=True)
    if SAMPLE.search(before) or DUE.search(before) or (OBJECT.search(before) and not announces):
        return None
    entry = _entry(match, what=what, role="total", group=group)
    if LEFT_BEFORE.search(before) or OPEN_LATER.match(text, match.end(), right):
        return replace(entry, role="open")
    if DONE_BEFORE.search(before):
        return replace(entry, role="done")
    # 7个问题已完成整改: a part of the total, not the total
    state = STATE_ALONE.match(text, match.end(), right)
    if state is not None and not (state.group("basic") and FED_BACK.search(clause)):
        return replace(entry, role=_role(state))
    if not (ANNOUNCED.search(before) or announces):
        return None
    return replace(
        entry,
        special=bool(SPECIAL.search(clause)),
        all_done=bool(ALL.match(text, match.end(), right)),
    )


def _is_own_count(what: What, match: re.Match[str], clause: str) -> bool:
    """Whether a count is of problems the unit found itself, or of some of the measures."""
    if what != "problems":
        return bool(PARTIAL_MEASURE.search(clause))
    if FED_BACK.search(clause) or SPECIAL.search(clause):
        return False
    return match.re is NOUN_FIRST or bool(OWN_SEARCH.search(clause))


def _resolve(entry: Entry, known: list[Entry]) -> Entry | None:
    """Give a count without a noun the thing it counts: that of the nearest total in its unit."""
    if not entry.unit.startswith("?"):
        return entry
    unit = entry.unit[1:]
    totals = [e for e in known if e.role == "total" and e.what not in ("rate", "areas")]
    before = [e for e in totals if e.start < entry.start]
    same_group = [e for e in before if e.group == entry.group]
    fitting = [e for e in same_group if e.unit == unit] or [e for e in before if e.unit == unit]
    # measures are counted by 条 and 项, never by 个
    counted = {e.what for e in totals}
    if not fitting and len(counted) == 1 and not (unit == "个" and counted == {"measures"}):
        fitting = totals
    if not fitting:
        return None  # counted in a unit that no total uses: nothing to hold it against
    return replace(entry, what=fitting[-1].what, unit=unit)


_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (AREAS, _area),
    (STATE_FIRST, _state),
    (TOTAL, _total),
    (NOUN_FIRST, _total),
    (STATE_AFTER, _state),
)
