"""Support: which facts of a draft the problem or the user's facts give.

The equalities are those of rules.md, "Facts against draft"; each kind of fact has its own file
(dated, counted, named). Nothing here knows a sentence of any notice.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.facts.context import Context, contexts
from assistant.facts.counted import support_of_number
from assistant.facts.dated import support_of_date
from assistant.facts.evidence import Evidence, read_evidence
from assistant.facts.extract import extract, fold_figures
from assistant.facts.fact import NUMERIC, CheckedFact, Fact
from assistant.facts.named import is_issuer, support_of_name


def check(
    draft: str, *, problem: str, facts: Sequence[str], issuer: str | None = None
) -> tuple[CheckedFact, ...]:
    """Every fact of ``draft`` in order, with the source that supports it.

    ``facts`` are the user's, one text each; ``issuer`` is the unit's own name, which needs no
    support. What needs no source (Fact.needs_source) counts as supported, by None.
    """
    evidence = read_evidence(problem, facts)
    found = extract(draft)
    return tuple(
        _checked(fact, context, evidence, issuer)
        for fact, context in zip(found, contexts(fold_figures(draft), found), strict=True)
    )


def _checked(fact: Fact, context: Context, evidence: Evidence, issuer: str | None) -> CheckedFact:
    by = _support(fact, context, evidence)
    free = by is None and (not fact.needs_source or is_issuer(fact, issuer))
    return CheckedFact(fact=fact, supported=free or by is not None, by=by)


def _support(fact: Fact, context: Context, evidence: Evidence) -> str | None:
    if fact.kind == "date":
        return support_of_date(fact, context, evidence)
    if fact.kind in NUMERIC:
        return support_of_number(fact, context, evidence)
    return support_of_name(fact, evidence)
