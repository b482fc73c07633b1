"""Lists: a file of items, one a line (feedback problems, facts), ordinals taken off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from assistant.notice.clean import visible
from assistant.notice.fold import fold
from assistant.notice.markers import leading_marker

_BULLET = re.compile(r"(?:[-*+]\s+|[•·●○■□◆◇▪➢√✓\uf06c\uf0b7]\s*)(?:\[[ xX]\]\s+)?")
# a line that only names what follows: no fault is stated in it
_TITLE = re.compile(
    r"[^未不没缺无弱差少乱，。；、]{0,40}(?:问题|意见)"
    r"(?:(?:整改)?(?:清单|台账|一览表|汇总表|目录))?(?:如下)?[:：]?"
)
_NAMES_A_LIST = re.compile(r"巡[视察]|反馈|清单|台账|一览表|汇总表|目录|如下")
_MARKDOWN_TITLE = re.compile(r"#{1,6}\s+")


def items(lines: Iterable[str], source: str) -> Iterator[str]:
    """The items of a list without bullets, ordinals and characters that nobody sees; blank lines
    and mere rules (-----) are dropped, nothing else.

    In Markdown (by the name of ``source``) a # line is the title of the list, not an item of it,
    as long as there are other lines.
    """
    kept = [line for given in lines if (line := visible(given).strip())]
    if PurePath(source).suffix.lower() in {".md", ".markdown"}:
        plain = [line for line in kept if not _MARKDOWN_TITLE.match(line)]
        kept = plain or [_MARKDOWN_TITLE.sub("", line, count=1) for line in kept]
    for line in kept:
        item = without_ordinal(line)
        if any(char.isalnum() for char in item):
            yield item


def list_title(lines: Iterable[str]) -> str | None:
    """The first line, where it is the title of the list that follows: 县委第三巡察组反馈问题清单."""
    kept = [line.strip() for line in lines if line.strip()]
    if len(kept) < 2 or without_ordinal(kept[0]) != kept[0]:
        return None
    named = _TITLE.fullmatch(kept[0]) and _NAMES_A_LIST.search(kept[0])
    return kept[0] if named else None


def without_ordinal(line: str) -> str:
    """The line without a leading bullet and one ordinal (1. 一、 （一） ① 问题1： 一是)."""
    bare = _BULLET.sub("", line.strip(), count=1).strip()
    marker = leading_marker(fold(bare), 0, len(bare))
    if marker is None or marker.number is None:
        return bare
    return bare[marker.end :].lstrip(" \t\u3000:：、.")
