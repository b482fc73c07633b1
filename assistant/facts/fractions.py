"""Fractions: percentages and shares in words, 百分之五十, 三分之二, 一半, 八成, 翻一番."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts import quantity as q
from assistant.facts.figure import FoundNumber, approached
from assistant.notice.numerals import value_of

# 翻一番, and 百分之百 as a manner of speaking rather than a rate
_DOUBLED = re.compile(r"翻(?:了)?(?P<times>[一两])?番")
_WHOLLY = re.compile(r"(?<![率达占比])(?<!达到|率为)百分之百")
_FRACTION = re.compile(
    r"(?P<near>近|约|超过|超)?(?:百分之(?P<percent>[一二两三四五六七八九十百零〇]{1,5}(?:点[一二三四五六七八九零〇]{1,4})?"
    r"|\d{1,3}(?:\.\d{1,4})?)"
    r"|(?P<under>[二三四五六七八九十]{1,2})分之(?P<upper>[一二三四五六七八九十]{1,2})"
    r"|(?P<half>(?<![另大])一半|半数)(?!一半)"
    r"|(?P<tenths>[一二三四五六七八九](?=成)|\d(?=成))成(?![立果效员功本绩长熟为交品就型分都语年份像不]))"
)


def find_fractions(folded: str) -> Iterator[FoundNumber]:
    """Yield the shares that ``folded`` writes in words."""
    for match in _DOUBLED.finditer(folded):
        times = q.exactly(4.0 if match["times"] == "两" else 2.0, "倍", decimals=1)
        yield FoundNumber(start=match.start(), end=match.end(), kind="count", quantity=times)
    for match in _FRACTION.finditer(folded):
        value = _fraction_value(match)
        if value is None or _WHOLLY.match(folded, match.start()):
            continue
        places = len((match["percent"] or "").replace(".", "点").partition("点")[2])
        number = q.exactly(round(value, 4), "%", decimals=1 if match["under"] else places)
        if match["near"]:
            number = approached(match["near"], value, "%")
        yield FoundNumber(start=match.start(), end=match.end(), kind="percent", quantity=number)


def _fraction_value(match: re.Match[str]) -> float | None:
    if match["half"]:
        return 50.0
    if match["tenths"]:
        return 10 * (value_of(match["tenths"]) or 0)
    if match["under"]:
        under, upper = value_of(match["under"]), value_of(match["upper"])
        return None if not under or upper is None or upper >= under else 100 * upper / under
    whole, _, decimals = match["percent"].partition("点")
    value = value_of(whole)
    if value is None or not decimals:
        return value
    digits = "".join(str(int(value_of(digit) or 0)) for digit in decimals)
    return float(f"{int(value)}.{digits}")
