"""The ending: contact, signature and date, left out or with something else in their place."""

from __future__ import annotations

import random

from assistant.notice.model import Passage
from eval.inject.planted import Form, Planted, cut, edited, own_line, swap
from eval.world import EvalNotice

OFFICES = ("对整改情况有不同意见的，请向机关纪委反映。", "有意见和建议的，请与整改办公室联系。")
PERIODS = ("公开期限为自发布之日起15个工作日。", "公示期15天，公示期内欢迎提出意见。")
NOTES = ("附件：整改任务清单", "附：反馈问题整改台账")


def no_contact(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """No telephone, address or mail; sometimes supervision is invited all the same."""
    invited = chance.choice(["", "欢迎广大干部群众对整改工作进行监督。\n"])
    return _contact_is(notice, invited)


def office_only(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """An office to turn to, and no way to reach it."""
    return _contact_is(notice, f"{chance.choice(OFFICES)}\n")


def period_only(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """How long opinions are taken, and not where."""
    return _contact_is(notice, f"{chance.choice(PERIODS)}\n")


def _contact_is(notice: EvalNotice, said: str) -> Planted | None:
    span = notice.notice.contact.span
    if span is None:
        return None
    first = notice.text.rfind("\n", 0, span.start) + 1
    text = cut(notice.text, [(span.start, span.end)])
    return Planted(text=text[:first] + said + text[first:])


def contact_short(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Some contact, but no telephone, or neither address nor mail."""
    line = chance.choice(
        ["欢迎社会各界监督，监督电话：0000-1234567。", "联系地址：桐花路8号；邮政编码：000000。"]
    )
    return _short(notice, line)


def mail_only(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The mailbox alone is left of the contact."""
    mails = notice.notice.contact.emails
    return _short(notice, f"意见请发至电子邮箱{mails[0].text}。") if mails else None


def phone_in_prose(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The notice's own telephone, told in a sentence; address and mail are lost."""
    phones = notice.notice.contact.phones
    if not phones:
        return None
    return _short(notice, f"群众如有不同意见，可在工作日拨打{phones[0].text}反映。")


def _short(notice: EvalNotice, line: str) -> Planted | None:
    span = notice.notice.contact.span
    return swap(notice.text, span.start, span.end, line) if span else None


def no_signature(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The issuing body does not sign."""
    return _gone(notice, notice.notice.signature)


def seal_only(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The template's word for the seal stands where the body's name should."""
    return _replaced(notice, notice.notice.signature, chance.choice(("（公章）", "（盖章）")))


def note_for_signature(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The note of an appendix stands where the body's name should."""
    return _replaced(notice, notice.notice.signature, chance.choice(NOTES))


def no_date(notice: EvalNotice, _: random.Random) -> Planted | None:
    """No date under the signature."""
    return _gone(notice, notice.notice.date_passage)


def published_openly(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The note that it may be published stands where the date should."""
    note = chance.choice(("（此件公开发布）", "（此件主动公开）"))
    return _replaced(notice, notice.notice.date_passage, note)


def number_for_date(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The document's number stands where the date should."""
    date = notice.notice.date_of_issue
    if date is None:
        return None
    number = f"党发〔{date[:4]}〕{chance.randint(3, 48)}号"
    return _replaced(notice, notice.notice.date_passage, number)


def _gone(notice: EvalNotice, passage: Passage | None) -> Planted | None:
    """Without a line of its own; where other words share the line they would go with it."""
    if passage is None or not own_line(notice.text, passage.start, passage.end):
        return None
    return Planted(text=cut(notice.text, [(passage.start, passage.end)]))


def _replaced(notice: EvalNotice, passage: Passage | None, words: str) -> Planted | None:
    if passage is None or not own_line(notice.text, passage.start, passage.end):
        return None
    return Planted(text=edited(notice.text, [(passage.start, passage.end, words)]))


FORMS = (
    Form(rule="missing-contact", name="删去联系方式", plant=no_contact),
    Form(rule="missing-contact", name="只写找谁", plant=office_only),
    Form(rule="missing-contact", name="只写期限", plant=period_only),
    Form(rule="incomplete-contact", name="联系方式不全", plant=contact_short),
    Form(rule="incomplete-contact", name="只留邮箱", plant=mail_only),
    Form(rule="incomplete-contact", name="只留电话", plant=phone_in_prose),
    Form(rule="missing-signature", name="删去落款", plant=no_signature),
    Form(rule="missing-signature", name="只有盖章字样", plant=seal_only),
    Form(rule="missing-signature", name="附件占了落款", plant=note_for_signature),
    Form(rule="missing-date", name="删去日期", plant=no_date),
    Form(rule="missing-date", name="附注占了日期", plant=published_openly),
    Form(rule="missing-date", name="文号占了日期", plant=number_for_date),
)
