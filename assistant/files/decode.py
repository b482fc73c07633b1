"""Decode: bytes of unknown encoding → text, judged by how Chinese the result reads.

Nearly any pair of bytes is a character of GB18030, Big5 and UTF-16, so validity decides little:
what tells them apart is that text decoded rightly is made of common characters, and text decoded
wrongly of rare ones (assistant/files/data/common_characters.txt).
"""

from __future__ import annotations

import codecs
import functools
import re
import unicodedata
from dataclasses import dataclass
from importlib import resources

from assistant.errors import InputUnreadable

SAMPLE = 20_000  # characters that are enough to judge by
_MARKS = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』…—·～￥％　〇①②③④⑤⑥⑦⑧⑨⑩"

# zero-width, direction and tag characters, which stand in texts of any language
_FORMAT = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]+")

# byte order marks, the longer first where one begins another
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# codec → the name it is reported under; the first of equal scores wins
_CANDIDATES = {
    "utf-8": "utf-8",
    "gb18030": "gb18030",
    "cp950": "big5",
    "big5hkscs": "big5",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
}
# Chinese in ASCII bytes: RFC 1554 and 1922, 1843 (HZ), 2152 (UTF-7)
_ISO_2022 = re.compile(rb"\x1b\$[@AB()*+]")
_SHIFTED = {"hz": re.compile(rb"~\{[!-~]{2}"), "utf-7": re.compile(rb"\+[A-Za-z0-9+/]{3}")}
_SHIFTED_SAMPLE = 100_000  # bytes
_SHIFTED_LEAST = 8  # characters: a formula or an address that happens to decode has one or two
_CERTAIN = 0.6  # running Chinese scores 0.9 and more, a short technical heading about 0.7
_NEUTRAL = 0.5  # ASCII alone: no Chinese, but nothing against it
_KOREAN_LEAST = 6  # syllables
LEAST = 0.35  # a wrong decoding scores below 0.2 from about six characters on


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """``text`` without its byte order mark; ``encoding`` utf-8, utf-16, utf-32, gb18030 or big5."""

    text: str
    encoding: str


def decode(data: bytes, source: str) -> Decoded:
    """Decode a text file; no character is changed, line ends stay as they are.

    Raises InputUnreadable, naming ``source``, where the bytes are no text, no known encoding fits
    all of them, or they write Chinese in ASCII (HZ, ISO-2022, UTF-7), which is not read.
    """
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _by_mark(data[len(mark) :], codec, source)
    valid = _valid_utf8(data)
    shown = _FORMAT.sub("", valid) if valid is not None else ""
    if valid is not None and shown.isascii() and _is_shifted(data[:_SHIFTED_SAMPLE]):
        raise InputUnreadable(
            f"“{source}”是 7 位编码（HZ、ISO-2022 或 UTF-7）：请另存为 UTF-8 编码"
        )
    if valid is not None and reads_as_text(shown) >= (_NEUTRAL if shown.isascii() else _CERTAIN):
        return Decoded(text=valid, encoding="utf-8")
    best = max(_decodings(data), key=lambda pair: pair[0], default=None)
    if best is not None and best[0] >= LEAST and not (best[0] < _CERTAIN and _is_korean(data)):
        return best[1]
    if valid is not None:
        # rare characters or another language: valid UTF-8 is proof enough by itself
        return Decoded(text=valid, encoding="utf-8")
    if b"\0" in data:
        raise InputUnreadable(f"“{source}”是二进制文件，不是文本：请提供 .txt、.md、.docx 或 .pdf")
    raise InputUnreadable(
        f"认不出“{source}”的文字编码（已试 UTF-8、UTF-16、GB18030、Big5）：请另存为 UTF-8 编码"
    )


def _by_mark(data: bytes, codec: str, source: str) -> Decoded:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise InputUnreadable(
            f"“{source}”标明是 {codec.upper()} 编码，但第{error.start + 1}个字节处已损坏："
            "请重新保存或下载"
        ) from error
    if "\0" in text:
        raise InputUnreadable(f"“{source}”是二进制文件，不是文本：请提供 .txt、.md、.docx 或 .pdf")
    return Decoded(text=text, encoding=codec.removesuffix("-le").removesuffix("-be"))


def _is_shifted(data: bytes) -> bool:
    """Whether ASCII bytes are text of another script in disguise."""
    if _ISO_2022.search(data):
        return True
    for codec, mark in _SHIFTED.items():
        if mark.search(data):
            text = data.decode(codec, "ignore")
            chinese = sum(char in _common() for char in text)
            if chinese >= _SHIFTED_LEAST and reads_as_text(text) >= _CERTAIN:
                return True
    return False


def _is_korean(data: bytes) -> bool:
    """Whether the bytes are Korean syllables (EUC-KR) throughout, which Big5 and GB18030 take too.

    Chinese bytes are never only that: GB 2312 puts half of its characters where EUC-KR has Hanja.
    """
    try:
        text = data.decode("euc_kr")
    except UnicodeDecodeError:
        return False
    letters = [char for char in text[:SAMPLE] if char > "\u2fff" and char.isalpha()]
    return len(letters) >= _KOREAN_LEAST and all("\uac00" <= char <= "\ud7a3" for char in letters)


def _valid_utf8(data: bytes) -> str | None:
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decodings(data: bytes) -> list[tuple[float, Decoded]]:
    """Every candidate that decodes all bytes, with its score."""
    found = []
    for codec, name in _CANDIDATES.items():
        if codec.startswith("utf-16") and len(data) % 2:
            continue
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            found.append((reads_as_text(text), Decoded(text=text, encoding=name)))
    return found


def reads_as_text(text: str) -> float:
    """How far the text reads as Chinese: the share of common characters, in [-1, 1]; ASCII 0.5.

    ASCII says nothing and is left out; control, private and unassigned characters, which only a
    wrong decoding brings in numbers, count against it.
    """
    good = bad = seen = 0
    for char in text[:SAMPLE]:
        if char.isascii():
            bad += char < " " and char not in "\t\n\r\f\x1a"
            continue
        seen += 1
        if char in _common():
            good += 1
        elif unicodedata.category(char) in ("Cc", "Co", "Cn", "Cs"):
            bad += 1
    if not seen:
        return -1.0 if bad else _NEUTRAL
    return (good - bad) / seen


@functools.cache
def _common() -> frozenset[str]:
    """Common characters, full-width forms and punctuation."""
    data = resources.files("assistant.files").joinpath("data/common_characters.txt")
    lines = data.read_text("utf-8").splitlines()
    characters = "".join(line for line in lines if not line.startswith("#"))
    full_width = "".join(map(chr, range(0xFF01, 0xFF5F)))
    return frozenset(characters + _MARKS + full_width)
