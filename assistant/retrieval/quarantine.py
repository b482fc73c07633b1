"""Quarantine: notices that are templates or adverts are kept, listed, and never a precedent."""

from __future__ import annotations

import re

from assistant.notice.fold import fold
from assistant.notice.model import Notice

# X, XX, ××, ____ and 【待填…】 standing in for a fact: beside a Chinese character, not in a word
_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])[XxＸ×]{1,8}(?![A-Za-z0-9])|_{2,20}|【待[^】]{0,20}】|\*{2,8}"
)
_ADVERT = re.compile(
    r"禁止外传|仅供学习|会员群|QQ群|订阅|免费赠送|倒卖|加微信|扫码|公众号回复|下载全文|VIP|付费|范文|模板"
)
_FACT = re.compile(r"\d[\d.,]{0,12}")

PLACEHOLDERS_PER_1000 = 4.0  # a finished notice has none; one or two may have been overlooked
MIN_PLACEHOLDERS = 6
MIN_ADVERTS = 3


def quarantine_reason(notice: Notice) -> str | None:
    """One line of Chinese saying why a notice is no precedent, or None where it is one.

    A template has more placeholders than a share of its length or of its figures; an advert page
    has several advert words outside the records.
    """
    text = fold(notice.text)
    blanks = len(_PLACEHOLDER.findall(text))
    figures = len(_FACT.findall(text))
    length = max(sum(not c.isspace() for c in text), 1)
    if blanks >= MIN_PLACEHOLDERS and (
        blanks * 1000 / length >= PLACEHOLDERS_PER_1000 or blanks > figures
    ):
        return f"疑似模板：全文有{blanks}处占位符（如 X、××、____）"
    body = [(record.start, record.end) for record in notice.records]
    adverts = [
        match.group()
        for match in _ADVERT.finditer(text)
        if not any(start <= match.start() < end for start, end in body)
    ]
    if len(adverts) >= MIN_ADVERTS:
        return "疑似广告页：含有" + "、".join(dict.fromkeys(adverts))
    return None
