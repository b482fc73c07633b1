"""Web pages and PDF pages: what is seen, and lines joined to paragraphs."""

from __future__ import annotations

import pytest
from made_files import pdf_bytes

from assistant.errors import InputUnreadable
from assistant.files.html import html_text
from assistant.files.paragraphs import joined
from assistant.files.pdf import pdf_text

PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>标题栏</title><style>p {{}}</style></head>
<body><script>var a = "脚本";</script><div hidden>藏</div><div style="display: none">隐</div>
<h1>通报</h1><p>　　甲<b>乙</b>
丙</p><p>第一行<br>第二行</p><!-- 注释 -->
<table><tr><th>电话</th><td>0000-7654321</td></tr></table>
<ul><li>其一</li><li>其二</li></ul><pre>原  样</pre></body></html>"""
SEEN = "通报\n　　甲乙 丙\n第一行\n第二行\n电话\t0000-7654321\n其一\n其二\n原  样"


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030"])
def test_visible_text_of_a_page(charset: str) -> None:
    data = PAGE.format(charset=charset).encode("utf-8" if charset == "utf-8" else "gb18030")
    assert html_text(data, "a.html") == SEEN


def test_wrongly_declared_charset() -> None:
    assert html_text(PAGE.format(charset="utf-8").encode("gb18030"), "a.html") == SEEN
    assert html_text(PAGE.format(charset="no-such").encode(), "a.html") == SEEN


def test_deep_nesting_is_refused_not_cut() -> None:
    data = b"<html><body>" + b"<div>" * 50_000 + "甲".encode()
    with pytest.raises(InputUnreadable, match="嵌套过深"):
        html_text(data + "<p>乙</p>".encode(), "a.html")


WIDE = "一二三四五六七八九十" * 2 + "甲乙丙丁"  # 24 characters fill the line


@pytest.mark.parametrize(
    ("pages", "paragraphs"),
    [
        pytest.param([f"{WIDE}\n戊己。\n另一段。"], [f"{WIDE}戊己。", "另一段。"], id="runs-on"),
        pytest.param([f"{WIDE}\n（一）关于"], [WIDE, "（一）关于"], id="ordinal-begins"),
        pytest.param([f"{WIDE}\n　　缩进"], [WIDE, "　　缩进"], id="indent-begins"),
        pytest.param(
            [f"{WIDE}\n— 1 —", f"戊。\n{WIDE}\n2"], [f"{WIDE}戊。", WIDE], id="page-number"
        ),
        pytest.param([f"{WIDE[:-1]}\n戊"], [f"{WIDE[:-1]}戊"], id="one-mark-short"),
        pytest.param([f"{WIDE}\n{WIDE}\n二是戊。"], [f"{WIDE}{WIDE}二是戊。"], id="item-goes-on"),
        pytest.param(
            [f"{WIDE}\n{WIDE[:-1]}。\n二是戊。"],
            [f"{WIDE}{WIDE[:-1]}。", "二是戊。"],
            id="item-after-full-stop",
        ),
        pytest.param([f"{WIDE[2:]}\n戊。\n{WIDE}"], [f"{WIDE[2:]}戊。", WIDE], id="indent-unseen"),
        pytest.param(["受 理 到 2025 年 5 月 9 日"], ["受理到2025年5月9日"], id="stretched-blanks"),
        pytest.param(["PDF file of 2025"], ["PDF file of 2025"], id="latin-blanks-stay"),
    ],
)
def test_lines_become_paragraphs(pages: list[str], paragraphs: list[str]) -> None:
    assert joined(pages).split("\n") == paragraphs


def test_radicals_become_characters() -> None:
    assert pdf_text(pdf_bytes("⼀、⽔务局组织⽣活不正常的整改情况，⻓江⻛⻋⼾⻘"), "a.pdf") == (
        "一、水务局组织生活不正常的整改情况，长江风车户青"
    )


def test_pdf_text() -> None:
    page = f"通报\n{WIDE}\n戊己。"
    assert pdf_text(pdf_bytes(page, "第二页"), "a.pdf") == f"通报\n{WIDE}戊己。\n第二页"
