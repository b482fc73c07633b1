"""Explain: the terms a record shares with a query, and the fields they stand in."""

from __future__ import annotations

from assistant.notice.fold import fold
from assistant.retrieval.lexicon import LIGHT
from assistant.retrieval.result import Field, Why
from assistant.retrieval.snapshot import Snapshot
from assistant.retrieval.tokens import CONCEPT

MAX_TERMS = 6


def explain(snapshot: Snapshot, query: str, position: int) -> Why:
    """Concepts by their names, then shared character runs of two or more, the longest first."""
    record = snapshot.records[position]
    index = snapshot.derived.by_text
    shared = index.shared(query, record.text)
    terms = [
        token[len(CONCEPT) :]
        for token in shared
        if token.startswith(CONCEPT) and not token.startswith(CONCEPT + LIGHT)
    ]
    pairs = {token for token in shared if len(token) >= 2 and not token.startswith(CONCEPT)}
    terms.extend(term for term in _runs(fold(query).lower(), pairs) if term not in terms)
    places: tuple[tuple[Field, str], ...] = (
        ("problem", record.problem),
        ("focus_area", record.focus_area or ""),
        ("measures", "".join(record.measures)),
    )
    wanted = {token for token in shared if len(token) >= 2}
    fields: list[Field] = [name for name, text in places if wanted & set(index.tokens(text))]
    return Why(terms=tuple(terms[:MAX_TERMS]), fields=tuple(fields) or ("meaning",))


def _runs(query: str, pairs: set[str]) -> list[str]:
    """Join shared pairs that follow one another in the query into whole terms."""
    found: list[str] = []
    start = None
    for i in range(len(query)):
        if query[i : i + 2] in pairs:
            start = i if start is None else start
        elif start is not None:
            found.append(query[start : i + 1])
            start = None
    return sorted(dict.fromkeys(found), key=lambda term: -len(term))
