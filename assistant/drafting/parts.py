"""Parts: the failings that a problem names one after the other, each to be answered by itself.

"老旧小区改造重建设轻管理，维修资金使用审批不严" names two. What follows from a failing (群众意见较大, 导致…)
is no failing of its own and stays with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.drafting.topic import core_of, states_a_fault

SHORT = 6  # characters of a clause on which nothing can be built
MOST = 4  # parts that are told apart; a draft has no more measures
_QUOTED = re.compile(r"“[^“”]{0,60}”|‘[^‘’]{0,60}’|《[^《》]{0,60}》|（[^（）]{0,60}）")
_LEANS = re.compile(
    r"(?:导致|致使|造成|使得|以致|影响|引发|群众(?:反映|意见|满意|不满|多头|跑)|家长反映|职工反映|社会反映|且|并|尤其|特别|其中"
    r"|甚至|长期得不到|一定程度|仍(?!未)|依然|效果|成效)"
)


def parts_of(problem: str) -> tuple[str, ...]:
    """The failings in their order, one to four; a problem of one failing is its own part."""
    parts: list[str] = []
    for clause in _clauses(core_of(problem)):
        leans = len(clause) < SHORT or _LEANS.match(clause) is not None
        if parts and (leans or len(parts) == MOST):
            parts[-1] += f"，{clause}"
        else:
            parts.append(clause)
    if len(parts) > 1 and len(parts[0]) < SHORT:
        parts[:2] = ["，".join(parts[:2])]
    return tuple(parts)


def _clauses(core: str) -> Iterator[str]:
    for clause in _split(core, "，；。"):
        pieces = _split(clause, "、")
        whole = all(len(piece) >= SHORT and states_a_fault(piece) for piece in pieces)
        yield from pieces if whole else [clause]


def _split(text: str, marks: str) -> list[str]:
    """``text`` cut at ``marks`` that stand in no quotation or title."""
    masked = _QUOTED.sub(lambda found: "·" * len(found[0]), text)
    cuts = [-1, *(at for at, letter in enumerate(masked) if letter in marks), len(text)]
    pieces = (text[start + 1 : end].strip() for start, end in pairwise(cuts))
    return [piece for piece in pieces if piece]
