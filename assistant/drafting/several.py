"""Several: the measures for a problem that names more than one failing.

Each part brings the measures of the type that treats it, in the part's own words, or one action of
its family where the library knows no type; cover.py chooses among them all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.drafting.classify import Classifier
from assistant.drafting.cover import choose_covering, covers
from assistant.drafting.fill import fill
from assistant.drafting.homes import homes_of
from assistant.drafting.library import Library, ProblemType
from assistant.drafting.relevance import Relevance
from assistant.drafting.select import Candidate, Wish, candidates, fresh
from assistant.drafting.skeleton import Family, family_measures, family_of, quoting
from assistant.drafting.topic import topic_of
from assistant.drafting.treat import Treated

LONGEST = 300  # characters of a draft, its opening words included
LEAST_ROOM = 200  # that the measures have in any case
NEAR_TYPE = 0.5  # share of a topic's words that a type must know to speak of it
PLAIN = 0.4  # what a standard measure gains less than in a draft of one part: it is rarely short
QUOTABLE = 18  # characters of a part that is quoted where nothing names its matter
TELLING = 4  # characters of a topic that tell enough beside other parts
FAMILY = 0.7  # how well an action of its family answers a part


class Several:
    """Knows library and classifier; build once."""

    def __init__(self, library: Library, classifier: Classifier, relevance: Relevance) -> None:
        self._library = library
        self._classifier = classifier
        self._relevance = relevance

    def measures(
        self, parts: Sequence[Treated], wish: Wish, avoid: Collection[str]
    ) -> tuple[Candidate, ...]:
        """Three or four measures that answer the parts; families alone where no type treats any."""
        pool: list[Candidate] = []
        for type_id in dict.fromkeys(part.type_id for part in parts if part.type_id):
            pool += self._of_type(self._library.type_of(type_id), parts, wish)
        none = not pool
        left = [at for at, part in enumerate(parts) if part.type_id is None]
        told = [at for at in left if _tells(topic_of(parts[at].text))]
        pool += [
            item
            for item in self._of_families(told or (left if none else []), parts, wish)
            if none or item.measure.role == "action"
        ]
        if told or not none:
            pool += self._of_family(quoting(), _short(left, told, parts), parts, wish)
        opening = len(wish.problem) + len(wish.issuer or "") + 8
        return choose_covering(fresh(pool, avoid), max(LONGEST - opening, LEAST_ROOM))

    def _of_type(
        self, kind: ProblemType, parts: Sequence[Treated], wish: Wish
    ) -> Iterator[Candidate]:
        own = [part.text for part in parts if part.type_id == kind.id]
        topic = next(filter(None, (self.topic(text, kind) for text in own)), None)
        known = [(part.text, part.type_id) for part in parts]
        relevance = self._relevance.of("，".join(own))
        mine = replace(
            wish,
            topic=topic,
            free=_free(wish, parts, [at for at, p in enumerate(parts) if p.type_id == kind.id]),
        )
        for item in candidates(kind, mine, self._library.slots, relevance):
            plain = PLAIN * (item.measure.style == "standard")
            yield replace(item, gain=item.gain - plain, covers=covers(item.measure, kind.id, known))

    def topic(self, text: str, kind: ProblemType) -> str | None:
        """The matter of a part where it tells enough and the type can speak of it."""
        topic = topic_of(text)
        if topic is None or len(topic) < TELLING:
            return None
        return topic if self._classifier.knows(kind.id, topic) >= NEAR_TYPE else None

    def _of_families(
        self, left: Sequence[int], parts: Sequence[Treated], wish: Wish
    ) -> Iterator[Candidate]:
        """What the families of the parts ``left`` do; parts of one family are named together."""
        by_family: dict[str, list[int]] = {}
        for at in left:
            by_family.setdefault(family_of(parts[at].text).name, []).append(at)
        for own in by_family.values():
            yield from self._of_family(family_of(parts[own[0]].text), own, parts, wish)

    def _of_family(
        self, family: Family, own: Sequence[int], parts: Sequence[Treated], wish: Wish
    ) -> Iterator[Candidate]:
        if not own:
            return
        for item in family_picks(wish, [parts[at].text for at in own], family):
            free = _free(wish, parts, own)
            filled = fill(item.text, wish.clauses, self._library.slots, free)
            share = FAMILY if item.measure.role == "action" else FAMILY / 3
            yield replace(
                item,
                text=filled.text,
                used=filled.used,
                gain=1.0 * len(filled.used),
                covers=tuple(share * (at in own) for at in range(len(parts))),
            )


def _short(left: Sequence[int], told: Sequence[int], parts: Sequence[Treated]) -> list[int]:
    """The parts of ``left`` that no topic tells and that are short enough to be quoted."""
    return [at for at in left if at not in told and len(parts[at].text) <= QUOTABLE]


def _tells(topic: str | None) -> bool:
    """Whether a family can speak of the topic: a word of it stands outside of quotation marks."""
    bare = re.sub(r"[“‘][^”’]{0,40}[”’]", "", topic or "")
    return len(topic or "") > 2 and len(bare) >= 2


def _free(wish: Wish, parts: Sequence[Treated], own: Sequence[int]) -> frozenset[int]:
    """The given clauses that measures for the parts ``own`` may take: theirs, or nobody's."""
    homes = homes_of(wish.clauses, [part.text for part in parts])
    return frozenset(
        index
        for index, clause in enumerate(wish.clauses)
        if clause.fact not in homes or homes[clause.fact] in own
    )


def family_picks(
    wish: Wish, parts: Sequence[str], family: Family | None = None
) -> Iterator[Candidate]:
    """The measures of the family of action of one or more parts, which belong to no type."""
    for measure in family_measures(parts, wish.stage, family or family_of(parts[0])):
        yield Candidate(
            measure=measure, type_id="", text=measure.wording(wish.stage), used=(), gain=0.0
        )


def places_of(
    picks: Sequence[Candidate], parts: Sequence[Treated], wish: Wish
) -> Mapping[int, int]:
    """Fact → index of the measure that answers its part best; facts without a home are left out.

    No deed is told behind a check that comes again and again.
    """
    homes = homes_of(wish.clauses, [part.text for part in parts])
    told = [at for at, item in enumerate(picks) if item.measure.role != "mechanism"]
    best = {
        fact: max(told, key=lambda at: (picks[at].covers[part], -at))
        for fact, part in homes.items()
        if told
    }
    return {fact: at for fact, at in best.items() if picks[at].covers[homes[fact]] > 0}
