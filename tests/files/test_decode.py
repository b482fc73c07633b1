"""Encodings: the four that are read, with and without marks, on text as short as a heading."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_files import NOTICE, TRADITIONAL

from assistant.errors import InputUnreadable
from assistant.files.decode import decode

HEADINGS = [
    "关于理论学习不够深入的问题",
    "公务接待不规范",
    "一、聚焦基层党组织建设方面",
    "支部会议记录缺失2次",
]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize(
    ("text", "codec", "mark", "name"),
    [
        pytest.param(NOTICE, "utf-8", b"", "utf-8", id="utf-8"),
        pytest.param(NOTICE, "utf-8", codecs.BOM_UTF8, "utf-8", id="utf-8-bom"),
        pytest.param(NOTICE, "utf-16-le", codecs.BOM_UTF16_LE, "utf-16", id="utf-16-le-bom"),
        pytest.param(NOTICE, "utf-16-be", codecs.BOM_UTF16_BE, "utf-16", id="utf-16-be-bom"),
        pytest.param(NOTICE, "utf-16-le", b"", "utf-16", id="utf-16-le"),
        pytest.param(NOTICE, "utf-16-be", b"", "utf-16", id="utf-16-be"),
        pytest.param(NOTICE, "gb18030", b"", "gb18030", id="gb18030"),
        pytest.param(NOTICE + "㐂䶮", "gb18030", b"", "gb18030", id="gb18030-four-bytes"),
        pytest.param(TRADITIONAL, "big5", b"", "big5", id="big5"),
        pytest.param(TRADITIONAL, "utf-8", b"", "utf-8", id="traditional-utf-8"),
        pytest.param(TRADITIONAL, "gb18030", b"", "gb18030", id="traditional-gb18030"),
    ],
)
def test_recognised(text: str, codec: str, mark: bytes, name: str, line_end: str) -> None:
    text = text.replace("\n", line_end)
    decoded = decode(mark + text.encode(codec), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, name)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", HEADINGS)
def test_short_text(text: str, codec: str) -> None:
    assert decode(text.encode(codec), "a.txt").text == text


@pytest.mark.parametrize("codec", ["ascii", "utf-16-le", "utf-16-be"])
def test_plain_ascii(codec: str) -> None:
    assert decode("Report 2025-01-02\n".encode(codec), "a.txt").text == "Report 2025-01-02\n"


def test_rare_characters_in_valid_utf8() -> None:
    assert decode("龘靐齉龗".encode(), "a.txt").encoding == "utf-8"


@given(st.text(st.sampled_from(NOTICE), min_size=12))
def test_utf8_is_never_mistaken(text: str) -> None:
    assert decode(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(bytes(range(128, 256)) * 3, "编码", id="every-high-byte"),
        pytest.param("café à côté où".encode("latin-1"), "编码", id="latin-1"),
        pytest.param(b"\0" * 1000, "二进制", id="zeros"),
        pytest.param(NOTICE.encode() + b"\0\0\0", "二进制", id="zeros-at-the-end"),
        pytest.param(codecs.BOM_UTF8 + b"\xd6\xd0", "第1个字节", id="wrong-mark"),
        pytest.param(codecs.BOM_UTF16_LE + b"a\0\0\0", "二进制", id="marked-binary"),
    ],
)
def test_refused(data: bytes, message: str) -> None:
    with pytest.raises(InputUnreadable, match=message) as caught:
        decode(data, "怪文件.txt")
    assert "怪文件.txt" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "수도국 당조의 정기 점검 결과 보고",
        "상수도 누수율이 높다",
        "접대비 초과 지출 문제",
        "㈜회계 처리 규정을 개정하였다",
        "한글 문서입니다. 이 문서는 시험용입니다. 2025년 3월부터 4월까지 점검하였다.",
    ],
)
def test_korean_is_not_read_as_chinese(text: str) -> None:
    with pytest.raises(InputUnreadable):
        decode(text.encode("euc_kr"), "a.txt")
    assert decode(text.encode(), "a.txt").text == text
