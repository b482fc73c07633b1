"""Roles: who it is in a query, said in the word that every kind of unit has.

The same problem is asked for as 院长一开口 and 镇长一开口; the records of another kind of unit have
neither word. What is left when 院长 becomes 领导 and 县医院 becomes 单位 is what the problem is.
data/roles.txt has the words, a general one to a line.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

ROLES = Path(__file__).resolve().parent / "data" / "roles.txt"
TRADES = "行业"  # the line of the bureaus' trades
UNIT = "单位"
_GRADE = "(?:[省市州县区镇乡村某]|我们?|本|该)?"
_BUREAU = "(?:局|委|厅|部门)"
_TWICE = re.compile(
    "单位的?(?=领导|分管领导|职工|单位|下属单位)"
)  # 单位领导 says no more than 领导


class Roles:
    """Words of one kind of unit → the general word."""

    def __init__(self, general: Mapping[str, tuple[str, ...]]) -> None:
        self._general = {
            word: name for name, words in general.items() if name != TRADES for word in words
        }
        # the longest first, so that 副院长 is not read as 院长
        words = "|".join(map(re.escape, sorted(self._general, key=lambda word: (-len(word), word))))
        trades = "|".join(sorted(general.get(TRADES, ()), key=lambda word: (-len(word), word)))
        self._bureau = re.compile(f"{_GRADE}(?:{trades}){_BUREAU}") if trades else None
        self._word = re.compile(f"{_GRADE}({words})") if words else None

    def general(self, query: str) -> str:
        """``query`` with the words of one kind of unit replaced by those that every unit has."""
        text = self._bureau.sub(UNIT, query) if self._bureau else query
        if self._word:
            text = self._word.sub(lambda m: self._general[m.group(1)], text)
        return _TWICE.sub("", text)


def parse_roles(text: str) -> dict[str, tuple[str, ...]]:
    """Lines ``general = word word``; # starts a comment."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        name, equals, words = line.partition("#")[0].partition("=")
        if equals:
            found[name.strip()] = tuple(words.split())
    return found


@functools.cache
def load_roles() -> Roles:
    """The roles that ship with the project, read once a process."""
    return Roles(parse_roles(ROLES.read_text(encoding="utf-8")))
