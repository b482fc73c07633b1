"""The extractor and the checker stay linear on text made to hurt, in one line and without a stop."""

from __future__ import annotations

import time

import pytest

from assistant.facts.mask import mask
from assistant.facts.support import check

SIZE = 5_000  # characters; what is exponential never ends, what is quadratic takes long
LIMIT = 40.0  # seconds of the processor: no benchmark, only "it does not explode"
HOSTILE = {
    "digits": "1",
    "commas in numbers": "1,",
    "full-width digits": "９",
    "chinese digits": "一",
    "tens and thousands": "一百二十",
    "great units": "万亿",
    "fractions": "三分之",
    "per cent": "百分之",
    "rates": "99.9%",
    "ranges": "3—",
    "counts": "3个",
    "money": "1.2万元",
    "years": "2024年",
    "months": "1月至",
    "days": "3日",
    "whole dates": "2024年3月5日",
    "titles never closed": "《",
    "titles": "《甲》",
    "quotes never closed": "“",
    "documents": "岚委〔2024〕3号",
    "bodies": "岚川县委",
    "bodies in a row": "县委办公室、",
    "places": "岚川县云汀镇",
    "persons": "张三同志",
    "people dealt with": "3人处分",
    "phones": "0000-",
    "mobiles": "13",
    "e-mails": "a@a.",
    "placeholders never closed": "【待填：",
    "brackets": "（“《【",
    "set phrases": "三会一课",
    "words cut off": "办法》",
    "blanks": "　",
    "invisible": "\u200b",
    "combining": "e\u0301",
    "lone surrogates": "\ud800",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_text(piece: str) -> None:
    text = piece * (SIZE // len(piece))
    started = time.process_time()
    check(text, problem=text[:500], facts=[text])
    mask(text, problem=text[:500], facts=[])
    assert time.process_time() - started < LIMIT


def test_a_line_of_a_hundred_thousand() -> None:
    text = ("岚川县水务局3月5日印发《供水巡检办法》，清退1.2万元，完成率99.9%" * 3000)[:100_000]
    started = time.process_time()
    found = check(text, problem=text[:40], facts=[text[:40]])
    assert len(found) > 5000
    assert time.process_time() - started < LIMIT
