"""Numbers with their units: count, money, percent, in Arabic or Chinese figures, exact or rounded.

Not facts: list numbering (1. （1）), figures that are part of a code (A4, 5G), one-of-a-kind
wording (一次性, 每月一次, 各确定一名), slogans (三个聚焦), vague quantities (多次, 若干).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from assistant.facts import quantity as q
from assistant.facts.figure import FoundNumber, NumberKind, approached
from assistant.facts.fractions import find_fractions
from assistant.facts.quantity import Quantity
from assistant.notice.numerals import value_of

_MYRIADS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def find_numbers(folded: str) -> Iterator[FoundNumber]:
    """Yield the numbers of ``folded`` (assistant.notice.fold), a fraction before its parts."""
    yield from find_fractions(folded)
    for match in _arabic_pattern().finditer(folded):
        found = _read(match, match["figure"].replace(",", ""))
        if found is not None and not _is_ordinal(folded, match):
            yield found
    for match in _chinese_pattern().finditer(folded):
        if not _is_wording(folded, match):
            found = _read(match, match["figure"])
            if found is not None:
                yield found
    yield from _without_unit(folded)
    for match in _ORDINAL.finditer(folded):
        value = value_of(match["figure"])
        if value is not None and value != 1:
            number = Quantity(low=value, high=value, unit=match["unit"], ordinal=True)
            yield FoundNumber(start=match.start(), end=match.end(), kind="count", quantity=number)


def _without_unit(folded: str) -> Iterator[FoundNumber]:
    for match in _UNITLESS.finditer(folded):
        if not _JUMBLED.search(match["figure"]) and _neighbours(match["figure"]) is None:
            found = _read(match, match["figure"])
            if found is not None:
                yield found


@cache
def _units(script: str) -> str:
    """The units of data/units.txt for a script, longest first, as one alternation."""
    text = resources.files("assistant.facts").joinpath("data/units.txt").read_text("utf-8")
    words: set[str] = set()
    for line in text.splitlines():
        label, _, rest = line.partition(":")
        if label == "cn" or label == script:
            words.update(rest.split())
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


_NEAR = r"约合|约为|折合|大概|近乎|将近|接近|近|约|大约|超过|超出|超|逾|突破|上(?=[百千万])"
_ROUND = r"余|多|几"
_AFTER = r"(?P<after>以上|左右|上下)?"


@cache
def _arabic_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<near>{_NEAR})? ?"
        r"(?<![\dA-Za-z.])(?P<figure>\d{1,3}(?:,\d{3}(?!\d)){1,4}(?:\.\d{1,4})?"
        r"|\d{1,15}(?:\.\d{1,6})?)(?![\d])"
        r"(?: ?(?:至|到|-|—{1,2}|~|～) ?(?P<upper>\d{1,15}(?:\.\d{1,6})?)(?!\d))?"
        rf" ?(?P<round>{_ROUND})?(?P<scale>[十百千]?万|亿|千(?![米克瓦卡伏])|百(?!分))?"
        rf"(?P<round2>余|多|来(?=[次人个名家]))? ?"
        rf"(?P<unit>%|‰|{_units('arabic')})?{_AFTER}"
    )


@cache
def _chinese_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<near>{_NEAR}|(?:数|几|成|好几)(?=[十百千万]))?"
        r"(?P<figure>[一二两三四五六七八九十百千〇零][一二两三四五六七八九十百千万〇零]{0,7}|万)"
        rf"(?P<round>余|多|来|几)?(?P<scale>[万亿])?(?P<round2>余|多)?"
        rf"(?P<upper>(?!))?(?P<unit>{_units('cn')}){_AFTER}"
    )


# 走访一百四十余: a numeral of several characters before a pause, with a word of its own before it
_UNITLESS = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?<![第之分每周期月初题件务单条章十百千万成数上几一二三四五六七八九])(?P<near>{_NEAR})?"
    r"(?P<figure>[一二两三四五六七八九][十百千万][一二两三四五六七八九十百千万〇零]{0,7}"
    r"|十[一二三四五六七八九])(?P<round>余|多)?(?P<scale>(?!))?(?P<round2>(?!))?"
    r"(?P<upper>(?!))?(?P<unit>(?!))?(?P<after>(?!))?(?=[，。；、）\n]|$)"
)
_ORDINAL = re.compile(
    r"第(?P<figure>\d{1,4}|[一二三四五六七八九十百]{1,5})"
    r"(?P<unit>次(?=[党常会全代专理集主少团妇工职学巡大])|期|届|轮|条|款|号(?!召))"
)
_JUMBLED = re.compile(r"[十百][百千]|千千|万[万]")
_LETTER = re.compile(r"[A-Za-z\d]")
_LIST_MARK = re.compile(r"(?:^|[\n。；：！？]) {0,8}$")
_SLOGAN = re.compile(
    r"(?:一[^\w]?|必须|不准|不得|不[\u4e00-\u9fff]|到位|结合|着力|坚持|聚焦|注重|强化|更加|走在前|统一|同步"
    r"|一律|严禁|确保|维护|确立|意识|自信|围绕|突出|转变|转化|坚定|始终|敢于|善于|带头|覆盖|方面|层面"
    r"|维度|角度|字|月来|季度来)"
)
_ONE_UNITS = set("次场名篇份期家笔辆台起套间户人处届轮")
_NOT_ONE_BEFORE = re.compile(
    r"(?:[每逐任同某这那另再第统唯单哪凡进下上新首逢是归合万]|首要|之|唯)$"
)
# 发现一处、整改一处: the same one again, for "each"
_EACH_ONE = re.compile(r"(一[\u4e00-\u9fff])[、，][\u4e00-\u9fff]{1,4}\1")
_EACH = re.compile(r"[每各]")
_CLAUSE_START = re.compile(r"[，。；：！？\n、](?!.*[，。；：！？\n、])")


def _read(match: re.Match[str], figure: str) -> FoundNumber | None:
    """The number of a match, or None where figure and unit make no sense together."""
    unit = match["unit"] or ""
    if (unit in {"月", "度"} and not match["upper"]) or (
        not unit and _LETTER.match(match.string, match.end())
    ):
        return None
    scale, unit = _scaled(match["scale"] or "", unit)
    pair = _neighbours(figure)
    value = value_of(figure)
    if value is None and pair is None:
        return None
    kind: NumberKind = "money" if unit == "元" or unit.startswith("元/") else "count"
    if unit in {"%", "‰", "个百分点", "百分点"}:
        kind = "percent"
        unit = "百分点" if unit.endswith("百分点") else unit
    start, end = match.start(), match.end() - len(match["after"] or "")
    before = match.string[max(0, start - 1) : start]
    near = match["near"] or ""
    if near and before in {"不", "未", "没"}:
        start, near = match.start("figure"), ""
    if near == "上" and before in set("以之晚早向网线身会路"):
        start, near = match.start("figure"), ""
    text = match.string[start:end]
    end -= len(text) - len(text.rstrip())
    start += len(text) - len(text.lstrip())
    number = _quantity(match, figure, near, scale, unit, pair)
    return FoundNumber(start=start, end=end, kind=kind, quantity=number)


def _scaled(scale: str, unit: str) -> tuple[float, str]:
    """The factor that 万, 亿 … stand for and the unit without them (万元 → 元, 万余元 → 元)."""
    factor = 1.0
    for char in scale:
        factor *= _MYRIADS[char]
    if unit.endswith("元") and len(unit) > 1:
        for char in unit[:-1].replace("余", ""):
            factor *= _MYRIADS.get(char, 1)
        unit = "元"
    return factor, unit


def _neighbours(figure: str) -> tuple[float, float] | None:
    """三四 → (3, 4), 十七八 → (17, 18), 二三十 → (20, 30); None for an ordinary numeral."""
    found = re.fullmatch(r"(十?)([一二两三四五六七八])([二三四五六七八九])([十百千万]?)", figure)
    if found is None:
        return None
    one, two = value_of(found[2]), value_of(found[3])
    if one is None or two is None or two != one + 1:
        return None
    base, factor = (10 if found[1] else 0), _MYRIADS.get(found[4], 1)
    return (base + one) * factor, (base + two) * factor


def _quantity(
    match: re.Match[str],
    figure: str,
    near: str,
    scale: float,
    unit: str,
    pair: tuple[float, float] | None,
) -> Quantity:
    if pair is not None:
        return q.between(pair[0] * scale, pair[1] * scale, unit)
    value = (value_of(figure) or 0.0) * scale
    if match["upper"]:
        return q.between(value, (value_of(match["upper"]) or 0.0) * scale, unit)
    rounded = bool(match["round"] or match["round2"]) or "余" in (match["unit"] or "")
    if near in {"数", "几", "好几"}:
        return q.more_than(2 * value - 1e-5, 8 * value, unit)
    if near in {"上", "成"}:
        return q.more_than(value - 1e-5, 9 * value, unit)
    if rounded:
        return q.more_than(value, _step(figure) * scale, unit)
    if near or match["after"] in {"左右", "上下"}:
        return approached(near or "约", value, unit)
    decimals = len(figure.partition(".")[2]) if scale == 1 else 6
    return q.exactly(value, unit, decimals=decimals)


def _step(figure: str) -> float:
    """The place of the last non-zero digit: 4000 → 1000, 120 → 10, 1.2 → 0.1, 十 → 10."""
    whole, _, decimals = figure.partition(".")
    if decimals:
        return 10.0 ** -len(decimals)
    value = int(value_of(whole) or 1)
    step = 1
    while value and value % (step * 10) == 0 and step < 10**12:
        step *= 10
    return float(max(step, 1))


def _is_ordinal(folded: str, match: re.Match[str]) -> bool:
    """Whether an Arabic figure numbers a list item or belongs to 第N."""
    start, end = match.start("figure"), match.end("figure")
    if folded[start - 1 : start] == "第":
        return True
    after = folded[end : end + 1]
    if folded[start - 1 : start] == "（" and after == "）" and len(match["figure"]) <= 2:
        return True
    if after in {".", "、", "）", "．"} and len(match["figure"]) <= 2 and match.end() == end:
        return _LIST_MARK.search(folded[max(0, start - 9) : start]) is not None
    return False


def _is_wording(folded: str, match: re.Match[str]) -> bool:
    """Whether a Chinese numeral is part of ordinary wording rather than a figure."""
    start, figure, unit = match.start("figure"), match["figure"], match["unit"]
    before, after = folded[max(0, start - 16) : start], folded[match.end() : match.end() + 4]
    if before.endswith(("第", "之", "分")) or after.startswith("之") or _JUMBLED.search(figure):
        return True
    bare = not (match["round"] or match["near"] or match["scale"])
    if figure == "万" and bare:
        return unit not in {"人", "名", "户"} or before[-1:] in set("千亿XxＸ×")
    if unit == "日" and (figure == "一" or before.endswith(("月", "初", "假", "节"))):
        return True
    around = folded[max(0, start - 8) : match.end() + 8]
    if figure in {"一", "两"} and bare and _one_and_two(unit).search(around):
        return True
    if figure == "一" and bare:
        return _EACH_ONE.search(around) is not None or _is_loose_one(unit, before, after)
    if before.endswith(("周", "星期", "几", "众")) or (
        unit == "组" and after[:1] in set("织长成建员")
    ):
        return True
    if unit == "个" and after.startswith(("指头", "手指")):
        return True
    if unit in {"个", "项", "类", "条", "大"} and bare and _SLOGAN.match(after):
        return True
    return unit == "年" and bool(re.match(r"级|制|行动|计划|规划|攻坚|期|一|来", after))


@cache
def _one_and_two(unit: str) -> re.Pattern[str]:
    """一套班子、两套人马: one set against two."""
    return re.compile(rf"一{re.escape(unit)}[^，。；\d]{{1,4}}[、，]两{re.escape(unit)}")


def _is_loose_one(unit: str, before: str, after: str) -> bool:
    """一次性, 同一名, 每月一次, 各确定一名, 一次次: no figure; 召开会议一次 is one."""
    if unit not in _ONE_UNITS or _NOT_ONE_BEFORE.search(before):
        return True
    if after.startswith(
        ("性", "一", unit, "又", "不", "也", "子", "当", "把", "以上", "生", "通过", "合格")
    ):
        return True
    if unit == "套" and re.match("制度|机制|体系|办法|流程|方案|班子", after):
        return True
    clause = _CLAUSE_START.split(before)[-1]
    return _EACH.search(clause) is not None
