"""Absences: a part of the notice is left out, as it is when somebody forgets it."""

from __future__ import annotations

import random

from assistant.notice.model import LineRole, SectionKind
from eval.inject.planted import Form, Planted, Span, cut, main_records
from eval.world import EvalNotice

GENERAL = (
    "整改以来，领导班子把自己摆进去，对照反馈意见逐项研究、统筹推进，相关股室各负其责，"
    "各方面工作都有了新的起色，干部群众的评价也有所提高。"
)


def no_title(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The text starts with the lead."""
    title = notice.notice.title
    return Planted(text=cut(notice.text, [(title.start, title.end)])) if title else None


def _without_passage(notice: EvalNotice, span: Span | None) -> Planted | None:
    if span is None:
        return None
    start, end = span
    end += notice.text[end : end + 1] in {"，", "、"}
    return Planted(text=notice.text[:start] + notice.text[end:])


def no_period(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The lead does not say when the inspection was."""
    passage = notice.notice.inspection.period_passage
    return _without_passage(notice, (passage.start, passage.end) if passage else None)


def no_feedback_date(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The lead does not say when the feedback was given."""
    passage = notice.notice.inspection.feedback_passage
    return _without_passage(notice, (passage.start, passage.end) if passage else None)


def _lines(notice: EvalNotice, role: LineRole) -> list[Span]:
    return [(line.start, line.end) for line in notice.notice.lines if line.role == role]


def no_organization(notice: EvalNotice, _: random.Random) -> Planted | None:
    """Nothing on how the work was organised; the figures stand alone under the heading."""
    spans = _lines(notice, "organization")
    if not spans or not _lines(notice, "statistics"):
        return None
    text = cut(notice.text, spans)
    for word in ("组织情况", "组织推进", "组织实施"):
        text = text.replace(word, "总体情况", 1)
    return Planted(text=text)


def no_statistics(notice: EvalNotice, _: random.Random) -> Planted | None:
    """No overall results."""
    spans = _lines(notice, "statistics")
    return Planted(text=cut(notice.text, spans)) if spans else None


def planned_only(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The totals say what was fed back and what was planned, not what came of it."""
    spans = _lines(notice, "statistics")
    if not spans:
        return None
    first = notice.text.rfind("\n", 0, spans[0][0]) + 1
    said = "针对反馈的问题，逐项制定整改措施，明确责任领导、责任股室和完成时限。\n"
    text = cut(notice.text, spans)
    return Planted(text=text[:first] + said + text[first:])


def _section(notice: EvalNotice, kind: SectionKind) -> tuple[int, int, str] | None:
    found = notice.notice.sections_of(kind)
    if len(found) != 1 or not found[0].heading:
        return None
    return found[0].start, found[0].end, found[0].heading


def no_account(notice: EvalNotice, _: random.Random) -> Planted | None:
    """One general paragraph in place of the problem-by-problem account."""
    section, unfinished = _section(notice, "problems"), _section(notice, "unfinished")
    steps = notice.notice.sections_of("next_steps")
    if section is None or unfinished is None or any(s.start < unfinished[1] for s in steps):
        return None
    start, _end, heading = section
    rest = notice.text[unfinished[1] :]
    if unfinished[2].startswith("三、"):  # what follows moves up by one
        rest = rest.replace("\n四、", "\n三、", 1)
    return Planted(text=f"{notice.text[:start]}{heading}\n\n{GENERAL}{rest}")


def no_next_steps(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The section on further work is left out."""
    section = _section(notice, "next_steps")
    if section is None:
        return None
    start, end, _heading = section
    others = [s for s in notice.notice.sections_of("unfinished") if s.end > start]
    return None if others else Planted(text=notice.text[:start] + notice.text[end:].lstrip("\n"))


def no_contact(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """No telephone, address or mail; sometimes supervision is invited all the same."""
    span = notice.notice.contact.span
    if span is None:
        return None
    invited = chance.choice(["", "欢迎广大干部群众对整改工作进行监督。\n"])
    first = notice.text.rfind("\n", 0, span.start) + 1
    text = cut(notice.text, [(span.start, span.end)])
    return Planted(text=text[:first] + invited + text[first:])


def no_signature(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The issuing body does not sign."""
    passage = notice.notice.signature
    return Planted(text=cut(notice.text, [(passage.start, passage.end)])) if passage else None


def no_date(notice: EvalNotice, _: random.Random) -> Planted | None:
    """No date under the signature."""
    passage = notice.notice.date_passage
    return Planted(text=cut(notice.text, [(passage.start, passage.end)])) if passage else None


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
    planted = bare_problem(notice, chance)
    if planted is None:
        return None
    start, head = planted.places[0]
    text = f"{planted.text[:head]}\n整改情况：{planted.text[head:]}"
    return Planted(text=text, places=((start, head + 6),))


def unanswered_feedback(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The feedback list has a problem more than the notice treats."""
    strange = [
        "殡葬服务收费项目未公示",
        "科研诚信承诺制度执行不严",
        "冬季供暖投诉率居高不下",
        "渡口船舶超载查处不力",
    ]
    lines = [record.problem.text for record in main_records(notice)]
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(strange))
    return Planted(text=notice.text, feedback=tuple(lines))


FORMS = (
    Form(rule="missing-title", name="删去标题", plant=no_title),
    Form(rule="missing-basis", name="删去巡察时间", plant=no_period),
    Form(rule="missing-basis", name="删去反馈日期", plant=no_feedback_date),
    Form(rule="missing-organization", name="删去组织情况", plant=no_organization),
    Form(rule="missing-statistics", name="删去总体数据", plant=no_statistics),
    Form(rule="missing-statistics", name="只写交办数", plant=planned_only),
    Form(rule="missing-problem-sections", name="概述代替逐项", plant=no_account),
    Form(rule="missing-next-steps", name="删去下一步", plant=no_next_steps),
    Form(rule="missing-contact", name="删去联系方式", plant=no_contact),
    Form(rule="missing-signature", name="删去落款", plant=no_signature),
    Form(rule="missing-date", name="删去日期", plant=no_date),
    Form(rule="problem-without-measures", name="只有标题", plant=bare_problem),
    Form(rule="problem-without-measures", name="整改情况空着", plant=empty_status),
    Form(rule="feedback-not-covered", name="漏一个问题", plant=unanswered_feedback),
)
