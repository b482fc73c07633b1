"""half-width-punctuation: , ; : ( ) ? ! between Chinese characters, one finding a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Edit, Hit, Rule

RULE = Rule(
    id="half-width-punctuation",
    name="半角标点",
    severity="info",
    group="form",
    about="汉字之间的半角标点和括住中文的半角括号，一段报一处并写明处数；"
    "数字之间（1,000、8:30）、邮箱、网址和标记内的不算。",
    message="本段有{count}处半角标点，首处为“{found}”",
    suggestion="中文行文改用全角标点。",
    basis="GB/T 15834—2011 标点符号用法",
    fixable=True,
)

# a finding wider than this is too wide to be looked at (rules.md, "Offsets")
_WIDEST = 600
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
# what may stand beside a mark in Chinese text: characters and full-width punctuation
_NEAR = f"{_HAN}“”‘’《》〈〉（）【】〔〕，。、；：！？…—"
_ANY = re.compile(r"[,;:?!()]")
_MARK = re.compile(r"[,;:?!]")
_PAIR = re.compile(r"\(([^()\n]{1,200})\)")
_LONE = re.compile(r"[()]")
_HAN_ONE = re.compile(f"[{_HAN}]")
_NEAR_ONE = re.compile(f"[{_NEAR}]")
_FREE = re.compile(  # links, addresses and markup keep their half-width marks
    r"[A-Za-z]{2,10}://[!-~]{1,500}|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,100}"
    r"|<[!/A-Za-z][^<>\n]{0,300}>|&#?[A-Za-z0-9]{1,10};",
    re.ASCII,
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit a paragraph; its edits replace each mark by the full-width one."""
    for line in reading.paragraphs:
        places = sorted(_places(line.text))
        if not places:
            continue
        start = line.start + places[0]
        end = min(line.start + places[-1] + 1, start + _WIDEST)
        yield Hit(
            start=start,
            end=end,
            values={"count": str(len(places)), "found": _around(line.text, places[0])},
            edits=tuple(
                Edit(start=line.start + at, end=line.start + at + 1, text=_FULL[line.text[at]])
                for at in places
            ),
        )


def _places(text: str) -> set[int]:
    if not _ANY.search(text):
        return set()
    text = _FREE.sub(lambda match: "a" * len(match.group()), text)
    places = {match.start() for match in _MARK.finditer(text) if _between(text, match.start())}
    paired: set[int] = set()
    for match in _PAIR.finditer(text):
        paired |= {match.start(), match.end() - 1}
        if _HAN_ONE.search(match.group(1)) or _flanked(text, match.start(), match.end()):
            places |= {match.start(), match.end() - 1}
    lone = (match.start() for match in _LONE.finditer(text) if match.start() not in paired)
    return places | {at for at in lone if _between(text, at)}


def _between(text: str, at: int) -> bool:
    """A Chinese character on one side and Chinese text (or the end of the line) on the other."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if after == " ":
        after = text[at + 2 : at + 3]
    han = bool(_HAN_ONE.match(before) or _HAN_ONE.match(after))
    return han and all(not side or _NEAR_ONE.match(side) for side in (before, after))


def _flanked(text: str, start: int, end: int) -> bool:
    """Chinese on both sides of a bracketed piece that holds none: 方案(2021-2025)》."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return bool(_HAN_ONE.match(before) and _NEAR_ONE.match(after))


def _around(text: str, at: int) -> str:
    return text[max(0, at - 4) : at + 5]
