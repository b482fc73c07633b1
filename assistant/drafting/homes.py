"""Homes: which failing of a problem each of the user's facts speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.drafting.content import content_pairs
from assistant.drafting.given import GivenClause


def homes_of(clauses: Sequence[GivenClause], parts: Sequence[str]) -> Mapping[int, int]:
    """Fact → index of the part that it shares most pairs of characters with.

    A fact that shares none, or as many with another part, has no home.
    """
    homes: dict[int, int] = {}
    own = [content_pairs(part) for part in parts]
    for fact in {clause.fact for clause in clauses}:
        said = content_pairs("，".join(clause.text for clause in clauses if clause.fact == fact))
        shared = sorted(((len(said & pairs), -at) for at, pairs in enumerate(own)), reverse=True)
        if shared and shared[0][0] > 0 and shared[0][0] > (shared[1][0] if shared[1:] else 0):
            homes[fact] = -shared[0][1]
    return homes
