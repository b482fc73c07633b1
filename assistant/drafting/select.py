"""Select: two to four measures of one or two problem types that make a good draft together.

A good draft (domain.md section 4) has an action, a rule and a guard against relapse, 150 to 300
characters and one to four placeholders. All combinations of the few best measures a role are
compared; ties are broken by id, so the same problem always gets the same draft.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from assistant.drafting.fill import fill
from assistant.drafting.given import GivenClause
from assistant.drafting.library import (
    PLACEHOLDER,
    TOPIC,
    LibraryMeasure,
    ProblemType,
    Role,
    Slot,
    Stage,
)
from assistant.drafting.trade import suits
from assistant.drafting.unit import in_own_words

ORDER: tuple[Role, ...] = ("action", "rule", "mechanism")
STANDARD = 0.8  # what most units write comes first; a given fact or a close match outweighs it
MAIN = 0.2  # and of those the principal one
_A_ROLE = 4  # candidates a role that enter the comparison
_SHORT, _LONG = 150, 300  # characters of a draft (issue: 150–300)
_SLOTS = (1, 4)  # placeholders of a draft


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A library measure with the user's facts filled in; ``gain`` is what it is worth.

    ``covers`` says how well it answers each part of a problem of several (cover.py).
    """

    measure: LibraryMeasure
    type_id: str
    text: str
    used: tuple[int, ...]
    gain: float
    covers: tuple[float, ...] = ()

    @cached_property
    def slots(self) -> int:
        """Placeholders in the text."""
        return len(PLACEHOLDER.findall(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the draft is for: stage, topic in the user's words (or None) and the given clauses.

    ``unit`` is a kind of unit_kind(), in whose words the library speaks; None: in its own.
    ``issuer`` is the unit's name where it is known; ``free`` are the indexes of the clauses that
    may fill slots (None: all).
    """

    problem: str
    stage: Stage
    topic: str | None
    clauses: tuple[GivenClause, ...]
    unit: str | None = None
    issuer: str | None = None
    free: frozenset[int] | None = None

    @property
    def given(self) -> str:
        """All that the user said: a measure must be about this."""
        return "。".join((self.problem, *(c.text for c in self.clauses), self.issuer or ""))


def candidates(
    kind: ProblemType,
    wish: Wish,
    slots: Mapping[str, Slot],
    relevance: Mapping[str, float],
    weight: float = 1.0,
) -> list[Candidate]:
    """The measures of a type that suit, worded for the stage; ``relevance`` is 0…1 by id.

    None suits: the answer is empty, and the type is no answer to this problem.
    """
    given = wish.given
    free = frozenset(range(len(wish.clauses))) if wish.free is None else wish.free
    main = _main(kind)
    found = []
    for measure in kind.measures:
        if not suits(kind, measure, given, wish.unit):
            continue
        wording = in_own_words(measure.wording(wish.stage), wish.unit, wish.issuer)
        template = wording.replace(TOPIC, wish.topic or kind.topic)
        said = wish.topic if wish.topic and TOPIC in wording else ""
        filled = fill(template, wish.clauses, slots, free, said)
        gain = relevance.get(measure.id, 0.0)
        gain += 0.6 * any(word in given for word in measure.when)
        gain += 0.15 * (TOPIC in measure.wording(wish.stage) and wish.topic is not None)
        gain += STANDARD * (measure.style == "standard") + MAIN * (measure.id in main)
        gain += 1.0 * len(filled.used)
        found.append(
            Candidate(
                measure=measure,
                type_id=kind.id,
                text=filled.text,
                used=filled.used,
                gain=gain * weight,
            )
        )
    return found


def _main(kind: ProblemType) -> set[str]:
    """Ids of the first standard measure of each role: the library names the principal one first."""
    first: dict[Role, str] = {}
    for measure in kind.measures:
        if measure.style == "standard":
            first.setdefault(measure.role, measure.id)
    return set(first.values())


def fresh(pool: Sequence[Candidate], avoid: Collection[str]) -> list[Candidate]:
    """``pool`` without the measures that ``avoid`` names, where a role has others left.

    Two problems of one notice must not be answered in the same words (domain.md section 4: 雷同).
    """
    unused = [item for item in pool if item.measure.id not in avoid]
    roles = {item.measure.role for item in unused}
    return unused + [item for item in pool if item.measure.role not in roles]


def choose(pool: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best combination of one measure a role, a fourth added where the draft is short."""
    by_role = [_best(pool, role) for role in ORDER]
    combinations = product(*(role for role in by_role if role))
    best = max(combinations, key=lambda picks: (worth_of(picks), _ids(picks)), default=())
    if best and _length(best) < _SHORT:
        rest = [item for item in pool if item.measure.id not in {p.measure.id for p in best}]
        wider = [(*best, item) for item in sorted(rest, key=rank)[:_A_ROLE]]
        best = max([best, *wider], key=lambda picks: (worth_of(picks), _ids(picks)))
    return tuple(sorted(best, key=lambda item: ORDER.index(item.measure.role)))


def _best(pool: Sequence[Candidate], role: Role) -> list[Candidate]:
    return sorted((item for item in pool if item.measure.role == role), key=rank)[:_A_ROLE]


def rank(item: Candidate) -> tuple[float, str]:
    return (-item.gain, item.measure.id)


def _ids(picks: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(item.measure.id for item in picks)


def _length(picks: Sequence[Candidate]) -> int:
    return sum(len(item.text) for item in picks)


def worth_of(picks: Sequence[Candidate], room: int = _LONG) -> float:
    """Gain of the measures less what the whole misses: length, placeholders, facts used twice."""
    length = _length(picks)
    slots = sum(item.slots for item in picks)
    used = [index for item in picks for index in item.used]
    worth = sum(item.gain for item in picks)
    worth -= 0.01 * (max(0, _SHORT - length) + max(0, length - room))
    worth -= 0.8 * (max(0, _SLOTS[0] - slots) + max(0, slots - _SLOTS[1]))
    worth -= 1.5 * (len(used) - len(set(used)))
    topics = sum(TOPIC in item.measure.progress for item in picks)
    return worth - 0.2 * max(0, topics - 2)
