"""Words: the wrong term, a wrong name, a wrong set phrase."""

from __future__ import annotations

import random
import re

from eval.inject.planted import Form, Planted, swap
from eval.world import EvalNotice

EARLIER = 5  # characters before the term: 上一轮巡视指出
_TERMS = {"xuncha": ("巡察", "巡视"), "xunshi": ("巡视", "巡察")}
_TEAM_NUMBER = re.compile(r"第([一二三四五六七八九十]+)(?=巡[察视]组)")
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
_MISTYPED = (
    ("诫勉", "戒勉"),
    ("提醒谈话", "题醒谈话"),
    ("党纪处分", "党纪处份"),
    ("民主生活会", "民主生活汇"),
    ("组织生活会", "组织生活汇"),
    ("主体责任", "主体责仼"),
    ("意识形态", "意识型态"),
    ("理论学习中心组", "理论学习中心祖"),
)
# what a body was called before it was reformed, in the words of its name
_OLDER = (
    ("水务局", "水利局"),
    ("农业农村局", "农业局"),
    ("生态环境厅", "环境保护厅"),
    ("市场监督管理局", "工商行政管理局"),
    ("自然资源局", "国土资源局"),
    ("应急管理局", "安全生产监督管理局"),
    ("人力资源和社会保障局", "人事劳动局"),
    ("社区卫生服务中心", "中心卫生院"),
    ("融媒体中心", "广播电视台"),
    ("供水集团", "自来水厂"),
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


def wrong_office(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The inspection's office, or what was found at it, has the other word."""
    kind = notice.notice.inspection.kind
    if kind is None:
        return None
    right, wrong = _TERMS[kind]
    pattern = f"{right}(?=办|工作领导小组|期间|发现|指出|移交|进驻)"
    found = [
        place
        for place in re.finditer(pattern, notice.text)
        # an earlier inspection may have been one of the other kind
        if "上" not in notice.text[max(0, place.start() - EARLIER) : place.start()]
    ]
    if not found:
        return None
    place = chance.choice(found)
    return swap(notice.text, place.start(), place.end(), wrong)


def wrong_signature(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The signature names another place than the title."""
    passage = notice.notice.signature
    if passage is None or not passage.text.startswith("中共"):
        return None
    place = next(name for name in ("云汀", "霁川") if name not in passage.text)
    return _both_names(notice, swap(notice.text, passage.start + 2, passage.start + 4, place))


def other_kind(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The signature has 委员会 where the title has 党组."""
    passage, title = notice.notice.signature, notice.notice.title
    if passage is None or title is None or not passage.text.endswith("党组"):
        return None
    if passage.text not in title.text or passage.text.endswith("委员会党组"):
        return None
    return _both_names(notice, swap(notice.text, passage.end - 2, passage.end, "委员会"))


def older_name(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The signature has the name that the body had before it was reformed."""
    passage, title = notice.notice.signature, notice.notice.title
    if passage is None or title is None or passage.text not in title.text:
        return None
    pair = next((pair for pair in _OLDER if pair[0] in passage.text), None)
    if pair is None:
        return None
    start = passage.start + passage.text.index(pair[0])
    return _both_names(notice, swap(notice.text, start, start + len(pair[0]), pair[1]))


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


def mistyped(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A fixed expression of the notice's own with a character of the same sound or shape."""
    here = [(right, wrong) for right, wrong in _MISTYPED if right in notice.text]
    if not here:
        return None
    right, wrong = chance.choice(here)
    place = chance.choice(list(re.finditer(right, notice.text)))
    return swap(notice.text, place.start(), place.end(), wrong)


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


FORMS = (
    Form(rule="inspection-term-mixed", name="巡视巡察混用", plant=wrong_term),
    Form(rule="inspection-term-mixed", name="标题用错", plant=wrong_title),
    Form(rule="inspection-term-mixed", name="机构和移交用错", plant=wrong_office),
    Form(rule="org-name-inconsistent", name="落款地名不一", plant=wrong_signature),
    Form(rule="org-name-inconsistent", name="巡察组序号不一", plant=wrong_team),
    Form(rule="org-name-inconsistent", name="党组写成委员会", plant=other_kind),
    Form(rule="org-name-inconsistent", name="落款用旧称", plant=older_name),
    Form(rule="set-phrase-error", name="固定表述错字", plant=wrong_phrase),
    Form(rule="set-phrase-error", name="固定表述错数字", plant=wrong_numeral),
    Form(rule="set-phrase-error", name="输入法错字", plant=mistyped),
)
