"""Facts in a text that nobody gave, counted without the project's own extractor.

Coarse on purpose: plain regular expressions over figures, dates in Chinese, 《》, names of bodies,
addresses and Latin words. What it finds in a shown text must stand in what the user gave, or in the
measure library (which holds no fact).
"""

from __future__ import annotations

import re
import unicodedata

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_CHINESE_DATE = re.compile(
    r"[二〇零一三四五六七八九]{4}年|[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_CHINESE_SUM = re.compile(r"[一二两三四五六七八九十百千万亿]{1,8}(?:万元|亿元|元)")
_CHINESE_COUNT = re.compile(
    r"[一二两三四五六七八九十百千]{2,6}(?:余|多)?(?:人次|次|人|份|件|场|笔|处|项|起|名)"
)
_FORMAL = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟]{2,}")
_TITLE = re.compile(r"《([^《》]{1,60})》")
_BODY = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:[省市县区镇乡])[\u4e00-\u9fff]{2,12}?"
    r"(?:局|公司|集团|事务所|医院|学校|中学|小学|银行|委员会|研究院|协会|中心)"
)
_LATIN = re.compile(r"[A-Za-z]{3,}|\S+@\S+|https?:\S+")
_PLACEHOLDER = re.compile(r"【待填：[\u4e00-\u9fff]{2,14}】")


def strangers(text: str, given: str, library: str) -> list[str]:
    """What of ``text`` looks like a fact and stands neither in ``given`` nor in ``library``."""
    shown = unicodedata.normalize("NFKC", _PLACEHOLDER.sub("。", text))
    known = unicodedata.normalize("NFKC", given)
    figures = set(_FIGURE.findall(known))
    found = [figure for figure in _FIGURE.findall(shown) if figure not in figures]
    for pattern in (_CHINESE_DATE, _CHINESE_SUM, _CHINESE_COUNT, _FORMAL, _LATIN):
        found += [hit for hit in pattern.findall(shown) if hit not in known and hit not in library]
    found += [title for title in _TITLE.findall(shown) if title != "。" and title not in known]
    found += [
        body for body in _BODY.findall(shown) if body not in known and body[-6:] not in library
    ]
    return found
