"""Ledger: the statistics of a notice, computed from its problems, never typed twice.

Every figure is the user's or follows from the user's by counting or adding; what the program wrote
itself (its own measures) is never counted. Where the calculation is not safe a placeholder asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.compose.case import Case, CaseProblem
from assistant.compose.deeds import Total, money_totals, people_totals
from assistant.compose.wording import blank, clause, date_words

_RULE = re.compile(
    r"(制定|出台|印发|建立|修订|完善|修改)(?:完善|实施|了|并?印发){0,2}《([^《》]{2,60})》"
)
_STATED = re.compile(r"(?<!\d)(\d{1,4})[条项个](?:具体)?(?:整改)?(?:措施|举措)")
_OPEN_TITLE = re.compile(r"《[^《》]{0,40}【待填")
_REVISED = ("修订", "完善", "修改")
# a plan, a list or a report that is issued is no rule (domain.md section 2: 制度数)
_NO_RULE = re.compile(r"(?:方案|清单|通报|报告|要点|计划|纪要|决定|意见书|名单|台账)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Counts; None where a problem's status is not known, or nothing says the number.

    ``rules_open``: a measure names a rule without its title yet, so rules cannot be counted.
    """

    problems: int
    done: int | None
    ongoing: int | None
    long_term: int | None
    measures: int | None
    rules_made: int | None
    rules_revised: int | None
    rules_open: bool = False
    money: tuple[Total, ...] = ()
    people: tuple[Total, ...] = ()

    @property
    def rate(self) -> str | None:
        """Done of all in percent, one digit behind the point where it needs one (75%, 66.7%)."""
        if self.done is None or not self.problems:
            return None
        return f"{round(100 * self.done / self.problems, 1):g}%"


def said_of(problem: CaseProblem) -> tuple[str, ...]:
    """The user's own words on a problem: the measures that the user wrote, else the facts."""
    own = () if problem.drafted else problem.measures
    return own or problem.facts


def count(case: Case, measures: list[list[str]]) -> Ledger:
    """What the problems and their measures (a list each, in order) add up to."""
    statuses = [problem.status for problem in case.problems]
    known = bool(statuses) and "unknown" not in statuses
    texts = [text for each in measures for text in each]
    made, revised = _rules(texts)
    figures = case.statistics
    # facts of the whole case are printed under any problem
    said = [*map(said_of, case.problems), case.facts]
    printed = [*("".join(each) for each in measures), "".join(texts)]
    stated = figures.rules_made is not None or figures.rules_revised is not None
    return Ledger(
        problems=max(len(case.problems), figures.problems or 0),
        done=statuses.count("done") if known else None,
        ongoing=statuses.count("ongoing") if known else None,
        long_term=statuses.count("long_term") if known else None,
        measures=figures.measures or _stated(case) or _listed(case),
        rules_made=figures.rules_made if figures.rules_made is not None else made,
        rules_revised=figures.rules_revised if figures.rules_revised is not None else revised,
        rules_open=not stated and any(_OPEN_TITLE.search(text) for text in texts),
        money=() if figures.money else tuple(money_totals(said, printed)),
        people=() if figures.people else tuple(people_totals(said, printed)),
    )


def _stated(case: Case) -> int | None:
    """The number of measures that a sentence of the user's states (分解为38条措施)."""
    found = _STATED.search("".join((*case.organization, *case.statistics.sentences)))
    return int(found[1]) if found else None


def _listed(case: Case) -> int | None:
    """The number of measures where the user wrote those of every problem; drafts count nothing."""
    if not case.problems or any(p.drafted or not p.measures for p in case.problems):
        return None
    return sum(len(problem.measures) for problem in case.problems)


def _rules(texts: Sequence[str]) -> tuple[int | None, int | None]:
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
    done = figures.measures_done
    if ledger.measures is not None or done is not None:
        measures = ledger.measures if ledger.measures is not None else blank("措施数")
        yield f"制定整改措施{measures}条" + (f"，完成{done}条" if done is not None else "")
    rules = [
        f"{verb}制度{number}项"
        for verb, number in (("制定", ledger.rules_made), ("修订", ledger.rules_revised))
        if number
    ]
    if ledger.rules_open:
        rules = [f"制定、修订制度{blank('制度数')}项"]
    if rules:
        yield "、".join(rules)
    money = [clause(figures.money)] if figures.money else [total.text for total in ledger.money]
    if money:
        yield "、".join(money)
    people = [*map(clause, figures.people)] or [total.text for total in ledger.people]
    if people:
        yield "、".join(people)


def ledger_remarks(case: Case, ledger: Ledger) -> Iterator[str]:
    """What the user should look at: figures that disagree, and how the computed ones came about."""
    given, listed = case.statistics.problems, len(case.problems)
    if given is not None and given != listed:
        yield f"统计写的是{given}个问题，清单里有{listed}个：通报按{ledger.problems}个写，请核对"
    stated = _stated(case)
    if stated is not None and ledger.measures != stated:
        yield (f"组织情况写的是{stated}条措施，统计写的是{ledger.measures}条：请改成一致")
    if ledger.rules_open:
        yield "总体数据里的制度数没有算（正文还有文件名称待填）：请核实后填写"
    for total in (*ledger.money, *ledger.people):
        if total.remark:
            yield total.remark
