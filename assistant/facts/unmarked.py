"""Unmarked: documents named without 《》, behind a word that says they were issued.

印发车辆定点维修实施细则 names one; 制定整改方案, 印发实施方案 and 完善管理制度 do not: the stem is
too short or general, or nothing says that a paper of that name exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.facts.bounds import is_proper

_ISSUED = (
    r"(?:印发|制定出台|制定印发|修订印发|研究出台|出台|下发|颁布|颁发)(?:了|并实施)?"
    r"(?P<issued>[\u4e00-\u9fff]{4,22}?(?:办法|实施细则|细则|规定|规程|守则|章程))"
)
_MADE = (
    r"(?:制定|制订|修订|起草)(?:了|完善)?"
    r"(?P<made>[\u4e00-\u9fff]{4,22}?(?:暂行办法|实施办法|管理办法|实施细则|暂行规定|管理规定))"
)
_DOCUMENT = re.compile(rf"(?:{_ISSUED}|{_MADE})(?=[^\u4e00-\u9fff]|[和及并]|以及|等|$)")
# words that make the stem a phrase, not a title: 修订后的…, 与…相关的, 一批
_PHRASE = re.compile(
    r"[的了与或按并将对由各该等]|相关|有关|系列|一批|配套|若干|多项|通知|完善|健全|落实"
)
_TRIED = re.compile(r"（(?:试行|暂行|修订)）")


def find_unmarked(folded: str) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of the names, with a （试行） behind them."""
    for match in _DOCUMENT.finditer(folded):
        group = match.lastgroup or ""
        tried = _TRIED.match(folded, match.end(group))
        titled = tried or "暂行" in match[group] or is_proper(match[group])
        if _PHRASE.search(match[group]) or not titled:
            continue
        yield match.start(group), tried.end() if tried else match.end(group)
