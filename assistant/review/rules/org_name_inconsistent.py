"""org-name-inconsistent: the issuer, or the number of the group, differs in two places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.notice.model import Notice, Passage
from assistant.notice.numerals import ordinal_of
from assistant.notice.title import is_organisation, named_in
from assistant.review.names import same_body, split_name
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="org-name-inconsistent",
    name="名称前后不一",
    severity="warning",
    group="content",
    about="发文机关或巡视巡察组的组次在标题、正文、落款前后不同；声明过的简称、通行简称、"
    "“党委”与“中共……委员会”、“党总支”与“……总支部委员会”不算。",
    message="名称前后不一：“{found}”与“{other}”",
    suggestion="统一为全称，或在首次出现时写明“以下简称”。",
    basis="正文自称、标题、落款三处须一致",
)

_TEAM = re.compile(
    r"(?P<who>(?:中央|[省市县区州旗]委|集团(?:公司)?党委|党委|党组|工委)?)第(?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})"
    r"(?P<more>(?:[、和及]第?[一二三四五六七八九十\d]{1,3}){0,4})巡[视察查]组"
)
_OTHER_INSPECTION = re.compile(r"上[一]?轮|上次|此前|以前|曾|原|去年")
_ELSEWHERE = re.compile(r"[^，。；]{0,8}(?:延伸|提级|专项|机动|联动)巡[察视]")
# under a problem: the unit lends a hand to another inspection
_HELPED = re.compile(r"(?:配合|协助|抽调|参加|参与|选派)[^，。；]{0,10}$")
_YEAR = re.compile(r"((?:19|20)\d\d)年[^。]{0,12}$")
_DECLARED = re.compile(r"（(?:以下)?统?简称：?[“]?(?P<short>[^”“（）]{1,20})[”]?）")
_REMARK = re.compile(r"（[^（）]{1,40}）$")  # 街道党工委（含辖区6个社区）
_OBJECT = re.compile(
    r"(?:对|向|进驻)(?P<name>[^，。；：对向]{3,40}?)(?:（(?:以下|简称)[^）]{1,30}）)?(?:党组织)?(?:开展|进行|实施|反馈|作了?反馈|通报)"
)
_GROUND = re.compile(r"\s{0,4}(?:根据|按照|依照|遵照|依据|按)")
_SELF = re.compile(
    r"(?:中共)?[一-龥]{2,24}?(?:党组|党委|党工委|党总支部?|党支部|总支部委员会|支部委员会|委员会)(?!会|[一-龥]{0,4}(?:会议|扩大会|书记|办公室|班子|成员|工作条例))"
)
# words before a name that the pattern took for its beginning
_BOUNDARY = re.compile(
    r"巡[察视](?:组|了)|简称：?|[对向由给与和及让使把将请经报为是在于从以按受后前并就但而且故则即若如因]|(?<=\d)[号楼室]"
)
# a name that is not the issuer's but near it differs in at most so many characters
_NEAR = 2
_PLACE = re.compile(r"^[\u4e00-\u9fff]{0,6}?[省市县区旗州镇乡]")
_SHORTEST_UNIT = 3
_UNIT_END = re.compile(r"[局委厅办社会院馆]$")
_OWN_WORK = re.compile(
    r"(?:先后|多次|高度重视|第一时间|专题|认真|坚决|切实|召开|\d{1,3}次|迅速|坚持把|始终)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention(Passage):
    """A place where the issuer is named; ``place`` says which in Chinese."""

    place: str


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield the groups whose number deviates, then the names of the issuer that do."""
    yield from _teams(notice, reading)
    yield from _issuers(notice, reading)


def _teams(notice: Notice, reading: Reading) -> Iterator[Hit]:
    found: list[tuple[re.Match[str], int]] = []
    for match in _TEAM.finditer(notice.folded):
        before = notice.folded[max(0, match.start() - 20) : match.start()]
        number = ordinal_of(match.group("n"))
        if match.group("more") or number is None or _is_other_inspection(notice, before):
            continue
        lent = _HELPED.search(before) or _ELSEWHERE.match(notice.folded, match.end())
        if lent and match.start() >= reading.account_start:
            continue
        found.append((match, number))
    own = _own_dispatcher(notice)
    found = [
        (m, n) for m, n in found if not own or not m.group("who") or m.group("who")[-2:] == own
    ]
    counts = Counter(number for _, number in found)
    if len(counts) < 2:
        return
    right = max(counts, key=lambda n: (counts[n], -next(m.start() for m, k in found if k == n)))
    usual = next(match.group() for match, number in found if number == right)
    for match, number in found:
        if number != right:
            yield Hit(
                start=match.start("n") - 1,
                end=match.end(),
                values={"found": match.group(), "other": usual},
            )


def _is_other_inspection(notice: Notice, before: str) -> bool:
    """Whether the words before a group speak of an earlier round, or of an earlier year."""
    year = _YEAR.search(before)
    own = notice.inspection.start or notice.inspection.feedback
    if year is not None and own is not None and int(year.group(1)) < int(own[:4]):
        return True
    return bool(_OTHER_INSPECTION.search(before))


def _own_dispatcher(notice: Notice) -> str:
    """The committee that sent this inspection, by its last two characters (县委), or ""."""
    team = notice.inspection.team or ""
    match = _TEAM.search(team)
    return match.group("who")[-2:] if match and match.group("who") else ""


def _issuers(notice: Notice, reading: Reading) -> Iterator[Hit]:
    mentions = list(_mentions(notice))
    short = _short_names(notice, reading)
    if not mentions:
        return
    right = _usual_name(mentions, short)
    told: set[str] = set()
    for mention in mentions:
        if mention.text in told or same_body(right.text, mention.text, short_names=short):
            continue
        told.add(mention.text)
        yield _hit(mention, right.text)
    names = [mention.text for mention in mentions]
    for name in _self_names(notice, reading):
        strayed = _is_near(name.text, names, short) or _is_strayed(notice, name, names, short)
        if name.text not in told and strayed:
            told.add(name.text)
            yield _hit(name, right.text)


def _usual_name(mentions: Sequence[_Mention], short: frozenset[str]) -> _Mention:
    """The mention that most others agree with, the first where they tie.

    A short name agrees with two full ones that differ, so only those at odds are weighed.
    """
    agreeing = [
        sum(same_body(mention.text, other.text, short_names=short) for other in mentions)
        for mention in mentions
    ]
    odd = [at for at, count in enumerate(agreeing) if count < len(mentions)]
    return mentions[max(odd, key=lambda at: agreeing[at], default=0)]


def _mentions(notice: Notice) -> Iterator[_Mention]:
    """The issuer in the title, as the object of the inspection, and in the signature."""
    if notice.title is not None:
        start = notice.title.start
        name = named_in(notice.folded[start : notice.title.end])
        if name:
            yield _Mention(text=name, start=start, end=start + len(name), place="标题")
        below = next((line for line in notice.lines if line.start >= notice.title.end), None)
        if below is not None and name is None and is_organisation(below.text.strip()):
            yield _Mention(text=below.text, start=below.start, end=below.end, place="标题")
    for start, end in ((s.start, s.end) for s in notice.sections_of("lead")):
        objects = _OBJECT.finditer(notice.folded, start, end)
        match = next((m for m in objects if not _is_ground(notice.folded, start, m.start())), None)
        if match is not None and _is_whole(match.group("name")):
            at = match.start("name")
            text = _REMARK.sub("", _DECLARED.sub("", notice.folded[at : match.end("name")]))
            yield _Mention(text=text, start=at, end=match.end("name"), place="导语")
    if notice.signature is not None:
        signature = notice.signature
        yield _Mention(text=signature.text, start=signature.start, end=signature.end, place="落款")


def _is_ground(folded: str, start: int, at: int) -> bool:
    """Whether ``at`` lies in the clause that gives the ground: 根据市委对市直部门开展巡察的要求."""
    clause = max(start, *(folded.rfind(mark, start, at) + 1 for mark in "，。；\n"))
    return _GROUND.match(folded, clause) is not None


def _is_whole(name: str) -> bool:
    """Whether the object of the inspection is the unit alone, by its own name."""
    if re.search(r"[及和、]|所辖|所属|下属|我|本|全|情况|问题|公布|社会|反馈|意见", name):
        return False
    return len(name) >= _SHORTEST_UNIT


def _short_names(notice: Notice, reading: Reading) -> frozenset[str]:
    declared = (match.group("short") for match in _DECLARED.finditer(notice.folded))
    return frozenset((*declared, *reading.config.unit_names))


def _self_names(notice: Notice, reading: Reading) -> Iterator[Passage]:
    """Party bodies named in the frame of the notice (organisation, statistics, next steps)."""
    spans = [(line.start, line.end) for line in reading.frame_lines]
    spans += reading.spans_of("next_steps")
    contact = reading.spans_of("contact")  # where other bodies are named, too, by shorter names
    for start, end in (*spans, *contact):
        for match in _SELF.finditer(notice.folded, start, end):
            if (start, end) in contact and "中共" not in match.group():
                continue
            begin = match.start()
            for boundary in _BOUNDARY.finditer(notice.folded, match.start(), match.end() - 2):
                begin = boundary.end()
            if notice.folded.startswith(("巡察", "巡视"), begin):  # 巡察组巡察望江街道党工委
                begin += 2
            # 8月7日社区党委: the day belongs to the date
            if notice.folded[begin] in "年月日" and notice.folded[begin - 1].isdigit():
                begin += 1
            yield reading.passage(begin, match.end())


def _is_near(name: str, names: list[str], short: frozenset[str]) -> bool:
    """Whether a name is a slip of the issuer's: same kind, one or two characters off."""
    if any(same_body(name, right, short_names=short) for right in names):
        return False
    unit, kind = split_name(name)
    return any(
        kind == right_kind and _slips(unit, right_unit)
        for right_unit, right_kind in map(split_name, (*names, *short))
    )


def _is_strayed(notice: Notice, name: Passage, names: list[str], short: frozenset[str]) -> bool:
    """Whether another unit's 党组 is told to have done what the issuer did: a line copied in.

    Only at the head of a sentence and before the words of one's own work (先后4次召开会议).
    """
    unit, kind = split_name(name.text)
    own = [split_name(right) for right in names]
    if kind != "党组" or len(unit) <= _SHORTEST_UNIT or any(k != kind for _, k in own):
        return False
    if any(same_body(name.text, right, short_names=short) for right in names):
        return False
    heads = notice.folded[name.start - 1 : name.start] in "。\n" and name.start > 0
    placed = _PLACE.match(unit) is not None and _UNIT_END.search(unit) is not None
    return heads and placed and _OWN_WORK.match(notice.folded, name.end) is not None


def _slips(unit: str, right: str) -> bool:
    """Whether one unit's name is a slip of the other: few characters off, or another middle."""
    length = min(len(unit), len(right))
    if length < _SHORTEST_UNIT:
        return False
    tail, right_tail = unit[-length:], right[-length:]
    differing = sum(a != b for a, b in zip(tail, right_tail, strict=True))
    if 0 < differing <= min(_NEAR, length // 3):
        return True
    # 华远重工 for 华岳重工集团有限公司
    opening = sum(a != b for a, b in zip(unit, right, strict=False))
    if length > _SHORTEST_UNIT and opening == 1:
        return True
    # 甲县中医院 for 甲县人民医院
    if unit != right and unit[:3] == right[:3] and unit[-2:] == right[-2:] and length > 4:
        return True
    # 县园林中心 for 岚川县园林局
    own, own_right = _PLACE.sub("", unit), _PLACE.sub("", right)
    placed = own != unit and own_right != right
    return placed and own[:2] == own_right[:2] and min(len(own), len(own_right)) > _NEAR


def _hit(mention: Passage, right: str) -> Hit:
    return Hit(
        start=mention.start,
        end=mention.end,
        values={"found": re.sub(r"\s", "", mention.text), "other": re.sub(r"\s", "", right)},
    )
