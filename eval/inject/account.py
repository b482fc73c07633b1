"""The account: no problem-by-problem part, a problem with nothing under it, one that is forgotten."""

from __future__ import annotations

import random

from eval.inject.absences import section_of
from eval.inject.planted import Form, Planted, main_records
from eval.world import EvalNotice

GENERAL = (
    "整改以来，领导班子把自己摆进去，对照反馈意见逐项研究、统筹推进，相关股室各负其责，"
    "各方面工作都有了新的起色，干部群众的评价也有所提高。"
)
ELSEWHERE = ("各项问题的整改情况见附件，此处从略。", "（具体整改情况另附）")
STRANGE = (
    "殡葬服务收费项目未公示",
    "科研诚信承诺制度执行不严",
    "冬季供暖投诉率居高不下",
    "渡口船舶超载查处不力",
)
# problems of the kind that every unit has: the word and a line of feedback on it
ORDINARY = (
    ("公务用车", "公务用车定点维修不审批、加油卡一车多卡"),
    ("公章", "公章外借不登记、空白介绍信随意开具"),
    ("水电", "向职工食堂承包人代垫水电费"),
    ("固定资产", "固定资产报废未评估、账外资产未入账"),
    ("评审费", "向本单位人员发放评审费"),
    ("慰问", "节日慰问品超标准发放"),
)


def no_account(notice: EvalNotice, _: random.Random) -> Planted | None:
    """One general paragraph in place of the problem-by-problem account."""
    return _account_is(notice, GENERAL)


def account_elsewhere(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The reader is sent to an appendix that is not there."""
    return _account_is(notice, chance.choice(ELSEWHERE))


def account_merged(notice: EvalNotice, _: random.Random) -> Planted | None:
    """All problems are named in one sentence, and all are said to be under way."""
    names = "、".join(record.problem.text for record in main_records(notice)[:3])
    words = f"{names}等问题，均已逐一研究，相关工作正按计划有序开展，成效逐步显现。"
    return _account_is(notice, words)


def _account_is(notice: EvalNotice, words: str) -> Planted | None:
    """Those words under the account's heading; what follows moves up by one where it has to."""
    section, unfinished = section_of(notice, "problems"), section_of(notice, "unfinished")
    steps = notice.notice.sections_of("next_steps")
    if section is None or unfinished is None or any(s.start < unfinished[1] for s in steps):
        return None
    start, _end, heading = section
    rest = notice.text[unfinished[1] :]
    if unfinished[2].startswith("三、"):  # what follows moves up by one
        rest = rest.replace("\n四、", "\n三、", 1)
    return Planted(text=f"{notice.text[:start]}{heading}\n\n{words}{rest}")


def bare_problem(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A problem's heading with nothing under it."""
    found = [
        record
        for record in main_records(notice)
        if record.measures and "\n" in notice.text[record.problem.heading.end : record.end]
    ]
    if not found:
        return None
    record = chance.choice(found)
    head = notice.text.find("\n", record.problem.heading.start)
    if head < 0 or head > record.measures[0].start:
        return None
    text = notice.text[:head] + notice.text[record.end :]
    return Planted(text=text, places=((record.problem.heading.start, head),))


def empty_status(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A problem's heading, the words 整改情况, and nothing behind them."""
    return _labelled(bare_problem(notice, chance), "整改情况：")


def empty_labels(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The form's two labels under a problem, and neither is filled in."""
    return _labelled(bare_problem(notice, chance), "整改措施：\n整改成效：")


def _labelled(planted: Planted | None, label: str) -> Planted | None:
    if planted is None:
        return None
    start, head = planted.places[0]
    text = f"{planted.text[:head]}\n{label}{planted.text[head:]}"
    return Planted(text=text, places=((start, head + 1 + len(label)),))


def unanswered_feedback(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The feedback list has a problem more than the notice treats."""
    lines = [record.problem.text for record in main_records(notice)]
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(STRANGE))
    return Planted(text=notice.text, feedback=tuple(lines))


def ordinary_forgotten(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """What is forgotten is a problem such as every unit has; the notice never speaks of it."""
    found = [line for word, line in ORDINARY if word not in notice.text]
    if not found:
        return None
    lines = [record.problem.text for record in main_records(notice)]
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(found))
    return Planted(text=notice.text, feedback=tuple(lines))


def numbered_feedback(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The list as it was handed over, with ordinals and 的问题; one line of it is forgotten."""
    lines = [record.problem.text.rstrip("。") for record in main_records(notice)]
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(STRANGE))
    mark = chance.choice(("{0}.{1}", "（{0}）{1}", "{0}、{1}"))
    numbered = (
        mark.format(number, line if line.endswith("问题") else f"{line}的问题")
        for number, line in enumerate(lines, 1)
    )
    return Planted(text=notice.text, feedback=tuple(numbered))


FORMS = (
    Form(rule="missing-problem-sections", name="概述代替逐项", plant=no_account),
    Form(rule="missing-problem-sections", name="见附件", plant=account_elsewhere),
    Form(rule="missing-problem-sections", name="并成一句", plant=account_merged),
    Form(rule="problem-without-measures", name="只有标题", plant=bare_problem),
    Form(rule="problem-without-measures", name="整改情况空着", plant=empty_status),
    Form(rule="problem-without-measures", name="两栏都空着", plant=empty_labels),
    Form(rule="feedback-not-covered", name="漏一个问题", plant=unanswered_feedback),
    Form(rule="feedback-not-covered", name="漏常见问题", plant=ordinary_forgotten),
    Form(rule="feedback-not-covered", name="带序号清单漏一个", plant=numbered_feedback),
)
