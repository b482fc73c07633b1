"""Headings of problems in every form met: the same problems and measures are read from each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.notice.document import Document
from assistant.notice.numerals import to_chinese
from assistant.notice.parse import parse

CASES = Path(__file__).parents[1] / "cases" / "notices" / "heading_forms.yaml"
DATA: dict[str, Any] = yaml.safe_load(CASES.read_text(encoding="utf-8"))

HEAD = """中共岚川县图书馆支部委员会关于县委第二巡察组反馈意见整改进展情况的通报

2025年3月3日至4月18日，县委第二巡察组对中共岚川县图书馆支部委员会开展了巡察。5月20日，巡察组反馈了意见。现将整改情况公布如下。

一、组织情况

馆党支部成立整改工作领导小组，6月16日印发整改方案。反馈的4个问题已整改完成4个。

二、问题整改情况

"""
TAIL = """
三、下一步工作

一是2026年一季度再查一次值班表；二是每季度公布一次捐赠去向。

监督电话：0000-1234098；通信地址：岚川县书院路2号县图书馆；邮政编码：000000。

中共岚川县图书馆支部委员会

2025年11月28日
"""


def _text(form: str, items: str) -> str:
    parts = []
    for number, (problem, measures) in enumerate(
        zip(DATA["problems"], DATA["measures"], strict=True), start=1
    ):
        told = [
            items.format(n=at, cn=to_chinese(at)) + measure + "。"
            for at, measure in enumerate(measures, start=1)
        ]
        heading = form.format(n=number, cn=to_chinese(number), x=problem)
        parts.append(heading + ("\n" if items else "").join(told) + "\n")
    return HEAD + "\n".join(parts) + TAIL


@pytest.mark.parametrize("items", ["", "{cn}是", "（{n}）"], ids=["prose", "shi", "bracketed"])
@pytest.mark.parametrize("form", DATA["forms"])
def test_problems_are_read(form: str, items: str) -> None:
    notice = parse(Document(text=_text(DATA["forms"][form], items)))
    found = [record for record in notice.records if record.section == "problems"]
    assert [record.problem.text for record in found] == DATA["problems"]
    assert [len(record.measures) for record in found] == [2 if items else 1] * len(found)
