"""Ledger: the statistics of a notice, computed from its problems, never typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.compose.case import Case
from assistant.compose.wording import blank, clause, date_words

_RULE = re.compile(
    r"(制定|出台|印发|建立|修订|完善|修改)(?:完善|实施|了|并印发){0,2}《([^《》]{2,60})》"
)
_OPEN_TITLE = re.compile(r"《[^《》]{0,40}【待填")
_REVISED = ("修订", "完善", "修改")
# a plan, a list or a report that is issued is no rule (domain.md section 2: 制度数)
_NO_RULE = re.compile(r"(?:方案|清单|通报|报告|要点|计划|纪要|决定|意见书|名单|台账)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Counts; None where a problem's status is not known, or nothing says the number."""

    problems: int
    done: int | None
    ongoing: int | None
    long_term: int | None
    measures: int | None
    rules_made: int | None
    rules_revised: int | None

    @property
    def rate(self) -> str | None:
        """Done of all in percent, one digit behind the point where it needs one (75%, 66.7%)."""
        if self.done is None or not self.problems:
            return None
        return f"{round(100 * self.done / self.problems, 1):g}%"


def count(case: Case, measures: list[list[str]]) -> Ledger:
    """What the problems and their measures (a list each, in order) add up to."""
    statuses = [problem.status for problem in case.problems]
    known = bool(statuses) and "unknown" not in statuses
    texts = [text for each in measures for text in each]
    made, revised = _rules(texts)
    figures = case.statistics
    return Ledger(
        problems=max(len(case.problems), figures.problems or 0),
        done=statuses.count("done") if known else None,
        ongoing=statuses.count("ongoing") if known else None,
        long_term=statuses.count("long_term") if known else None,
        measures=figures.measures or (len(texts) if texts and all(measures) else None),
        rules_made=figures.rules_made if figures.rules_made is not None else made,
        rules_revised=figures.rules_revised if figures.rules_revised is not None else revised,
    )


def _rules(texts: list[str]) -> tuple[int | None, int | None]:
    """Different titles that are said to be made, and revised; None while a title is still open."""
    made: set[str] = set()
    revised: set[str] = set()
    for text in texts:
        if _OPEN_TITLE.search(text):
            return None, None
        for verb, title in _RULE.findall(text):
            if not _NO_RULE.search(title):
                (revised if verb in _REVISED else made).add(title)
    return len(made - revised) or None, len(revised) or None


def statistics_text(case: Case, ledger: Ledger) -> str:
    """The statistics as one paragraph: problems, state, rate, measures, rules, money, people."""
    total = ledger.problems or blank("问题数")
    parts = [f"反馈的{total}个问题，{_state(ledger)}"]
    parts += _more(case, ledger)
    as_of = date_words(case.statistics.as_of, "截至日期")
    text = f"截至{as_of}，" + "；".join(parts) + "。"
    return text + "".join(f"{clause(said)}。" for said in case.statistics.sentences)


def _state(ledger: Ledger) -> str:
    if ledger.done is None or ledger.ongoing is None:
        return (
            f"已完成整改{blank('完成问题数')}个、正在推进{blank('推进问题数')}个，"
            f"完成率{blank('完成率')}"
        )
    if ledger.done == ledger.problems:
        return "已全部完成整改，完成率100%"
    said = [f"已完成整改{ledger.done}个"] if ledger.done else []
    under_way = ledger.problems - ledger.done - (ledger.long_term or 0)
    if under_way:
        said.append(f"正在推进{under_way}个")
    if ledger.long_term:
        said.append(f"需长期坚持{ledger.long_term}个")
    return "、".join(said) + (f"，完成率{ledger.rate}" if ledger.done else "")


def _more(case: Case, ledger: Ledger) -> Iterator[str]:
    figures = case.statistics
    if ledger.measures is not None:
        done = figures.measures_done
        yield f"制定整改措施{ledger.measures}条" + (f"，完成{done}条" if done is not None else "")
    rules = [
        f"{verb}制度{number}项"
        for verb, number in (("制定", ledger.rules_made), ("修订", ledger.rules_revised))
        if number
    ]
    if rules:
        yield "、".join(rules)
    if figures.money:
        yield clause(figures.money)
    if figures.people:
        yield "、".join(clause(said) for said in figures.people)
