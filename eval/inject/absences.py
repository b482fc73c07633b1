"""Absences in the frame: a part is left out, or something stands there that says nothing of it."""

from __future__ import annotations

import random

from assistant.notice.model import LineRole, Section, SectionKind
from eval.inject.planted import Form, Planted, Span, cut, edited
from eval.world import EvalNotice

HEADINGS = "一二三四五六七八九十"
SALUTATIONS = ("全体党员、干部职工：", "各支部、各科室：", "广大干部群众：")
VAGUE_DATES = ("前期", "日前", "近期")
ATTITUDES = (
    "反馈意见切中要害、一针见血，全体干部职工深受触动，思想上完全认同，态度上诚恳接受。",
    "整改期间，全体党员干部的认识有了提高，精神面貌有了变化，干事的劲头更足了。",
)
PRAISES = (
    "经过集中整改，单位面貌有了新的变化，干部群众的满意度进一步提高，整改取得阶段性成效。",
    "总的看，整改扎实有力，一批难题得到化解，群众看到了变化，得到了实惠。",
)
REFLECTIONS = (
    "通过这次整改我们体会到，问题出在基层，根子在班子；凡是班子成员自己动手的，改得就快，群众就认可。",
    "回头看这几个月，最深的体会是不回避、不护短；账算得清，话说得明，职工心里才服气。",
)


def no_title(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The text starts with the lead."""
    title = notice.notice.title
    return Planted(text=cut(notice.text, [(title.start, title.end)])) if title else None


def letterhead(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The letterhead and the number of the document, and then the lead."""
    title, issuer, issued = notice.notice.title, notice.notice.issuer, notice.notice.date_of_issue
    if title is None or not issuer or issued is None:
        return None
    head = f"{issuer}文件\n党发〔{issued[:4]}〕{chance.randint(3, 48)}号"
    return Planted(text=edited(notice.text, [(title.start, title.end, head)]))


def salutation(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Whom it is for stands where the title should."""
    title = notice.notice.title
    if title is None:
        return None
    words = chance.choice(SALUTATIONS)
    return Planted(text=edited(notice.text, [(title.start, title.end, words)]))


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


def vague_basis(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """“A while ago” in place of the period or of the feedback date."""
    inspection = notice.notice.inspection
    passages = [p for p in (inspection.period_passage, inspection.feedback_passage) if p]
    if not passages:
        return None
    passage = chance.choice(passages)
    words = chance.choice(VAGUE_DATES)
    return Planted(text=edited(notice.text, [(passage.start, passage.end, words)]))


def _lines(notice: EvalNotice, role: LineRole) -> list[Span]:
    return [(line.start, line.end) for line in notice.notice.lines if line.role == role]


def _line_of(text: str, spans: list[Span]) -> int:
    """Where the line of the first span begins."""
    return text.rfind("\n", 0, spans[0][0]) + 1


def _instead(notice: EvalNotice, spans: list[Span], said: str) -> str:
    """The text with one line in place of those."""
    first = _line_of(notice.text, spans)
    text = cut(notice.text, spans)
    return text[:first] + f"{said}\n" + text[first:]


def _renamed(text: str) -> str:
    """The heading no longer announces how the work was organised."""
    for word in ("组织情况", "组织推进", "组织实施"):
        text = text.replace(word, "总体情况", 1)
    return text


def no_organization(notice: EvalNotice, _: random.Random) -> Planted | None:
    """Nothing on how the work was organised; the figures stand alone under the heading."""
    spans = _lines(notice, "organization")
    if not spans or not _lines(notice, "statistics"):
        return None
    return Planted(text=_renamed(cut(notice.text, spans)))


def attitude_only(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """What people felt about the feedback, not who did what."""
    spans = _lines(notice, "organization")
    if not spans or not _lines(notice, "statistics"):
        return None
    return Planted(text=_renamed(_instead(notice, spans, chance.choice(ATTITUDES))))


def organization_with_heading(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The whole part is left out, heading and all; the figures follow the lead."""
    spans = _lines(notice, "organization")
    found = notice.notice.sections_of("organization")
    if not spans or not _lines(notice, "statistics") or len(found) != 1 or not found[0].heading:
        return None
    moved = _moved_up(notice, found[0])
    if moved is None:
        return None
    heading = (found[0].start, found[0].start + len(found[0].heading))
    changed = edited(notice.text, moved)  # an ordinal keeps its length: the spans still hold
    return Planted(text=cut(changed, [*spans, heading]))


def _moved_up(notice: EvalNotice, gone: Section) -> list[tuple[int, int, str]] | None:
    """The edits that give each part behind the one that is gone the ordinal before its own."""
    edits = []
    for section in notice.notice.sections:
        heading = section.heading or ""
        if section.start <= gone.start or not heading or not own_heading(notice, section):
            continue
        if heading[1:2] != "、" or heading[0] not in HEADINGS[1:]:
            return None
        before = HEADINGS[HEADINGS.index(heading[0]) - 1]
        edits.append((section.start, section.start + 1, before))
    return sorted(set(edits))


def own_heading(notice: EvalNotice, section: Section) -> bool:
    """Whether a section begins with its heading."""
    return bool(section.heading) and notice.text.startswith(section.heading or "", section.start)


def no_statistics(notice: EvalNotice, _: random.Random) -> Planted | None:
    """No overall results."""
    spans = _lines(notice, "statistics")
    return Planted(text=cut(notice.text, spans)) if spans else None


def planned_only(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The totals say what was fed back and what was planned, not what came of it."""
    spans = _lines(notice, "statistics")
    said = "针对反馈的问题，逐项制定整改措施，明确责任领导、责任股室和完成时限。"
    return Planted(text=_instead(notice, spans, said)) if spans else None


def praise_only(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Praise of the results without one figure of them."""
    spans = _lines(notice, "statistics")
    return Planted(text=_instead(notice, spans, chance.choice(PRAISES))) if spans else None


def section_of(notice: EvalNotice, kind: SectionKind) -> tuple[int, int, str] | None:
    """The only section of a kind with its heading; None where there is another or no heading."""
    found = notice.notice.sections_of(kind)
    if len(found) != 1 or not found[0].heading:
        return None
    return found[0].start, found[0].end, found[0].heading


def _next_steps(notice: EvalNotice) -> tuple[int, int, str] | None:
    """The section on further work, where no list of what is unfinished goes on behind it."""
    section = section_of(notice, "next_steps")
    if section is None:
        return None
    others = [s for s in notice.notice.sections_of("unfinished") if s.end > section[0]]
    return None if others else section


def no_next_steps(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The section on further work is left out."""
    section = _next_steps(notice)
    if section is None:
        return None
    start, end, _heading = section
    return Planted(text=notice.text[:start] + notice.text[end:].lstrip("\n"))


def reflections(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """What was learnt stands where the further work should."""
    section = _next_steps(notice)
    if section is None or section[2][1:2] != "、":
        return None
    start, end, heading = section
    words = f"{heading[:2]}整改体会\n\n{chance.choice(REFLECTIONS)}\n\n"
    return Planted(text=notice.text[:start] + words + notice.text[end:].lstrip("\n"))


def hereby(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The closing formula follows the account at once."""
    section = _next_steps(notice)
    if section is None:
        return None
    start, end, _heading = section
    words = chance.choice(("特此通报。", "以上情况，特此通报。")) + "\n\n"
    return Planted(text=notice.text[:start] + words + notice.text[end:].lstrip("\n"))


FORMS = (
    Form(rule="missing-title", name="删去标题", plant=no_title),
    Form(rule="missing-title", name="只有文件头", plant=letterhead),
    Form(rule="missing-title", name="称呼代替标题", plant=salutation),
    Form(rule="missing-basis", name="删去巡察时间", plant=no_period),
    Form(rule="missing-basis", name="删去反馈日期", plant=no_feedback_date),
    Form(rule="missing-basis", name="时间写得含糊", plant=vague_basis),
    Form(rule="missing-organization", name="删去组织情况", plant=no_organization),
    Form(rule="missing-organization", name="只写态度", plant=attitude_only),
    Form(rule="missing-organization", name="连标题漏掉", plant=organization_with_heading),
    Form(rule="missing-statistics", name="删去总体数据", plant=no_statistics),
    Form(rule="missing-statistics", name="只写交办数", plant=planned_only),
    Form(rule="missing-statistics", name="只有评价", plant=praise_only),
    Form(rule="missing-next-steps", name="删去下一步", plant=no_next_steps),
    Form(rule="missing-next-steps", name="写成体会", plant=reflections),
    Form(rule="missing-next-steps", name="特此通报收尾", plant=hereby),
)
