"""Places: named villages, towns, counties and cities, provinces, street addresses, postcodes.

Once a text names 岚川县, the bare 岚川 is the same place. Not places: 全县, 各乡镇, 本社区, 办公区.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.facts.bounds import is_proper, name_start, not_level, skip_verb
from assistant.facts.vocabulary import alternation, words

_ADDRESS = re.compile(r"(?:路|街|大道|巷|坡|弄)\d{1,5}号")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,20}$")
_SUFFIX = re.compile(
    r"(?<![县市区镇乡])(?:自治区|自治州|自治县|市|县(?!处|级)|(?:新|开发|高新|经开)?区|镇"
    r"|乡(?!镇)|街道(?!办)|社区|村(?!级|民|委|书记|支部|集体))"
)
_LEVEL_CHAR = re.compile("[省市县区旗镇乡街路巷道]")
_WHERE = re.compile(
    "(?:在|对|将|把|经|绕|于|到|至|沿|赴|从|往|过|前往|途经|位于|加固|疏浚|修复|整治|改造|维修|清淤|巡护|巡查|治理|修建|新建|拓宽|硬化|打通"
    "|绿化|走访|走进|深入)$"
)
# 白湾│社区, 湖头│村
_MORE_PLACE = re.compile("[\u4e00-\u9fff]?(?:社区|村|镇|乡|县|街道)")
_GROUP = re.compile("第?(?:[一二三四五六七八九十]{1,2}|\\d{1,2})(?:村民小)?组")
_LEVEL = re.compile("[省市县区镇乡村]")
_COUNTERS = frozenset("个座处条家")
# 第三集贸市场: the ordinal is its name
_ORDINAL = re.compile("第[一二三四五六七八九十]{1,2}$")
_POSTCODE = re.compile(r"(?<=邮编|编码)[：为 ]{0,2}(?P<code>\d{6})(?!\d)")
_NO_PLACE = re.compile("各|逐|[A-Za-z]|[回缴至到给出入往报跑送交看住赴返还归向由经了着过起来去]$")
# so many bare names of a text are looked for, the longest first
_MOST_STEMS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """A place at [start, end) of the folded text."""

    start: int
    end: int


def find_places(folded: str) -> Iterator[FoundPlace]:
    """Yield addresses, postcodes, named places, provinces and bare names; they may overlap."""
    yield from _addresses(folded)
    for match in _POSTCODE.finditer(folded):
        yield FoundPlace(start=match.start("code"), end=match.end("code"))
    stems: set[str] = set()
    for match in _SUFFIX.finditer(folded):
        start = _start(folded, match)
        if start is not None:
            if match.group() in {"市", "县", "区"}:
                stems.add(folded[start : match.start()])
            group = _GROUP.match(folded, match.end()) if match.group() == "村" else None
            yield FoundPlace(start=start, end=group.end() if group else match.end())
    yield from _sites(folded)
    for match in _provinces().finditer(folded):
        yield FoundPlace(start=match.start(), end=match.end())
    yield from _bare_names(folded, stems)


@cache
def _provinces() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation('places.txt', 'provinces')})(?:省|市)?")


@cache
def _site_suffixes() -> re.Pattern[str]:
    sites, ways = (alternation("places.txt", section) for section in ("sites", "ways"))
    return re.compile(
        rf"(?P<site>{sites})|(?P<way>{ways})(?!口?[段边面况灯径线子体道长织成建员头梁流库洪林水岸泊尾]|口子)"
    )


def _sites(folded: str) -> Iterator[FoundPlace]:
    """幸福小区, 龙泉水库; 青石巷 only behind 在, 到, 沿 …, since 道路 and 思路 are no names."""
    last = -2
    for match in _site_suffixes().finditer(folded):
        start = skip_verb(folded, name_start(folded, match.start()), match.start(), keep=2)
        if folded[start - 1 : start] == "里" and match["site"]:
            start = _with_lane(folded, start)
        name = folded[start : match.start()]
        named = is_proper(name) or (match["way"] and name[-1:] in "东西南北")
        named = named or _ORDINAL.search(name) is not None
        if not 2 <= len(name) <= 6 or not named or _NO_PLACE.search(name):
            continue
        # a place, and behind 、 or 和 one more
        goes_on = last == start - 1 and folded[last] in "、和与及"
        where = goes_on or _WHERE.search(folded[max(0, start - 2) : start]) is not None
        where = where and len(name) < 5 and _LEVEL.search(name) is None
        where = where and _MORE_PLACE.match(folded, match.end()) is None
        counted = folded[start - 1 : start] in _COUNTERS
        if (match["site"] and not counted) or (match["way"] and where):
            last = match.end() + (folded[match.end() : match.end() + 1] == "口")
            yield FoundPlace(start=start, end=match.end())


def _with_lane(folded: str, start: int) -> int:
    """梧桐里│小区: 里 is the end of a lane's name where two characters and a boundary precede it."""
    before = name_start(folded, start - 1)
    return (
        before if start - 1 - before in {2, 3} and is_proper(folded[before : start - 1]) else start
    )


def _addresses(folded: str) -> Iterator[FoundPlace]:
    for match in _ADDRESS.finditer(folded):
        run = _HAN.search(folded[max(0, match.start() - 20) : match.start()])
        if run is None:
            continue
        begin = match.start() - len(run[0])
        first = _LEVEL_CHAR.search(folded, begin + 1, match.end())
        start = name_start(folded, first.start()) if first else begin
        yield FoundPlace(start=max(start, begin), end=match.end())


def _bare_names(folded: str, stems: set[str]) -> Iterator[FoundPlace]:
    names = [stem for stem in stems if 2 <= len(stem) <= 4]
    names.sort(key=lambda stem: (-len(stem), stem))
    if names:
        for match in re.finditer("|".join(map(re.escape, names[:_MOST_STEMS])), folded):
            yield FoundPlace(start=match.start(), end=match.end())


def _start(folded: str, match: re.Match[str]) -> int | None:
    """The start of the two to four characters that name a place before 县, 镇, 村, or None."""
    end = match.start()
    blocked = not_level().finditer(folded[max(0, end - 2) : match.end() + 1])
    if any(found.end() > 2 and found.group() != match.group() for found in blocked):
        return None
    start = name_start(folded, end)
    inner = [found.end() for found in _SUFFIX.finditer(folded, start, end)]
    if inner and end - inner[-1] >= 2:
        start = inner[-1]
    name = folded[skip_verb(folded, start, end, keep=2) : end]
    if len(name) > 4:
        long = words("places.txt", "long")
        name = next((name[-size:] for size in (4, 3) if name[-size:] in long), name[-2:])
    if name in words("bodies.txt", "not_body"):
        return None
    if len(name) < 2 or not is_proper(name) or not name.isalpha() or _NO_PLACE.search(name):
        return None
    return end - len(name)
