"""Bodies: organisations with a name of their own.

A body counts when it has a proper name (正源会计师事务所, 云汀县第二中学) or a level and an organ
(县审计局, 团县委). Generic ones do not: 办公室, 党支部, 县委, 派驻纪检监察组, 会计师事务所.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.facts.bounds import (
    is_proper,
    is_verb,
    level_start,
    name_start,
    not_level,
    place_start,
    skip_verb,
)
from assistant.facts.vocabulary import alternation, words

_TEAM = re.compile(
    r"(?:省|市|县|区|旗|州|集团|学校|校)?(?:党)?委"
    r"第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:轮)?巡[察视]组"
    r"|(?<![\u4e00-\u9fff委])第(?:[一二三四五六七八九十]{1,3}|\d{1,2})巡[察视]组"
)
_LEAGUE = re.compile(
    r"(?<!社)团(?:中央|[省市区县州旗镇乡]委)(?!员)(?:机关党委|党组|办公室|组织部|机关(?!干))?"
)
_NATIONAL = re.compile(
    r"中组部|中宣部|中央统战部|中央政法委|中央编办|全总(?=[《关要的系组统工])"
    r"|(?<![县市区省\u4e00-\u9fff])(?:教育|财政|民政|公安|司法|科技|水利|商务|应急管理|农业农村)"
    r"部(?!门)"
)
_FULL = re.compile(
    r"(?:中共|共青团)[\u4e00-\u9fff]{2,24}?"
    r"(?:委员会|党组|党委|[省市县区州旗]委(?!员))(?:党组)?"
)
_MIDDLE_SCHOOL = r"[一二三四五六七八九十]中(?![学心等小国央旬午全])"
# 县粮食和物资储备局: a level, two joined matters without a level or body of their own, one organ
_JOINED = re.compile(
    r"[省市州县区旗](?P<one>(?:(?![省市州县区旗局委厅办会院])[\u4e00-\u9fff]){2,8})[和与]"
    r"(?P<two>(?:(?![省州县旗局委厅办会院和与])[\u4e00-\u9fff]){2,9})(?:局|委员会|厅)(?![部长面限势域])"
)
_SOME = re.compile(r"[各每个名家些]")
_NTH = re.compile(r"第[一二三四五六七八九十\d]")
_BLANK = re.compile(r"[XxＸ]")
_PARTY_BODIES = ("党组", "党委", "党工委", "党总支", "党支部", "委员会")
_OWN_WORK = re.compile(
    r"于|已|将|对|把|按|以|严|认真|印发|召开|制定|制订|修订|成立|组织|开展|举办|建立|完善|高度"
    r"|联合|坚持|立即|及时|围绕|聚焦|针对|主动|迅速|专题|先后|共|党组|党委|领导班子|班子|机关|书记"
    r"|\d|全面|切实|深入|进一步|持续|结合|根据|自|从"
)
_OVERSEERS = re.compile("审计|财政|纪委|监委|组织部|宣传部|检察|法院|公安|税务|编办")
_CLAUSE_EDGE = re.compile(r"(?:^|[\n。；，：！？、 ]|一是|二是|三是|四是|\d日)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBody:
    """An organisation at [start, end) of the folded text; see Fact.needs_source."""

    start: int
    end: int
    needs_source: bool = True


def find_bodies(folded: str) -> Iterator[FoundBody]:
    """Yield the organisations; a longer and a shorter reading of one may both be yielded."""
    for match in _TEAM.finditer(folded):
        start = name_start(folded, match.start())
        if start < match.start():
            start = place_start(folded, start, match.start())
        yield _found(folded, start, match.end())
    for pattern in (_LEAGUE, _FULL, _NATIONAL):
        for match in pattern.finditer(folded):
            yield _found(folded, match.start(), match.end())
    yield from _joined(folded)
    for match in _suffixes().finditer(folded):
        span = _by_suffix(folded, match)
        if span is not None:
            yield _found(folded, *span)


def _joined(folded: str) -> Iterator[FoundBody]:
    for match in _JOINED.finditer(folded):
        if not_level().match(folded, match.start()) or any(
            is_verb(match["two"][place : place + 2]) for place in range(len(match["two"]) - 1)
        ):
            continue
        level = place_start(folded, name_start(folded, match.start()), match.start())
        yield _found(folded, level, match.end())


def _found(folded: str, start: int, end: int) -> FoundBody:
    claims = not _speaks_of_itself(folded, start, end)
    return FoundBody(start=start, end=end, needs_source=claims)


def _speaks_of_itself(folded: str, start: int, end: int) -> bool:
    """团县委召开…, 县水务局党组于…: the subject of a clause that says what the unit did.

    A level's organ without its party body (县水务局印发…) only as the first word of the text, and
    not those that check others (县审计局).
    """
    name, after = folded[start:end], folded[end : end + 4]
    if not _CLAUSE_EDGE.search(folded[max(0, start - 2) : start]) or not _OWN_WORK.match(after):
        return False
    if name.startswith("团") or name.endswith(_PARTY_BODIES):
        return True
    return start == 0 and name[0] in "省市县区州旗镇乡" and not _OVERSEERS.search(name)


@cache
def _suffixes() -> re.Pattern[str]:
    suffix = alternation("bodies.txt", "strong", "weak")
    tail = alternation("bodies.txt", "tail")
    return re.compile(rf"(?P<suffix>{suffix}|{_MIDDLE_SCHOOL})(?P<tail>(?:{tail}){{0,2}})")


def _by_suffix(folded: str, match: re.Match[str]) -> tuple[int, int] | None:
    """The span of the organisation that ends at a suffix, or None where nothing names it."""
    start = name_start(folded, match.start())
    head = folded[start : match.start()]
    if not head or _runs_on(folded, match.end()) or _BLANK.search(head):
        return None
    if is_verb(folded[match.end("suffix") - 2 : match.end("suffix")]) and len(match["suffix"]) == 1:
        return None
    if len(match["suffix"]) == 1 and (len(head) == 1 or head[-1] in "省市县区旗镇乡"):
        return None
    level = level_start(folded, start, match.start())
    weak = match["suffix"] in words("bodies.txt", "weak")
    if level is None and (weak or not (is_proper(head) or _NTH.search(head))):
        return None
    begin = _begin(folded, start, level, match.start(), weak=weak)
    if _SOME.match(folded[max(0, begin - 1) : begin]):
        return None
    if _is_generic(folded[begin : match.end("suffix")], match["tail"]):
        return None
    return begin, match.end()


def _is_generic(core: str, tail: str) -> bool:
    """县委, 县委办公室, 市人民政府: a level's own bodies, which every notice speaks of."""
    generic = words("bodies.txt", "not_body")
    return core + tail in generic or (core in generic and tail in {"", "办公室"})


def _runs_on(folded: str, end: int) -> bool:
    """中心│组, 院│长: the suffix is the beginning of another word."""
    return folded[end - 1 : end + 1] in words("bodies.txt", "runs_on")


def _begin(folded: str, start: int, level: int | None, end: int, *, weak: bool) -> int:
    """Where the name begins: at its place or level, or before it in 某某大学岚川研究院."""
    if level is not None:
        has_name_before = not weak and level - start >= 4 and is_proper(folded[start:level])
        if not has_name_before:
            return max(start, level)
    behind = skip_verb(folded, start, end, keep=2)
    return behind if is_proper(folded[behind:end]) else start
