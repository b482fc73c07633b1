"""Own measures: a problem's measures as they stand under the heading that names the problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.compose.case import CaseProblem
from assistant.compose.wording import blank, clause
from assistant.drafting.finish import REFERRED
from assistant.facts.extract import extract

_NAMING = re.compile(r"针对“?(?P<name>[^\n，]{1,120}?(?:，[^\n，]{1,120}?){0,5})”?(?:的?问题)?，")
_PUNCTUATION = re.compile(r"[“”‘’\"'，。；：、\s]")
# what is done again and again or laid down for good: a mechanism, which needs a day since when
_STANDING = re.compile(
    r"每(?:个?月|个?季度?|周|旬|半年|年|学期|两周|半月|[日天])|按[月季周旬学]|逐[月季周]|[月季年]末|期末|节假日"
    r"|定期|不定期|常态化|日常|动态|全程|纳入|列入|写入|计入|挂钩|轮换|实行|[须应]经|不得"
)
_SINCE = re.compile(r"以来|起执行|起施行|起，|【待填")


def under_heading(problem: CaseProblem, texts: Sequence[str]) -> list[str]:
    """Measures without the words that name the problem again; where the case gave none, and they
    were drafted, each standing mechanism says since when it runs (a placeholder)."""
    found = [_unnamed(text, problem.text) for text in texts]
    if problem.measures or problem.status in ("ongoing", "long_term"):
        return found
    return [_since(text) for text in found]


def _unnamed(text: str, problem: str) -> str:
    """``text`` without an opening that names this very problem, whole or cut after a clause."""
    if text.startswith(REFERRED):
        return text.removeprefix(REFERRED)
    whole = _bare(problem)
    ends = [found.end() for found in _openings(text) if whole.startswith(_bare(found["name"]))]
    return text[max(ends) :] if ends else text


def _openings(text: str) -> Iterator[re.Match[str]]:
    """Each way in which the start of ``text`` can be read as 针对…，, a clause more every time."""
    for comma in re.finditer("，", text[:400]):
        found = _NAMING.fullmatch(text, 0, comma.end())
        if found is not None and _bare(found["name"]):
            yield found


def _bare(text: str) -> str:
    core = _PUNCTUATION.sub("", clause(text))
    return core.removesuffix("问题").removesuffix("的")


def _since(text: str) -> str:
    if _SINCE.search(text) or not _STANDING.search(text) or any(_evidence(text)):
        return text
    return f"自{blank('施行日期')}起，{text}"


def _evidence(text: str) -> Iterator[bool]:
    """Whether anything in the text can be checked: a figure, a date, a title."""
    for fact in extract(text):
        yield fact.kind in ("date", "count", "money", "percent", "document")
