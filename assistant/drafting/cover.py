"""Cover: measures that together answer every failing a problem names, not its best type alone.

Three or four measures are chosen so that each part of the problem has one that treats it. At least
one is an action, and a rule or a check keeps it from coming back (domain.md section 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from assistant.drafting.library import LibraryMeasure, Role
from assistant.drafting.select import ORDER, Candidate, rank, worth_of
from assistant.drafting.topic import matter_of

COVER = 2.4  # what a part that is treated well counts beside the gains of the measures
FOURTH = 0.6  # what a fourth measure must bring more
IDLE = 1.5  # what an action costs beside which others answer every part as well
TWICE = 5.0  # what saying a given clause twice costs
TOO_LONG = 0.04  # what a character beyond the room costs more than in a draft of one part
ACTIONS = 3  # actions of a draft
FIRST = 0.55  # what a measure covers of a part by being of the type that treats it
_ROLE: Mapping[Role, float] = {"action": 1.0, "rule": 0.8, "mechanism": 0.6}
_A_PART = 2  # candidates of a role for each part that enter the comparison
_TEACHES = re.compile(r"培训|学习|警示教育|宣讲")  # in the first clause of a measure
_LEARNS = re.compile(r"学习|培训|教育|意识|知识|能力|素质|水平|业务|本领|熟")


def covers(
    measure: LibraryMeasure, type_id: str, parts: Sequence[tuple[str, str | None]]
) -> tuple[float, ...]:
    """How well a measure answers each part, 0…1; ``parts`` with the types that treat them."""
    return tuple(
        _ROLE[measure.role] * (FIRST + (1 - FIRST) * _match(measure, text))
        if own == type_id
        else 0.0
        for text, own in parts
    )


def _match(measure: LibraryMeasure, part: str) -> float:
    if measure.needs and not any(word in part for word in measure.needs):
        return -1.0  # it speaks of something that another part names
    if _TEACHES.search(measure.progress.split("，")[0]) and not _LEARNS.search(part):
        return 0.0  # a lesson is no answer to what is done wrongly (domain.md section 4: 不对应)
    if any(word in part for word in measure.when):
        return 1.0
    matter = matter_of(part)
    pairs = {matter[i : i + 2] for i in range(len(matter) - 1)}
    share = sum(pair in measure.progress for pair in pairs) / max(len(pairs), 1)
    return max(min(2 * share, 1.0), 0.35 if measure.style == "standard" else 0.1)


def choose_covering(pool: Sequence[Candidate], room: int) -> tuple[Candidate, ...]:
    """The combination of three or four measures that is worth most; ``room`` in characters."""
    best: tuple[Candidate, ...] = max(
        filter(None, _combinations(pool)),
        key=lambda picks: (_worth(picks, room), tuple(item.measure.id for item in picks)),
        default=(),
    )
    return tuple(sorted(best, key=_place))


def _place(item: Candidate) -> tuple[int, int]:
    """Actions first, in the order of the parts that they answer."""
    part = max(range(len(item.covers)), key=lambda i: (item.covers[i], -i), default=0)
    return ORDER.index(item.measure.role), part


def _combinations(pool: Sequence[Candidate]) -> Iterator[tuple[Candidate, ...]]:
    by_role = {role: _shortlist(pool, role) for role in ORDER}
    kept: list[tuple[Candidate, ...]] = [(item,) for item in by_role["rule"]]
    kept += [(item,) for item in by_role["mechanism"]]
    both = [(rule, check) for rule in by_role["rule"] for check in by_role["mechanism"]]
    some = both or kept or [()]
    for count in range(1 if by_role["action"] else 0, ACTIONS + 1):
        for actions in combinations(by_role["action"], count):
            for rest in (kept or some) if count == ACTIONS else some:
                yield (*actions, *rest)


def _shortlist(pool: Sequence[Candidate], role: Role) -> list[Candidate]:
    """For each part the measures that answer it best, and those that gain most."""
    own = [item for item in pool if item.measure.role == role]
    parts = range(max((len(item.covers) for item in own), default=0))
    found = {
        item.measure.id: item
        for part in parts
        for item in sorted(
            (item for item in own if item.covers[part] > 0),
            key=lambda item: (-COVER * item.covers[part] - item.gain, item.measure.id),
        )[:_A_PART]
    }
    found |= {item.measure.id: item for item in sorted(own, key=rank)[:_A_PART]}
    return list(found.values())


def _worth(picks: Sequence[Candidate], room: int) -> float:
    parts = range(len(picks[0].covers))
    covered = sum(max(item.covers[part] for item in picks) for part in parts)
    length = sum(len(item.text) for item in picks)
    worth = worth_of(picks, room) + COVER * covered - FOURTH * (len(picks) > 3)
    worth -= TOO_LONG * max(0, length - room)
    used = [index for item in picks for index in item.used]
    worth -= TWICE * (len(used) - len(set(used)))
    actions = [item for item in picks if item.measure.role == "action"]
    if len(actions) > 1:
        worth -= IDLE * sum(_is_idle(item, picks) for item in actions)
    return worth


def _is_idle(action: Candidate, picks: Sequence[Candidate]) -> bool:
    """Whether the others answer every part as well as this action does."""
    others = [item.covers for item in picks if item is not action]
    return all(
        own <= max(theirs)
        for own, theirs in zip(action.covers, zip(*others, strict=True), strict=True)
    )
