"""The parser stays linear on text made to hurt: long lines, endless marks, lost closings."""

from __future__ import annotations

import time

import pytest

from assistant.notice.document import Document
from assistant.notice.parse import parse

SIZE = 60_000  # characters; what is quadratic takes tens of seconds already here
LIMIT = 60.0  # seconds of the processor: no benchmark (eval bench), only "it does not explode"
HOSTILE = {
    "digits": "1",
    "years": "2020",
    "chinese digits": "一",
    "open brackets": "（",
    "open quotes": "“",
    "quotes opened again": "“甲",
    "clauses never closed": "。针对“改",
    "tags never closed": "<a",
    "comments never closed": "<!--",
    "scripts never closed": "<script>",
    "entities": "&a",
    "headings": "一、甲不够\n",
    "headings in one line": "一、甲不够。乙。",
    "titles": "关于整改的通报\n",
    "problems": "关于甲不到位问题",
    "problem lines": "关于\n",
    "months": "3月",
    "periods": "2020年3月至",
    "items": "。一是。二是",
    "claims without a stop": "完成3个、",
    "people": "3人处分",
    "money": "清退3万元，",
    "e-mails": "a@a.",
    "phones": "0000-1234567",
    "tabs": "1\t",
    "short names": "（以下简称",
    "status": "（已完成",
    "blanks": " ",
    "line breaks": "\n",
    "letters": "改",
    "mixed levels": "一、\n（一）\n1.\n（1）\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=list(HOSTILE))
def test_hostile_text(piece: str) -> None:
    text = piece * (SIZE // len(piece))
    started = time.process_time()
    parse(Document(text=text))
    assert time.process_time() - started < LIMIT


NOTICE = (
    "中共岚川县气象局党组关于巡察整改进展情况的通报\n根据部署，2025年3月10日至4月25日，县委第四巡察组"
    "开展巡察，5月27日反馈意见。现将情况公布如下。\n"
    + "".join(
        f"{n}.关于“第{n}类预警传得不够快”的问题。一是补充终端{n}台。二是印发办法，叫应{n}次。\n"
        for n in range(1, 60)
    )
)


@pytest.mark.parametrize("joined", [False, True], ids=["lines", "one line"])
def test_many_notices_in_one_text(joined: bool) -> None:
    text = NOTICE * 50
    if joined:
        text = text.replace("\n", " ")
    started = time.process_time()
    notice = parse(Document(text=text))
    assert time.process_time() - started < LIMIT
    assert len(notice.records) >= 58
