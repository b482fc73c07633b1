"""Words: the wrong term, a wrong name, a wrong set phrase, markings and what a draft left over."""

from __future__ import annotations

import random
import re

from eval.inject.planted import Form, Planted, main_records, swap
from eval.world import EvalNotice

_TERMS = {"xuncha": ("巡察", "巡视"), "xunshi": ("巡视", "巡察")}
_TEAM_NUMBER = re.compile(r"第([一二三四五六七八九十]+)(?=巡[察视]组)")
_COUNT = re.compile(r"(?<![\d.年月第])\d{1,4}(?=[个次份人户条件处])")
_DAY = re.compile(r"(?<!\d)\d{1,2}月\d{1,2}日")
_NAME = re.compile(r"《[^《》\n]{4,30}》")
_NUMERALS = (
    ("“两个维护”", "“三个维护”"),
    ("中央八项规定精神", "中央九项规定精神"),
    ("“四个意识”", "“五个意识”"),
    ("“三重一大”", "“三重两大”"),
    ("“一岗双责”", "“两岗双责”"),
)
_PHRASES = (
    ("一岗双责", "一岗双则"),
    ("三会一课", "三会一刻"),
    ("三重一大", "三重一代"),
    ("第一议题", "第一议提"),
    ("民主集中制", "民主集中治"),
    ("全面从严治党", "全面从严冶党"),
    ("党风廉政建设", "党风廉正建设"),
    ("批评和自我批评", "批评和自已批评"),
)


def wrong_term(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """巡视 for 巡察, or the other way round, in one place."""
    kind = notice.notice.inspection.kind
    if kind is None:
        return None
    right, wrong = _TERMS[kind]
    title = notice.notice.title
    found = [
        match
        for match in re.finditer(f"{right}(?=组|反馈|整改|意见)", notice.text)
        if title is None or match.start() >= title.start
    ]
    if not found:
        return None
    place = chance.choice(found)
    return swap(notice.text, place.start(), place.end(), wrong)


def wrong_title(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The title alone has the other word."""
    kind, title = notice.notice.inspection.kind, notice.notice.title
    if kind is None or title is None:
        return None
    right, wrong = _TERMS[kind]
    if title.text.count(right) != 1 or wrong in title.text:
        return None
    start = title.start + title.text.index(right)
    return swap(notice.text, start, start + len(right), wrong)


def wrong_signature(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The signature names another place than the title."""
    passage = notice.notice.signature
    if passage is None or not passage.text.startswith("中共"):
        return None
    place = next(name for name in ("云汀", "霁川") if name not in passage.text)
    return _both_names(notice, swap(notice.text, passage.start + 2, passage.start + 4, place))


def _both_names(notice: EvalNotice, planted: Planted) -> Planted:
    """Either of the two names may be reported."""
    title, signature = notice.notice.title, notice.notice.signature
    spans = [(part.start, part.end) for part in (title, signature) if part is not None]
    return Planted(text=planted.text, places=(*planted.places, *spans))


def wrong_team(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The inspection group has another number in a later place."""
    team, lines = notice.notice.inspection.team, notice.notice.lines
    found = _TEAM_NUMBER.search(team or "")
    line = next((line for line in lines if line.role == "organization"), None)
    first = notice.text.find(team) if team else -1
    if team is None or found is None or line is None or first < 0:
        return None
    number = chance.choice([n for n in ("一", "三", "六", "八") if n != found[1]])
    other = team[: found.start(1)] + number + team[found.end(1) :]
    sentence = f"整改方案报{other}审核后印发。"
    planted = swap(notice.text, line.end, line.end, sentence)
    return Planted(text=planted.text, places=(*planted.places, (first, first + len(team))))


def wrong_phrase(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A set phrase with a wrong character; put into the organization where none stands."""
    here = [(right, wrong) for right, wrong in _PHRASES if right in notice.text]
    if here:
        right, wrong = chance.choice(here)
        start = notice.text.index(right)
        return swap(notice.text, start, start + len(right), wrong)
    line = next((line for line in notice.notice.lines if line.role == "organization"), None)
    if line is None:
        return None
    _, wrong = chance.choice(_PHRASES)
    return swap(notice.text, line.end, line.end, f"班子成员带头落实“{wrong}”要求。")


def wrong_numeral(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A set phrase with a wrong numeral, in a sentence of its own behind the organization."""
    line = next((line for line in notice.notice.lines if line.role == "organization"), None)
    if line is None:
        return None
    wrong = chance.choice(_NUMERALS)[1]
    before, after = "班子成员对照", "要求查摆不足。"
    planted = swap(notice.text, line.end, line.end, f"{before}{wrong}{after}")
    start = line.end + len(before)
    return Planted(text=planted.text, places=((start, start + len(wrong)),))


def number_open(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A figure that was to be filled in later."""
    records = main_records(notice)
    found = list(_COUNT.finditer(notice.text, records[0].measures[0].start, records[-1].end))
    if not found:
        return None
    place = chance.choice(found)
    return swap(
        notice.text, place.start(), place.end(), chance.choice(["XX", "××", "____", "【待填】"])
    )


def day_open(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A day of the account that was to be filled in later."""
    return _open(notice, chance, _DAY, ("X月X日", "×月×日", "__月__日"))


def name_open(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A document of the account whose title was to be filled in later."""
    return _open(notice, chance, _NAME, ("《XXX办法》", "《××制度》", "《【待补充文件名】》"))


def _open(
    notice: EvalNotice, chance: random.Random, what: re.Pattern[str], instead: tuple[str, ...]
) -> Planted | None:
    records = [record for record in main_records(notice) if record.measures]
    if not records:
        return None
    found = list(what.finditer(notice.text, records[0].measures[0].start, records[-1].end))
    if not found:
        return None
    place = chance.choice(found)
    return swap(notice.text, place.start(), place.end(), chance.choice(instead))


def marked(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A secrecy or internal marking on top."""
    title = notice.notice.title
    if title is None:
        return None
    marking = chance.choice(["秘密★3年", "内部资料 不得外传", "机密"])
    planted = swap(notice.text, title.start, title.start, f"{marking}\n")
    return Planted(text=planted.text, places=((title.start, title.start + len(marking)),))


def marked_below(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """An internal marking under the date."""
    date = notice.notice.date_passage
    if date is None:
        return None
    marking = chance.choice(["（内部资料，不得外传）", "密级：秘密", "内部文件 注意保存"])
    planted = swap(notice.text, date.end, date.end, f"\n{marking}")
    return Planted(text=planted.text, places=((date.end + 1, date.end + 1 + len(marking)),))


def contact_short(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Some contact, but no telephone, or neither address nor mail."""
    span = notice.notice.contact.span
    if span is None:
        return None
    line = chance.choice(
        ["欢迎社会各界监督，监督电话：0000-1234567。", "联系地址：桐花路8号；邮政编码：000000。"]
    )
    return swap(notice.text, span.start, span.end, line)


FORMS = (
    Form(rule="inspection-term-mixed", name="巡视巡察混用", plant=wrong_term),
    Form(rule="inspection-term-mixed", name="标题用错", plant=wrong_title),
    Form(rule="org-name-inconsistent", name="落款地名不一", plant=wrong_signature),
    Form(rule="org-name-inconsistent", name="巡察组序号不一", plant=wrong_team),
    Form(rule="set-phrase-error", name="固定表述错字", plant=wrong_phrase),
    Form(rule="set-phrase-error", name="固定表述错数字", plant=wrong_numeral),
    Form(rule="placeholder-left", name="数字未填", plant=number_open),
    Form(rule="placeholder-left", name="日期未填", plant=day_open),
    Form(rule="placeholder-left", name="名称未填", plant=name_open),
    Form(rule="classified-marking", name="文首标注", plant=marked),
    Form(rule="classified-marking", name="文末标注", plant=marked_below),
    Form(rule="incomplete-contact", name="联系方式不全", plant=contact_short),
)
