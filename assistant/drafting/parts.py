"""Parts: the clause of a problem that its first types leave unanswered, and the type that knows it.

Feedback often names two or three matters in one sentence. A type that is not near the whole may be
the very one for a clause; it then lends one measure, so that the clause is not passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.drafting.classify import Guess
from assistant.drafting.topic import core_of

SHORT = 6  # characters of a clause on which nothing can be built
HEAD = 3  # characters that open a clause and name its matter: the type must know them
KNOWN = 0.7  # share of a clause's pairs that the wordings of the type for it know
UNKNOWN = 0.45  # and that those of the whole do not reach
LEAST = 0.25  # score of that type for the whole problem


def further(
    problem: str,
    guesses: Sequence[Guess],
    types: Sequence[Guess],
    covers: Callable[[str, str], float],
) -> tuple[Guess, str] | None:
    """A further type with the clause it knows, or None; ``covers(type id, text)`` as Classifier."""
    taken = {guess.type_id for guess in types}
    for clause in _clauses(problem):
        if max((covers(key, clause) for key in taken), default=1.0) >= UNKNOWN:
            continue
        known = [
            guess
            for guess in guesses
            if guess.type_id not in taken
            and guess.score >= LEAST
            and covers(guess.type_id, clause[:HEAD]) == 1.0
            and covers(guess.type_id, clause) >= KNOWN
        ]
        if known:
            return max(
                known, key=lambda guess: (covers(guess.type_id, clause), guess.score)
            ), clause
    return None


def _clauses(problem: str) -> Iterator[str]:
    for clause in re.split(r"[，；。、]", core_of(problem)):
        if len(clause) >= SHORT:
            yield clause
