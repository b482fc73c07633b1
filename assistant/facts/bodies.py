"""Bodies and places: organisations with a name of their own, and named places.

A body counts when it has a proper name (正源会计师事务所, 云汀县第二中学) or a level and an organ
(县审计局, 团县委). Generic ones do not: 办公室, 党支部, 县委, 派驻纪检监察组, 会计师事务所, 各乡镇. A name is found
by its suffix and read backwards to the nearest verb, preposition or punctuation mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.facts.vocabulary import alternation, words

BodyKind = Literal["organization", "place"]
_REACH = 18
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]+$")
_TEAM = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}(?=[省市县区旗州]))?(?:省|市|县|区|旗|州|集团|学校|校)?(?:党)?委"
    r"第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:轮)?巡[察视]组"
    r"|(?<![\u4e00-\u9fff委])第(?:[一二三四五六七八九十]{1,3}|\d{1,2})巡[察视]组"
)
_LEAGUE = re.compile(r"(?<!社)团(?:中央|[省市区县州旗镇乡]委)(?!员)(?:机关党委|党组|办公室|组织部|机关(?!干))?")
_ABBREVIATED = re.compile(
    r"中组部|中宣部|中央统战部|中央政法委|中央编办|(?<![\u4e00-\u9fff]安)全总(?=[《关要的系组统工])"
    r"|(?<![县市区省\u4e00-\u9fff])(?:教育|财政|民政|公安|司法|科技|水利|商务|应急管理|农业农村)部(?!门)"
)
_FULL = re.compile(r"(?:中共|共青团)(?P<name>[\u4e00-\u9fff]{2,24}?)(?:委员会|党组|党委|[省市县区州旗]委(?!员))(?:党组)?")
_ADDRESS = re.compile(r"(?:路|街|大道|巷|坡|弄)\d{1,5}号")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,20}$")
_PLACE_SUFFIX = re.compile(
    r"(?<![县市区镇乡])(?:自治区|自治州|自治县|市|县(?!处|级)|(?:新|开发|高新|经开)?区|镇|乡(?!镇)|街道(?!办)|社区|村(?!级|民|委|书记|支部|集体))"
)
_PLACE_CHAR = re.compile("[省市县区旗镇乡街路巷道]")
_POSTCODE = re.compile(r"(?<=邮编|编码)[：为 ]{0,2}(?P<code>\d{6})(?!\d)")
_LONG_PLACES = frozenset(
    "石家庄 秦皇岛 张家口 呼和浩特 乌兰察布 鄂尔多斯 呼伦贝尔 葫芦岛 哈尔滨 齐齐哈尔 佳木斯 牡丹江 七台河 双鸭山"
    " 连云港 马鞍山 景德镇 平顶山 三门峡 驻马店 张家界 防城港 攀枝花 六盘水 西双版纳 日喀则 嘉峪关 石嘴山 乌鲁木齐"
    " 克拉玛依 吐鲁番 锡林郭勒 巴彦淖尔 阿拉善 黑龙江 内蒙古 公主岭 张家港 石河子".split()
)
_SOME = re.compile(r"[各每个名家些]")
_NTH = re.compile(r"第[一二三四五六七八九十\d]")
_BLANK = re.compile(r"[XxＸ]")
_NO_PLACE = re.compile("[A-Za-z]|[回缴至到给出入往报跑送交看住赴返还归向由经了着过起来去]$")
_FIGURES = frozenset("0123456789一二三四五六七八九十〇")
_COUNTED = re.compile(r"[届轮级各原两三\d]$")
_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南"
    " 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 长三角 珠三角 粤港澳"
).split()
_PROVINCE = re.compile(rf"(?:{'|'.join(_PROVINCES)})(?:省|市)?")
_SELF = re.compile(
    r"于|已|将|对|把|按|以|严|认真|印发|召开|制定|制订|修订|成立|组织|开展|举办|建立|完善|高度|坚持|立即|及时|围绕|聚焦"
    r"|针对|主动|迅速|专题|先后|共|党组|党委|领导班子|班子|机关|书记|\d|全面|切实|深入|进一步|持续|结合|根据|自|从"
)
_CLAUSE_EDGE = re.compile(r"(?:^|[\n。；，：！？、 ]|一是|二是|三是|四是|\d日)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBody:
    """A body or place at [start, end) of the folded text; see Fact.needs_source."""

    start: int
    end: int
    kind: BodyKind
    needs_source: bool = True


def find_bodies(folded: str) -> Iterator[FoundBody]:
    """Yield organisations, then places; a place inside an organisation is yielded too."""
    for pattern in (_TEAM, _LEAGUE, _FULL, _ABBREVIATED):
        for match in pattern.finditer(folded):
            yield _organization(folded, match.start(), match.end())
    for match in _suffixes().finditer(folded):
        found = _by_suffix(folded, match)
        if found is not None:
            yield found
    yield from _places(folded)


def _organization(folded: str, start: int, end: int) -> FoundBody:
    return FoundBody(
        start=start,
        end=end,
        kind="organization",
        needs_source=not _speaks_of_itself(folded, start, end),
    )


def _speaks_of_itself(folded: str, start: int, end: int) -> bool:
    """团县委召开…, 县水务局党组于…: the subject of a clause, without a proper name of another."""
    name, after = folded[start:end], folded[end : end + 4]
    if not _CLAUSE_EDGE.search(folded[max(0, start - 2) : start]) or not _SELF.match(after):
        return False
    return name.startswith("团") or name.endswith(
        ("党组", "党委", "党工委", "党总支", "党支部", "委员会")
    ) or name[0] in "省市县区州旗镇乡"


@cache
def _suffixes() -> re.Pattern[str]:
    both = alternation("bodies.txt", "strong", "weak")
    tail = alternation("bodies.txt", "tail")
    return re.compile(
        rf"(?P<suffix>{both}|[一二三四五六七八九十]中(?![学心等小国央旬午]))(?P<tail>(?:{tail}){{0,2}})"
    )


@cache
def _steps() -> dict[str, bool]:
    """Words to step over when a name is sought: True where a name can only begin after them."""
    keep = words("bodies.txt", "not_boundary") | words("bodies.txt", "verb_or_name")
    stops = words("bodies.txt", "boundary") | words("verbs.txt", "verbs")
    return {word: word in stops and word not in keep for word in keep | stops}


@cache
def _levels() -> re.Pattern[str]:
    """A level word in front of an organ (县│审计局), not one inside another word (城市, 社区)."""
    return re.compile(alternation("bodies.txt", "level"))


@cache
def _not_level() -> re.Pattern[str]:
    return re.compile(alternation("bodies.txt", "not_level"))


def _by_suffix(folded: str, match: re.Match[str]) -> FoundBody | None:
    """The organisation that ends at a suffix, or None where nothing names it."""
    core_end = match.end("suffix")
    start = _name_start(folded, match.start(), core_end)
    head = folded[start : match.start()]
    if not head or _followed_by_noun(folded, match) or _BLANK.search(head):
        return None
    anchor = _anchor(folded, start, match.start())
    weak = match["suffix"] in words("bodies.txt", "weak")
    if anchor is None and (weak or not (_is_proper(head) or _NTH.search(head))):
        return None
    begin = _begin(folded, start, anchor, match.start(), weak=weak)
    end = match.end()
    if folded[begin:end] in words("bodies.txt", "not_body") or _SOME.search(folded, max(0, begin - 1), begin):
        return None
    if folded[begin:core_end] in words("bodies.txt", "not_body") and match["tail"] in {"", "办公室"}:
        return None
    return _organization(folded, begin, end)


def _followed_by_noun(folded: str, match: re.Match[str]) -> bool:
    """中心组, 站位, 院长: the suffix is the beginning of another word."""
    after = folded[match.end() : match.end() + 1]
    last = match.group()[-1]
    pairs = {
        "心": "组城思理位", "站": "位点稳长", "院": "长内士区子落", "学": "生习者术员", "局": "长面势部限", "所": "有需以长属在谓", "队": "伍员长列",
        "会": "议上场计员费同商谈后前中长展", "部": "门署分长队位件级", "办": "法理公事件学案好", "委": "员托派会书办",
        "社": "会区交保情", "处": "理置分罚长级", "台": "账帐阶", "馆": "长员", "厂": "长", "场": "所次地景合馆面",
        "园": "区长", "校": "长园本企", "库": "存房", "联": "合系络动席网", "协": "议调作会同商助", "厅": "级长", "署": "名",
        "党": "员", "村": "民", "银": "",
    }  # fmt: skip
    return bool(after) and after in pairs.get(last, "")


def _name_start(folded: str, suffix_start: int, suffix_end: int) -> int:
    """Where the name before a suffix begins: after the last boundary word, mark or generic word."""
    low = max(0, suffix_start - _REACH)
    run = _NAME.search(folded[low:suffix_start])
    if run is None:
        return suffix_start
    start = low + run.start()
    position = max(0, start - 3) if run.start() == 0 else start
    steps = _steps()
    while position < suffix_start:
        size = next((n for n in (4, 3, 2, 1) if folded[position : position + n] in steps), 0)
        stop = size > 0 and steps[folded[position : position + size]]
        if _ends_figure(folded, position):
            stop, size = True, 1
        if stop and start < position + size <= suffix_start:
            start = position + size
        position += size or 1
    return start


def _ends_figure(folded: str, position: int) -> bool:
    """A digit (not that of 第2中学), or 年月日 behind one: no part of a name."""
    before, char = folded[position - 1 : position], folded[position]
    return (char.isdigit() and before != "第") or (char in "年月日号个家所名项" and before in _FIGURES)


def _anchor(folded: str, start: int, end: int) -> int | None:
    """Where a body begins that is named by place or level within [start, end), or None."""
    blocked = {
        index
        for match in _not_level().finditer(folded, max(0, start - 1), end + 1)
        for index in range(*match.span())
    }
    for match in _levels().finditer(folded, start, end):
        if match.start() in blocked or match.end() - 1 in blocked:
            continue
        return _place_start(folded, start, match.start())
    return None


def _place_start(folded: str, start: int, level: int) -> int:
    """The start of the proper name in front of a level word (岚川│县), else the level word."""
    if folded[start : start + 2] in words("bodies.txt", "verb_or_name") and level - start > 3:
        start += 2
    before = folded[start:level]
    for length in (4, 3):
        if before[-length:] in _LONG_PLACES:
            return level - length
    plain = _plain_words()
    if len(before) < 2 or before in plain or before[-2:] in plain or _COUNTED.search(before):
        return level
    if folded[level] == "省" and not before.endswith(tuple(_PROVINCES)):
        return level
    return start if len(before) <= 4 else level - 2


def _begin(folded: str, start: int, anchor: int | None, end: int, *, weak: bool) -> int:
    """Where the name begins: at its place or level, or before it in 某某大学岚川研究院."""
    if anchor is None:
        return _without_verb(folded, start, end)
    if not weak and anchor - start >= 4 and _is_proper(folded[start:anchor]):
        return _without_verb(folded, start, end)
    return max(start, anchor)


def _without_verb(folded: str, start: int, end: int) -> int:
    """联合│正源会计师事务所: a verb before a proper name is left out where the name stays proper."""
    verb = folded[start : start + 2]
    if verb in words("bodies.txt", "verb_or_name") and _is_proper(folded[start + 2 : end]):
        return start + 2
    return start


@cache
def _plain_words() -> frozenset[str]:
    """Modifiers that name nothing: generic ones, and verbs that names also use."""
    return words("bodies.txt", "generic") | words("bodies.txt", "verb_or_name")


def _is_proper(head: str) -> bool:
    """Whether something remains of a name's head without its generic modifiers."""
    plain = _plain_words()
    position, rest = 0, ""
    while position < len(head):
        size = len(head) - position
        step = next((n for n in range(min(6, size), 0, -1) if head[position : position + n] in plain), 0)
        rest += head[position] if step < 2 else ""
        position += max(step, 1)
    if len(rest) < 2:
        return False
    return not all(char in plain for char in rest)


def _places(folded: str) -> Iterator[FoundBody]:
    for match in _ADDRESS.finditer(folded):
        run = _HAN.search(folded[max(0, match.start() - 20) : match.start()])
        if run is not None:
            begin = match.start() - len(run[0])
            first = _PLACE_CHAR.search(folded, begin + 1, match.end())
            start = _name_start(folded, first.start(), first.end()) if first else begin
            yield FoundBody(start=max(start, begin), end=match.end(), kind="place")
    for match in _POSTCODE.finditer(folded):
        yield FoundBody(start=match.start("code"), end=match.end("code"), kind="place")
    stems: set[str] = set()
    for match in _PLACE_SUFFIX.finditer(folded):
        start = _place_name_start(folded, match)
        if start is not None:
            if match.group() in {"市", "县", "区"}:
                stems.add(folded[start : match.start()])
            yield FoundBody(start=start, end=match.end(), kind="place")
    for match in _PROVINCE.finditer(folded):
        yield FoundBody(start=match.start(), end=match.end(), kind="place")
    names = sorted((stem for stem in stems if 2 <= len(stem) <= 4), key=len, reverse=True)[:40]
    if names:
        for match in re.finditer("|".join(map(re.escape, names)), folded):
            yield FoundBody(start=match.start(), end=match.end(), kind="place")


def _place_name_start(folded: str, match: re.Match[str]) -> int | None:
    """The start of the two to four characters that name a place before 县, 镇, 村, or None."""
    suffix_start = match.start()
    window = folded[max(0, suffix_start - 2) : match.end() + 1]
    blocked = _not_level().finditer(window)
    if any(found.end() > 2 and found.group() != match.group() for found in blocked):
        return None
    start = _name_start(folded, suffix_start, match.end())
    inner = [found.end() for found in _PLACE_SUFFIX.finditer(folded, start, suffix_start)]
    if inner and suffix_start - inner[-1] >= 2:
        start = inner[-1]
    if folded[start : start + 2] in words("bodies.txt", "verb_or_name") and suffix_start - start > 3:
        start += 2
    name = folded[start:suffix_start]
    if len(name) > 4:
        name = next((name[-size:] for size in (4, 3) if name[-size:] in _LONG_PLACES), name[-2:])
    if len(name) < 2 or not _is_proper(name) or not name.isalpha() or _NO_PLACE.search(name):
        return None
    return suffix_start - len(name)
