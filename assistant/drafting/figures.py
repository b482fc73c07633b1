"""Figures: bare ones, which no unit makes a fact and which nobody gave all the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from assistant.drafting.library import PLACEHOLDER
from assistant.facts.extract import extract

_RUN = re.compile(
    r"\d+(?:[.,．]\d+)*(?!G)|[壹贰叁肆伍陆柒捌玖拾佰仟萬億]{2,16}(?:[万亿]?(?:元|圆))?"
)
_GAP = re.compile(r"(?<=[^A-Za-z\s])\s+(?=[^A-Za-z\s])|(?<=\d)\s+(?=\D)|(?<=\D)\s+(?=\d)")
NAME = "【待填：数量】"


def close_gaps(text: str) -> str:
    """``text`` without the blanks that Chinese does not have: 1 3 0 万元 is 130万元."""
    return _GAP.sub("", text)


def without_bare_figures(text: str, given: Sequence[str]) -> str:
    """``text`` with a placeholder for every figure outside its facts that ``given`` does not have.

    What stands inside a fact is the guard's matter, which has been there before.
    """
    known = frozenset().union(*map(_figures, given))
    covered = [(fact.start, fact.end) for fact in extract(text)]
    covered += [match.span() for match in PLACEHOLDER.finditer(text)]

    def swap(match: re.Match[str]) -> str:
        inside = any(start <= match.start() and match.end() <= end for start, end in covered)
        if inside or unicodedata.normalize("NFKC", match[0]) in known:
            return match[0]
        return NAME

    return _RUN.sub(swap, text)


@lru_cache(maxsize=1024)  # the library's whole text is asked for with every sentence
def _figures(text: str) -> frozenset[str]:
    return frozenset(match[0] for match in _RUN.finditer(unicodedata.normalize("NFKC", text)))
