"""unbalanced-quotes: “” ‘’ 《》 （） 【】 that do not pair within a paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="unbalanced-quotes",
    name="引号括号不成对",
    severity="warning",
    group="form",
    about="“”‘’《》（）【】在一段之内不成对，前半或后半缺失；行首的“1）”之类序号不算。",
    message="{mark} 没有配对的 {partner} ：……{context}……",
    suggestion="补上 {partner} ，或删去多余的 {mark} 。",
    basis="GB/T 15834—2011 标点符号用法",
)

_OPEN = {"“": "”", "‘": "’", "《": "》", "（": "）", "【": "】"}
_CLOSE = {close: mark for mark, close in _OPEN.items()}
_ANY = re.compile(r"[“”‘’《》（）【】]")
_LATIN = re.compile(r"[A-Za-z]")
# 1） and a） mark an item; nothing opens them
_ITEM = re.compile(r"(?:^|[\s；。：，])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})$")
# a mark written as an entity pairs too; that it is one is html-residue
_ENTITY = re.compile(r"&([lr][ds])quo[;；]")
_MARKS = {"ld": "“", "rd": "”", "ls": "‘", "rs": "’"}


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield each mark without a partner in its paragraph, in the order of the text."""
    for line in reading.paragraphs:
        folded = _ENTITY.sub(_decoded, notice.folded[line.start : line.end])
        for at in sorted(_unpaired(folded)):
            mark = folded[at]
            yield Hit(
                start=line.start + at,
                end=line.start + at + 1,
                values={
                    "mark": line.text[at],
                    "partner": _OPEN.get(mark) or _CLOSE[mark],
                    "context": line.text[max(0, at - 6) : at + 7],
                },
            )


def _decoded(entity: re.Match[str]) -> str:
    """The quotation mark in the place of its entity, length unchanged."""
    return _MARKS[entity.group(1)] + " " * (len(entity.group()) - 1)


def _unpaired(text: str) -> Iterator[int]:
    """Offsets of marks without a partner; linear, since what is passed over is popped."""
    stack: list[int] = []
    open_now = Counter[str]()
    for match in _ANY.finditer(text):
        at, mark = match.start(), match.group()
        if mark in _OPEN:
            stack.append(at)
            open_now[mark] += 1
        elif open_now[_CLOSE[mark]]:
            while text[last := stack.pop()] != _CLOSE[mark]:
                open_now[text[last]] -= 1
                yield last  # opened inside, never closed
            open_now[_CLOSE[mark]] -= 1
        elif not _excused(text, at, mark):
            yield at
    yield from stack


def _excused(text: str, at: int, mark: str) -> bool:
    """A closing mark that pairs with nothing by nature: an apostrophe, the bracket of 1）."""
    if mark == "’":
        return bool(_LATIN.match(text[at - 1 : at]))
    return mark == "）" and bool(_ITEM.search(text[max(0, at - 6) : at]))
